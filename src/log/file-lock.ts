import Database from 'better-sqlite3';
import type { CheckpointLock } from './checkpoint-lock.ts';

/**
 * The lock in a file of its own. A one-row database with a rollback journal, because that gives compare-and-swap among
 * processes, an fsync before the answer, and works on a network disk, where a write-ahead log would not.
 *
 * @throws Error when the file cannot be opened or does not take the settings that make it durable.
 */
export function openFileLock(path: string): CheckpointLock {
  const connection = new Database(path, { timeout: busyTimeoutMs });
  connection.pragma('journal_mode = delete');
  connection.pragma('synchronous = extra');
  const found = [
    connection.pragma('journal_mode', { simple: true }),
    connection.pragma('synchronous', { simple: true }),
  ];
  if (found[0] !== 'delete' || found[1] !== 3) {
    connection.close();
    throw new Error(`SQLite did not take the settings of the checkpoint lock: they read back ${found.join(', ')}`);
  }
  connection.exec(
    'create table if not exists locked (id integer primary key check (id = 1), checkpoint text not null) strict',
  );
  const read = connection.prepare<[], { checkpoint: string }>('select checkpoint from locked');
  const put = connection.prepare(
    'insert into locked (id, checkpoint) values (1, ?) on conflict (id) do update set checkpoint = excluded.checkpoint',
  );
  const replace = connection.transaction((expected: string | undefined, next: string) => {
    if (read.get()?.checkpoint !== expected) return false;
    put.run(next);
    return true;
  });
  return {
    read: async () => read.get()?.checkpoint,
    replace: async (expected, next) => replace.immediate(expected, next),
    close: async () => {
      connection.close();
    },
  };
}

const busyTimeoutMs = 5_000;
