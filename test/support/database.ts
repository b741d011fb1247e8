import Database from 'better-sqlite3';

/** Runs SQL on a database file as somebody who has the file and nothing else: no settings, no checks of ours. */
export function sql(path: string, statements: string): void {
  const connection = new Database(path);
  try {
    connection.exec(statements);
  } finally {
    connection.close();
  }
}
