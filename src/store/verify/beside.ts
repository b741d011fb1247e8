import type { SqliteConnection } from '../open-sqlite.ts';
import type { Finding } from './finding.ts';
import { verifyProjections } from './projections.ts';
import { verifySchema } from './schema.ts';

/**
 * What of a ledger's file can be checked beside the ledger itself: the schema, SQLite's own pages, and the projections. With
 * the ledger, checked against a checkpoint that was kept outside, it is everything: what does not fit together is found
 * here, a file that was rebuilt so that it does, or an older one, only there.
 */
export function verifyBeside(connection: SqliteConnection): readonly Finding[] {
  return [...verifySchema(connection, 'ledger'), ...verifyProjections(connection)];
}
