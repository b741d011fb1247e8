import { type BackupOptions, backup } from '../backup/backup.ts';
import { restore } from '../backup/restore.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { confirmClock } from '../log/clock-guard.ts';

type Print = (line: string) => void;

export async function backUp(config: Config, clock: Clock, options: BackupOptions, print: Print): Promise<void> {
  refuseDatabase(config);
  const { folder, manifest } = await backup(config, clock, options);
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  print(`${folder}: ${manifest.entries} entries, ${manifest.files.length} file(s), ${bytes} bytes`);
  if (!options.withKeys)
    print('The keys are not in it: keep the folder keys/ by other means, or nothing can be signed again.');
}

export async function restoreBackup(config: Config, clock: Clock, from: string, print: Print): Promise<void> {
  refuseDatabase(config);
  const { manifest, aside, erasedAgain } = await restore(config, clock, from);
  // Whoever restores stands before the machine; the newest entry of the backup may be weeks old.
  confirmClock(config.dataDir, clock);
  print(`Restored ${manifest.entries} entries of ${manifest.origin} as of ${manifest.madeAt}.`);
  if (erasedAgain > 0) print(`${erasedAgain} entries that had been erased since were erased again.`);
  if (aside !== undefined) print(`What was there before is in ${aside}.`);
  print(
    'Check it with: rx12 verify. If entries were published since, it starts read-only and says from where to where;',
  );
  print('then: rx12 log accept-restore --reason … --by …');
}

/** @throws Error for a ledger in PostgreSQL, which has tools of its own for this. */
export function refuseDatabase({ database }: Config): void {
  if (database === undefined) return;
  throw new Error(
    'this command works on a data folder, and DATABASE_URL is set: PostgreSQL has its own tools for this',
  );
}
