import type { Clock } from '../core/clock.ts';
import type { Store } from './contract.ts';
import { sqliteDb } from './db.ts';
import { attemptsInMemory } from './doors/attempts.ts';
import { alone } from './doors/coordination.ts';
import { changeDoor, doorStore } from './doors/doors.ts';
import { migrateSqlite } from './migrate.ts';
import { openSqlite, pagesWithHelp, type SqliteConnection, setCheckpointPages } from './open-sqlite.ts';
import { doctorQueries } from './queries/doctor.ts';
import { rightQueries } from './queries/right.ts';
import { sharedQueries } from './queries/shared.ts';
import { sqliteMemory } from './sqlite/memory.ts';
import { sqliteBearer, sqliteBearersOf, sqliteRightHeads } from './sqlite/right-heads.ts';
import { sqliteSessions } from './sqlite/sessions.ts';
import { sqliteSql } from './sqlite/sql.ts';
import { sqliteLedger } from './sqlite-ledger.ts';
import { sqliteTree } from './tree/sqlite.ts';

/** The embedded store: one file, one writing process. `randomSalt` gives 32 fresh bytes a call. */
export interface SqliteStoreOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly randomSalt: () => Uint8Array;
  /** Told how many entries have become durable, so that the log can be copied back by somebody else: worker-checkpoint.ts. */
  readonly written?: (entries: number) => void;
}

/** @throws Error when the file holds no ledger: see createSqliteLedger. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const connection = openSqlite(options.path);
  // Somebody else copies the log back long before this; where nobody does, SQLite's own writer still would.
  if (options.written !== undefined) setCheckpointPages(connection, pagesWithHelp);
  migrateSqlite(connection, 'ledger');
  const db = sqliteDb(connection);
  const memory = sqliteMemory();
  const sql = sqliteSql(connection);
  const sessions = sqliteSessions(connection, sql, memory, options.clock);
  const ledger = sqliteLedger(connection, memory, options, (door) => sql.now(changeDoor(sessions, door)));
  const bearer = sqliteBearer(connection, memory);
  const rights = rightQueries(db);
  const doctors = doctorQueries(db);
  return {
    ledger,
    tree: sqliteTree(connection),
    ...sharedQueries(db, sql),
    doctors: { ...doctors, ...sqliteBearersOf(bearer, doctors) },
    rights: { ...rights, ...sqliteRightHeads(connection, bearer, ledger, rights) },
    doors: doorStore(sql, sessions),
    attempts: attemptsInMemory(),
    coordination: alone,
    close: async () => {
      await ledger.drained();
      connection.close();
    },
  };
}

/** Makes the database file and founds the ledger under its name. @throws Error when there is one already. */
export function createSqliteLedger(path: string, origin: string, clock: Clock): void {
  const connection = openSqlite(path);
  try {
    migrateSqlite(connection, 'ledger');
    found(connection, origin, clock);
  } finally {
    connection.close();
  }
}

function found(connection: SqliteConnection, origin: string, clock: Clock): void {
  const createdAt = new Date(clock.now()).toISOString();
  connection.prepare('insert into ledger (id, origin, created_at) values (1, ?, ?)').run(origin, createdAt);
}
