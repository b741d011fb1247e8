import { drizzle } from 'drizzle-orm/sqlite-proxy';
import type { Db } from '../db.ts';
import type { PostgresSql } from './sql.ts';

/** The one query builder over PostgreSQL: it writes the SQL that both databases share, and only the numbering differs. */
export function postgresDb(sql: PostgresSql): Db {
  const db = drizzle(async (text, values, method) => {
    const rows = await sql.selectArrays(text, values);
    // The builder's own words for "one row, or none".
    return { rows: method === 'get' ? (rows[0] as unknown as unknown[]) : rows };
  });
  return db as unknown as Db;
}
