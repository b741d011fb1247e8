import type { RunResult } from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { SqliteConnection } from './open-sqlite.ts';

/**
 * The query builder that queries/ are written against, once for all databases: what it writes is the SQL that both
 * understand. Every answer is awaited, whether the database behind it gives a promise or not.
 */
export type Db = BaseSQLiteDatabase<'async', unknown>;

/** SQLite answers at once; whoever awaits that gets the same. */
export function sqliteDb(connection: SqliteConnection): Db {
  const db: BaseSQLiteDatabase<'sync', RunResult> = drizzleSqlite({ client: connection });
  return db as unknown as Db;
}
