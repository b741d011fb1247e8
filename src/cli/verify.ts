import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../backup/manifest.ts';
import { openLock } from '../compose/postgres.ts';
import type { Config } from '../config.ts';
import { type Checkpoint, openCheckpoint } from '../core/ledger/checkpoint.ts';
import { parseVkey } from '../core/ledger/note.ts';
import { instantOf } from '../core/time.ts';
import { sha256 } from '../hashing.ts';
import { openFileLock } from '../log/file-lock.ts';
import { nodeCrypto } from '../log/node-crypto.ts';
import { fileSigner } from '../log/signer.ts';
import { keepVerification } from '../log/verification.ts';
import { verifyAccessRecords } from '../store/access/verify.ts';
import { openSqlite, type SqliteConnection } from '../store/open-sqlite.ts';
import { openPool } from '../store/postgres/connect.ts';
import { postgresSql } from '../store/postgres/sql.ts';
import { verifyPostgres } from '../store/postgres/verify.ts';
import { verifyBeside } from '../store/verify/beside.ts';
import type { Finding } from '../store/verify/finding.ts';
import { type Verification, verifyLedger } from '../store/verify-sqlite.ts';
import { verifyBesideApart } from '../worker-verify.ts';

export interface VerifyOptions {
  /** A folder of data or a backup; the data folder of the settings where undefined. */
  readonly folder?: string | undefined;
  /** A file with a checkpoint from elsewhere – a follower, a sheet of paper; the lock's or the backup's where undefined. */
  readonly checkpoint?: string | undefined;
  /** The log's public keys; those of the data folder where undefined. */
  readonly key?: readonly string[] | undefined;
}

/**
 * Checks a data folder, also while it is being served, or a backup.
 *
 * @returns the exit code: 0 when all is well, 2 when not.
 */
export async function verify(config: Config, options: VerifyOptions, print: (line: string) => void): Promise<number> {
  if (config.database !== undefined && options.folder === undefined) {
    return verifyDatabase(config, config.database.url, options, print);
  }
  const folder = options.folder ?? config.dataDir;
  const path = join(folder, 'rx12.db');
  if (!existsSync(path)) throw new Error(`${folder} holds no rx12 data; make it with: rx12 init --origin NAME`);
  const manifest = readManifest(folder);
  const damaged: Finding[] = (await manifest?.damaged()) ?? [];
  // Read before the snapshot: the ledger only grows, so what was locked then must be in what is read next.
  const text =
    options.checkpoint === undefined
      ? (manifest?.checkpoint ?? (await locked(config, folder)))
      : readFileSync(options.checkpoint, 'utf8');
  const connection = openSqlite(path, 'read-only');
  try {
    const checkpoint = text === null ? undefined : opened(config, originOf(connection), text, options.key);
    const apart = isLarge(connection) ? verifyBesideApart(path) : undefined;
    // A thread that fails while this one is busy is heard of when it is waited for.
    apart?.catch(() => undefined);
    // One read transaction: the ledger as it was at one moment, whatever is being written.
    const { findings: ofLedger, ...verified } = connection.transaction(() => verifyLedger(connection, checkpoint))();
    const beside = apart === undefined ? connection.transaction(() => verifyBeside(connection))() : await apart;
    const findings = [...ofLedger, ...beside];
    const access = accessRecordOf(folder);
    const found = [...damaged, ...findings, ...access.findings];
    if (folder === config.dataDir) await keep(folder, verified.entries, found.length, print);
    return report(found, { ...verified, checkpoint, access }, print);
  } finally {
    connection.close();
  }
}

/** The same of a database; its backups are checked once they are restored into one. */
async function verifyDatabase(
  config: Config,
  url: string,
  options: VerifyOptions,
  print: (line: string) => void,
): Promise<number> {
  const pool = openPool({ url, name: 'rx12 verify', connections: 1 });
  try {
    const sql = postgresSql(pool);
    const [ledger] = await sql.rows<{ origin: string }>('select origin from ledger');
    const origin = ledger?.origin ?? '';
    const lock = config.database && (await openLock(config, config.database, origin));
    const locked = await lock?.read();
    await lock?.close();
    const text = options.checkpoint === undefined ? locked : readFileSync(options.checkpoint, 'utf8');
    const checkpoint = text === undefined ? undefined : opened(config, origin, text, options.key);
    const { findings, ...verified } = await verifyPostgres(sql, checkpoint);
    return report(findings, { ...verified, checkpoint, access: { rows: verified.accesses } }, print);
  } finally {
    await pool.end();
  }
}

/** What administrators are told of in the console. A folder that cannot be written can be verified all the same. */
async function keep(folder: string, entries: number, findings: number, print: (line: string) => void): Promise<void> {
  await keepVerification(folder, { at: instantOf(Date.now()), entries, findings }).catch((error: Error) =>
    print(`that it was verified could not be kept: ${error.message}`),
  );
}

/** Here a thread for all that is beside the ledger is worth its start. */
const largeEntries = 20_000;

function isLarge(connection: SqliteConnection): boolean {
  const newest = connection.prepare<[], number | null>('select max(seq) from entry').pluck().get() ?? 0;
  return newest >= largeEntries;
}

function report(
  findings: readonly Finding[],
  seen: Omit<Verification, 'findings'> & {
    checkpoint: Checkpoint | undefined;
    access: { rows: number | null };
  },
  print: (line: string) => void,
): number {
  const { entries, erased, root, checkpoint, access } = seen;
  if (findings.length > 0) {
    print(`NOT ok: ${findings.length} finding(s) in ${entries} entries, the first one first`);
    for (const { seq, what } of findings) print(seq === null ? `  ${what}` : `  entry ${seq}: ${what}`);
    return 2;
  }
  print(`ok: ${entries} entries, ${erased} erased, root ${root}`);
  for (const [by, seqs] of seen.erasedBy) print(`erased by entry ${by}: ${seqs.join(', ')}`);
  if (checkpoint !== undefined) print(`the first ${checkpoint.size} are those of the signed checkpoint`);
  else print('there was no checkpoint to hold it against: a file that was rebuilt or is old would look the same');
  if (access.rows !== null) print(`the access record: ${access.rows} rows, none missing in between`);
  return 0;
}

/** The record of who looked; a folder of an earlier release has none. */
function accessRecordOf(folder: string): { readonly rows: number | null; readonly findings: readonly Finding[] } {
  const path = join(folder, 'access.db');
  if (!existsSync(path)) return { rows: null, findings: [] };
  const connection = openSqlite(path, 'read-only');
  try {
    return connection.transaction(() => verifyAccessRecords(connection))();
  } finally {
    connection.close();
  }
}

async function locked(config: Config, folder: string): Promise<string | null> {
  if (folder !== config.dataDir || !existsSync(config.log.lockPath)) return null;
  const lock = openFileLock(config.log.lockPath);
  try {
    return (await lock.read()) ?? null;
  } finally {
    await lock.close();
  }
}

function originOf(connection: SqliteConnection): string {
  return connection.prepare<[], { origin: string }>('select origin from ledger').get()?.origin ?? '';
}

function opened(config: Config, origin: string, text: string, vkeys: VerifyOptions['key']): Checkpoint {
  const given = vkeys ?? config.log.signer?.vkeys;
  const keys = given?.map((vkey) => parseVkey(sha256, vkey)) ?? fileSigner(join(config.dataDir, 'keys'), origin).keys;
  const checkpoint = openCheckpoint(nodeCrypto, text, keys);
  if (checkpoint.origin !== origin)
    throw new Error(`the checkpoint is of ${checkpoint.origin}, the ledger is ${origin}`);
  return checkpoint;
}
