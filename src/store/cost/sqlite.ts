import type { CostReads, CostStore } from '../cost-contract.ts';
import { sqliteDb } from '../db.ts';
import { migrateSqlite } from '../migrate.ts';
import { openSqlite } from '../open-sqlite.ts';
import { sqliteSql } from '../sqlite/sql.ts';
import { costReads } from './reads.ts';
import { costWrites } from './writes.ts';

/**
 * Opens cost.db for its one writer and brings it to the newest schema.
 *
 * @throws Error as openSqlite and migrateSqlite do.
 */
export function openCostStore(path: string): CostStore {
  const connection = openSqlite(path, 'read-write', { cacheKib });
  migrateSqlite(connection, 'cost');
  const sql = sqliteSql(connection);
  return {
    ...costReads(sql, sqliteDb(connection)),
    ...costWrites(sql),
    close: async () => void connection.close(),
  };
}

/** Chunks are written once and not looked at again: a large cache would only hold them. */
const cacheKib = 4_096;

/** Opens cost.db beside the writer; the file must exist. WAL lets it read while an import is written. */
export function openCostReads(path: string): CostReads & { close(): Promise<void> } {
  const connection = openSqlite(path, 'read-only');
  return { ...costReads(sqliteSql(connection), sqliteDb(connection)), close: async () => void connection.close() };
}
