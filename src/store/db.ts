import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

/** The query builder that queries/ are written against, once for all dialects. */
export type Db = BetterSQLite3Database;
