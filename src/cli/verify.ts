import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { verifySqlite } from '../store/verify-sqlite.ts';

/** Checks a data folder, also while it is being served. @returns the exit code: 0 when all is well, 2 when not. */
export async function verify(config: Config, print: (line: string) => void): Promise<number> {
  const path = join(config.dataDir, 'rx12.db');
  if (!existsSync(path)) throw new Error(`${config.dataDir} holds no rx12 data; make it with: rx12 init --origin NAME`);
  const connection = openSqlite(path, 'read-only');
  try {
    // One read transaction: the ledger as it was at one moment, whatever is being written.
    const verification = connection.transaction(() => verifySqlite(connection))();
    const { entries, erased, root, findings } = verification;
    if (findings.length === 0) {
      print(`ok: ${entries} entries, ${erased} erased, root ${root}`);
      return 0;
    }
    print(`NOT ok: ${findings.length} finding(s) in ${entries} entries, the first one first`);
    for (const { seq, what } of findings) print(seq === null ? `  ${what}` : `  entry ${seq}: ${what}`);
    return 2;
  } finally {
    connection.close();
  }
}
