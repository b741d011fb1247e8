import type { Clock } from '../core/clock.ts';
import type { Sealed } from '../core/ledger/seal.ts';
import type { SealedEntry, Store } from './contract.ts';
import { sqliteDb } from './db.ts';
import { attemptsInMemory } from './doors/attempts.ts';
import { alone } from './doors/coordination.ts';
import { doorStore } from './doors/doors.ts';
import { migrateSqlite } from './migrate.ts';
import { openSqlite, pagesWithHelp, type SqliteConnection, setCheckpointPages } from './open-sqlite.ts';
import { doctorQueries } from './queries/doctor.ts';
import { rightQueries } from './queries/right.ts';
import { sharedQueries } from './queries/shared.ts';
import { sqliteMemory } from './sqlite/memory.ts';
import { sqliteBearer, sqliteBearersOf, sqliteRightHeads } from './sqlite/right-heads.ts';
import { sqliteSessions } from './sqlite/sessions.ts';
import { sqliteSql } from './sqlite/sql.ts';
import { turns } from './sqlite/turns.ts';
import { ledgerWriter, type Written } from './sqlite/writer.ts';
import { type BatchWriter, sqliteLedger } from './sqlite-ledger.ts';
import { sqliteTree } from './tree/sqlite.ts';

/** The embedded store: one file, one writing process. `randomSalt` gives 32 fresh bytes a call. */
export interface SqliteStoreOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly randomSalt: () => Uint8Array;
  /** Told how many entries have become durable, so that the log can be copied back by somebody else: worker-checkpoint.ts. */
  readonly written?: ((entries: number) => void) | undefined;
  /** Who writes the ledger, where that is a thread of its own: worker-ledger.ts. Called once the file is known to hold a ledger. */
  readonly writer?: (() => BatchWriter) | undefined;
}

/** @throws Error when the file holds no ledger: see createSqliteLedger. */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const connection = openSqlite(options.path);
  // Somebody else copies the log back long before this; where nobody does, SQLite's own writer still would.
  if (options.written !== undefined) setCheckpointPages(connection, pagesWithHelp);
  migrateSqlite(connection, 'ledger');
  const db = sqliteDb(connection);
  const memory = sqliteMemory();
  const oneAtATime = turns();
  const sql = sqliteSql(connection, oneAtATime);
  const sessions = sqliteSessions(connection, sql, memory, options.clock);
  const writer = options.writer ?? (() => writtenHere(connection, options.path));
  const ledger = sqliteLedger(connection, { ...options, memory, writer, turns: oneAtATime });
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
      await ledger.close();
      connection.close();
    },
  };
}

function writtenHere(connection: SqliteConnection, path: string): BatchWriter {
  const write = ledgerWriter(connection, path);
  return {
    // In a turn of its own: between two batches everybody else has theirs.
    write: (batch) => new Promise((resolve) => setImmediate(() => resolve(durable(write(batch))))),
    close: async () => {},
  };
}

/** What was written, as whoever asked for it sees it. */
function durable({ outcomes, endedSessions }: Written<Sealed>): Written<SealedEntry> {
  const seen = ({ entry, leaf }: Sealed): SealedEntry => ({ entry, leaf: Buffer.from(leaf).toString('hex') });
  return {
    outcomes: outcomes.map((outcome) =>
      outcome.kind === 'written' ? { kind: 'written', entries: outcome.entries.map(seen) } : outcome,
    ),
    endedSessions,
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
