import { openSqlite } from './store/open-sqlite.ts';
import { verifyBeside } from './store/verify/beside.ts';
import type { Finding } from './store/verify/finding.ts';
import { runApart, serveApart } from './worker-apart.ts';

/** Everything beside the ledger itself, checked by a thread of its own while the ledger is checked by the caller's. */
export function verifyBesideApart(path: string): Promise<readonly Finding[]> {
  return runApart<readonly Finding[]>('worker-verify', { path });
}

serveApart<{ readonly path: string }, readonly Finding[]>('worker-verify', ({ path }) => {
  const connection = openSqlite(path, 'read-only');
  try {
    // One read transaction: schema and projections as they were at one moment, whatever is being written.
    return connection.transaction(() => verifyBeside(connection))();
  } finally {
    connection.close();
  }
});
