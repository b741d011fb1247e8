import Database from 'better-sqlite3';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { verifySqlite } from '../../src/store/verify-sqlite.ts';

/** Runs SQL on a database file as somebody who has the file and nothing else: no settings, no checks of ours. */
export function sql(path: string, statements: string): void {
  const connection = new Database(path);
  try {
    connection.exec(statements);
  } finally {
    connection.close();
  }
}

/** What a check from the entries alone finds in a ledger's file. */
export function wrongInFile(path: string): readonly unknown[] {
  return reading(path, (connection) => verifySqlite(connection).findings);
}

export function rowsOfFile(path: string, table: string): readonly Readonly<Record<string, unknown>>[] {
  return reading(path, (connection) => connection.prepare<[], Record<string, unknown>>(`select * from ${table}`).all());
}

function reading<T>(path: string, read: (connection: Database.Database) => T): T {
  const connection = openSqlite(path, 'read-only');
  try {
    return read(connection);
  } finally {
    connection.close();
  }
}
