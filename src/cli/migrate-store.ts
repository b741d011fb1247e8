import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { Config } from '../config.ts';
import { openDatabaseLock } from '../log/database-lock.ts';
import { openFileLock } from '../log/file-lock.ts';
import { openSqlite, type SqliteConnection } from '../store/open-sqlite.ts';
import { openPool, type PostgresClient } from '../store/postgres/connect.ts';
import { moveAccess, moveCost, unlikeTables } from '../store/postgres/move/beside.ts';
import { moveLedger } from '../store/postgres/move/ledger.ts';
import { postgresSql } from '../store/postgres/sql.ts';
import { migratePostgresDatabase } from '../store/postgres/store.ts';
import { verifyPostgres } from '../store/postgres/verify.ts';
import { verifyLedger } from '../store/verify-sqlite.ts';

export interface MoveOptions {
  /** `sqlite:` and a data folder. */
  readonly from: string;
  /** The database, by the role that owns it. */
  readonly to: string;
  /** The role that will serve from it; that of DATABASE_URL where undefined. */
  readonly writer?: string | undefined;
}

/**
 * Moves a data folder into a database, also while it is being served: then a second run, once it is not, moves what came in
 * between. Each run goes on where the last one stopped, and at the end the database is recomputed from its entries. Where
 * LOCK_DATABASE_URL is set, the folder's checkpoint is put there too.
 *
 * @returns the exit code: 0 when the database holds the same ledger, 2 when not.
 */
export async function migrateStore(
  config: Config,
  { from, to, writer }: MoveOptions,
  print: (line: string) => void,
): Promise<number> {
  if (!from.startsWith('sqlite:')) throw new Error('--from is sqlite: and a data folder, such as sqlite:/srv/rx12');
  if (!/^postgres(ql)?:\/\//.test(to)) throw new Error('--to is postgres://owner@host/database');
  const folder = resolve(from.slice('sqlite:'.length));
  if (!existsSync(join(folder, 'rx12.db'))) throw new Error(`${folder} holds no rx12 data`);
  // Before the files are looked at: what was locked then is in what is moved.
  const checkpoint = await lockedOf(config, folder);
  await migratePostgresDatabase({ ownerUrl: to, writer: writer ?? servingRole(config) });
  const pool = openPool({ url: to, name: 'rx12 migrate-store', connections: 1, statementTimeoutMs: 0 });
  const files = {
    access: reading(folder, 'access.db'),
    cost: reading(folder, 'cost.db'),
    ledger: reading(folder, 'rx12.db'),
  };
  try {
    const client = await pool.connect();
    const unlike: string[] = [];
    try {
      await moveAll(files, client);
      for (const file of [files.access, files.cost]) if (file) unlike.push(...(await unlikeTables(file, client)));
    } finally {
      client.release();
    }
    const there = await verifyPostgres(postgresSql(pool), undefined);
    const here = files.ledger && verifyLedger(files.ledger, undefined);
    for (const { seq, what } of there.findings) print(seq === null ? `  ${what}` : `  entry ${seq}: ${what}`);
    for (const what of unlike) print(`  ${what}`);
    const same = here !== undefined && here.root === there.root && here.entries === there.entries;
    if (there.findings.length + unlike.length > 0 || !same) {
      print(`NOT the same: ${here?.entries} entries with root ${here?.root}, and ${there.entries} with ${there.root}`);
      return 2;
    }
    await handOver(config, checkpoint, originOf(files.ledger));
    print(`ok: ${there.entries} entries, root ${there.root}, ${there.accesses} accesses; serve it with DATABASE_URL`);
    return 0;
  } finally {
    for (const file of Object.values(files)) file?.close();
    await pool.end();
  }
}

function servingRole({ database }: Config): string {
  return database === undefined ? 'rx12' : decodeURIComponent(new URL(database.url).username);
}

/** The newest checkpoint outside the folder's database; undefined: there is none. */
async function lockedOf(config: Config, folder: string): Promise<string | undefined> {
  const path = folder === config.dataDir ? config.log.lockPath : join(folder, 'checkpoint.lock');
  if (!existsSync(path)) return undefined;
  const lock = openFileLock(path);
  try {
    return await lock.read();
  } finally {
    await lock.close();
  }
}

/** A full ledger without a checkpoint in its lock is served for reading only: it goes along. */
async function handOver({ database }: Config, checkpoint: string | undefined, origin: string): Promise<void> {
  if (database?.lockUrl === undefined || checkpoint === undefined) return;
  const lock = await openDatabaseLock(database.lockUrl, origin);
  try {
    const held = await lock.read();
    if (held !== checkpoint && !(await lock.replace(held, checkpoint)))
      throw new Error('the lock of LOCK_DATABASE_URL was moved meanwhile: it is being served already');
  } finally {
    await lock.close();
  }
}

function originOf(ledger: SqliteConnection | undefined): string {
  return ledger?.prepare<[], string>('select origin from ledger').pluck().get() ?? '';
}

/** A file as it is at this moment, whatever is written meanwhile; undefined: the folder has none. */
function reading(folder: string, name: string): SqliteConnection | undefined {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const connection = openSqlite(path, 'read-only');
  connection.exec('begin');
  // The moment is that of the first question.
  connection.prepare('select count(*) from sqlite_schema').get();
  return connection;
}

/** The order of the moments: no record of who looked is of an entry that comes later. */
async function moveAll(
  { ledger, cost, access }: Readonly<Record<'ledger' | 'cost' | 'access', SqliteConnection | undefined>>,
  client: PostgresClient,
): Promise<void> {
  const bar = new SingleBar(
    { stream: process.stderr, clearOnComplete: true, format: '{what} [{bar}] {value}/{total}' },
    Presets.legacy,
  );
  const follow = (what: string, file: SqliteConnection, total: string) => {
    bar.start(file.prepare<[], number>(total).pluck().get() ?? 0, 0, { what });
    return (done: number) => bar.update(done);
  };
  try {
    if (access) await moveAccess(access, client, follow('accesses', access, 'select max(id) from access_record'));
    if (cost)
      await moveCost(cost, client, follow('imports', cost, "select count(*) from cost_import where state = 'ready'"));
    if (ledger) await moveLedger(ledger, client, follow('entries', ledger, 'select count(*) from entry'));
  } finally {
    bar.stop();
  }
}
