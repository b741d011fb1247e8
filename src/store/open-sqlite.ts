import Database from 'better-sqlite3';

export type SqliteConnection = Database.Database;

/**
 * Every connection is opened here, and nowhere else: better-sqlite3 silently runs WAL with synchronous=NORMAL after the
 * first write, which loses acknowledged rows in a power cut. Each setting is set and then read back; a value that did
 * not take refuses the start, because a service that believes it is durable and is not is worse than one that is down.
 *
 * @throws Error naming the setting, the value wanted and the value found.
 */
export function openSqlite(
  path: string,
  mode: 'read-write' | 'read-only' = 'read-write',
  { cacheKib = ledgerCacheKib }: { readonly cacheKib?: number } = {},
): SqliteConnection {
  const readonly = mode === 'read-only';
  const connection = new Database(path, { readonly, fileMustExist: readonly, timeout: busyTimeoutMs });
  try {
    if (!readonly) settle(connection, 'journal_mode', 'wal', 'wal');
    // In WAL mode with synchronous=FULL every commit ends in an fsync of the log.
    settle(connection, 'synchronous', 'full', 2);
    settle(connection, 'foreign_keys', 'on', 1);
    settle(connection, 'recursive_triggers', 'on', 1);
    settle(connection, 'trusted_schema', 'off', 0);
    settle(connection, 'cell_size_check', 'on', 1);
    settle(connection, 'secure_delete', 'on', 1);
    // What a statement may have to take back is kept in memory: in a file it cost two thirds of all writes.
    settle(connection, 'temp_store', 'memory', 2);
    if (!readonly) {
      settle(connection, 'cache_size', String(-cacheKib), -cacheKib);
      setCheckpointPages(connection, checkpointPages);
    }
    settle(connection, 'busy_timeout', String(busyTimeoutMs), busyTimeoutMs);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** How much log there is before whoever commits next copies it back. @throws Error when it did not take. */
export function setCheckpointPages(connection: SqliteConnection, pages: number): void {
  settle(connection, 'wal_autocheckpoint', String(pages), pages);
}

/** 128 MB of log, where a thread copies it back long before: worker-checkpoint.ts. Should it fail, whoever commits does. */
export const pagesWithHelp = 32_000;
const busyTimeoutMs = 5_000;
/** Two megabytes, the default, do not hold the pages that a batch of recordings about random doctors touches. */
const ledgerCacheKib = 65_536;
/** 16 MB of log between checkpoints: a page that changes often is then copied back once for many changes. */
const checkpointPages = 4_000;

function settle(connection: SqliteConnection, pragma: string, value: string, expected: string | number): void {
  connection.pragma(`${pragma} = ${value}`);
  const found = connection.pragma(pragma, { simple: true });
  if (found !== expected) {
    throw new Error(`SQLite did not take ${pragma} = ${value}: it reads back ${String(found)}`);
  }
}
