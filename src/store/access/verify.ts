import type { SqliteConnection } from '../open-sqlite.ts';
import type { Finding } from '../verify/finding.ts';
import { verifySchema } from '../verify/schema.ts';

/**
 * What the file of the access record can be held against: its schema with every trigger, and its row numbers, in which
 * nothing may be missing between the oldest that is kept and the newest.
 */
export function verifyAccessRecords(
  connection: SqliteConnection,
  { schema: withSchema = true }: { readonly schema?: boolean } = {},
): {
  readonly rows: number;
  readonly findings: Finding[];
} {
  const found = withSchema ? verifySchema(connection, 'access') : [];
  const schema = found.map(({ seq, what }) => ({ seq, what: `access record: ${what}` }));
  const seen = connection
    .prepare<[], { rows: number; first: number | null; last: number | null }>(
      'select count(*) as rows, min(id) as first, max(id) as last from access_record',
    )
    .get();
  const { rows, first, last } = seen ?? { rows: 0, first: null, last: null };
  const missing = first === null || last === null ? 0 : last - first + 1 - rows;
  const gaps = missing === 0 ? [] : [{ seq: null, what: `access record: ${missing} row(s) in between are missing` }];
  return { rows, findings: [...schema, ...gaps] };
}
