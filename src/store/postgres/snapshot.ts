import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type MigrationSet, migrationSteps } from '../migrate.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { PostgresClient } from './connect.ts';

/** Rows of one answer of the server, and of one piece of a copy. */
const rowsAtOnce = 5_000;

/**
 * The tables of a part of the database as they are at one moment, copied into a file of SQLite's that is removed when `use`
 * has ended: what checks a ledger from its entries alone is then the same code for either database, to the last line.
 *
 * @param client within a transaction that sees one moment.
 */
export async function withSnapshot<T>(
  client: PostgresClient,
  set: MigrationSet,
  use: (connection: SqliteConnection) => Promise<T> | T,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-snapshot-'));
  const connection = new Database(join(folder, `${set}.db`));
  try {
    connection.pragma('synchronous = off');
    for (const { sql } of migrationSteps(set)) connection.exec(sql);
    // They guard a ledger that is written; this is a copy of one, bad rows and all.
    dropTriggers(connection);
    for (const table of tablesOf(connection)) await copyTable(client, connection, table);
    return await use(connection);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tables that a part's migrations make, in an order that references allow. */
export function tablesOf(connection: SqliteConnection): readonly string[] {
  return connection
    .prepare<[], string>("select name from sqlite_schema where type = 'table' order by rowid")
    .pluck()
    .all()
    .filter((name) => name !== 'migration' && !name.startsWith('sqlite_'));
}

export function columnsOf(connection: SqliteConnection, table: string): readonly string[] {
  return connection.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
}

function dropTriggers(connection: SqliteConnection): void {
  const names = connection.prepare<[], string>("select name from sqlite_schema where type = 'trigger'").pluck().all();
  for (const name of names) connection.exec(`drop trigger ${name}`);
}

async function copyTable(client: PostgresClient, connection: SqliteConnection, table: string): Promise<void> {
  const columns = columnsOf(connection, table);
  connection.exec(`delete from ${table}`);
  const insert = connection.prepare(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  const insertAll = connection.transaction((rows: readonly unknown[][]) => {
    for (const row of rows) insert.run(...row);
  });
  const quoted = columns.map((column) => `"${column}"`).join(', ');
  await client.query(`declare copied no scroll cursor for select ${quoted} from "${table}"`);
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `fetch ${rowsAtOnce} from copied`, rowMode: 'array' });
    if (rows.length === 0) break;
    insertAll(rows);
  }
  await client.query('close copied');
}
