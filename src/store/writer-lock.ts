import Database from 'better-sqlite3';

/**
 * One process writes a data folder. The lock is an exclusive transaction on a file of its own, which the operating system
 * lets go of when the process dies, however it dies.
 *
 * @throws Error saying that another process holds the folder.
 */
export function holdWriterLock(path: string): { release: () => void } {
  const connection = new Database(path, { timeout: 0 });
  try {
    connection.exec('begin exclusive');
  } catch {
    connection.close();
    throw new Error('another rx12 process is writing this data folder; stop it first (one folder, one writer)');
  }
  return { release: () => connection.close() };
}
