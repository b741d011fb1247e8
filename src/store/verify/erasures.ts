import type { Entry } from '../../core/ledger/entry.ts';
import type { ErasedEntry } from '../../core/procedure/erasure.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Finding } from './finding.ts';

/** What signed entries ordered to be erased, and where the table of erasures says anything else. */
export interface ErasureOrders {
  /** By the position that was erased. */
  readonly of: ReadonlyMap<number, ErasedEntry & { readonly by: number }>;
  /** By the position of the order. */
  readonly by: ReadonlyMap<number, readonly number[]>;
  readonly findings: readonly Finding[];
  /** What an entry orders and the table of erasures does not know of. */
  readonly unnoted: (entry: Entry) => readonly number[];
}

/** An order stands after what it erases, so all that the table knows of are read before the entries are. */
export function erasureOrders(connection: SqliteConnection): ErasureOrders {
  const of = new Map<number, ErasedEntry & { readonly by: number }>();
  const by = new Map<number, number[]>();
  const orders = connection
    .prepare<[], { seq: number; body: string }>(
      'select seq, body from entry_body where seq in (select erased_by from erasure) order by seq',
    )
    .all();
  for (const { seq, body } of orders) {
    const erased = erasedBy(JSON.parse(body) as Entry);
    for (const each of erased) of.set(each.seq, { ...each, by: seq });
    by.set(
      seq,
      erased.map((each) => each.seq),
    );
  }
  const rows = connection
    .prepare<[], { seq: number; erased_by: number }>('select seq, erased_by from erasure order by seq')
    .all();
  const findings = rows
    .filter(({ seq, erased_by }) => of.get(seq)?.by !== erased_by)
    .map(({ seq, erased_by }) => ({ seq, what: `entry ${erased_by} is said to have erased it and did not` }));
  const noted = new Set(rows.map(({ seq }) => seq));
  return {
    of,
    by,
    findings,
    unnoted: (entry) => erasedBy(entry).flatMap(({ seq }) => (noted.has(seq) ? [] : [seq])),
  };
}

function erasedBy({ event }: Entry): readonly ErasedEntry[] {
  return event.kind === 'erasure.confirmed' || event.kind === 'erasure.repeated' ? event.erased : [];
}
