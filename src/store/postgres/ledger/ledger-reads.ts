import type { Entry, StreamRef } from '../../../core/ledger/entry.ts';
import type { Instant } from '../../../core/time.ts';
import type { LedgerStore, SealedEntry } from '../../contract.ts';
import { askedTogether } from '../asked-together.ts';
import type { PostgresSql } from '../sql.ts';
import { keyOf } from './ledger-sql.ts';

/** The reading half of the ledger. Nothing is kept in memory: another process may have written since. */
export function ledgerReads(sql: PostgresSql): Omit<LedgerStore, 'origin' | 'append'> {
  const bodiesOf = async ({ kind, id }: StreamRef, after: number, upTo: number) => {
    const rows = await sql.rows<{ body: string }>(
      `select b.body from entry_stream s join entry_body b on b.seq = s.seq
       where s.kind = ? and s.id = ? and s.n > ? and s.seq <= ? order by s.n`,
      ...[kind, id, after, upTo],
    );
    return rows.map(({ body }) => JSON.parse(body) as Entry);
  };
  const size = async () =>
    (await sql.rows<{ size: number }>('select coalesce(max(seq) + 1, 0) as size from entry'))[0]?.size ?? 0;
  return {
    entriesOf: async (streams, upTo = Number.MAX_SAFE_INTEGER) => {
      const all = await Promise.all(streams.map((stream) => bodiesOf(stream, 0, upTo)));
      if (all.length === 1) return all[0] ?? [];
      const bySeq = new Map(all.flat().map((entry) => [entry.seq, entry]));
      return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
    },
    entriesAfter: (stream, n) => bodiesOf(stream, n, Number.MAX_SAFE_INTEGER),
    entriesAt: async (seqs) => {
      const rows = await sql.selectArrays(
        `select b.seq, b.body, encode(e.leaf, 'hex') from entry_body b join entry e on e.seq = b.seq
         where b.seq = any (?::bigint[])`,
        [[...seqs]],
      );
      const found = new Map(
        rows.map(([seq, body, leaf]): [number, SealedEntry] => [
          seq as number,
          { entry: JSON.parse(body as string) as Entry, leaf: leaf as string },
        ]),
      );
      return seqs.flatMap((seq) => found.get(seq) ?? []);
    },
    lengthOf: lengths(sql),
    size,
    sizeAt: async (at) => sizeAt(sql, await size(), at),
  };
}

/** Asked several times with every request, to know whether what is remembered still holds. */
function lengths(sql: PostgresSql): LedgerStore['lengthOf'] {
  return askedTogether(async (streams) => {
    const rows = await sql.select<StreamRef & { n: number }>(
      `select h.kind, h.id, h.n from unnest(?::text[], ?::text[]) as asked(kind, id)
       join stream_head h on h.kind = asked.kind and h.id = asked.id`,
      [streams.map(({ kind }) => kind), streams.map(({ id }) => id)],
    );
    const found = new Map(rows.map((row) => [keyOf(row), row.n]));
    return streams.map((stream) => found.get(keyOf(stream)) ?? 0);
  });
}

/** Times never decrease with position, so the cut is found in about twenty reads. Erased bodies count to their left. */
async function sizeAt(sql: PostgresSql, size: number, at: Instant): Promise<number> {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await sql.rows<{ seq: number; body: string }>(
      'select seq, body from entry_body where seq >= ? and seq < ? order by seq limit 1',
      ...[middle, high],
    );
    if (row === undefined) high = middle;
    else if ((JSON.parse(row.body) as Entry).at <= at) low = row.seq + 1;
    else high = middle;
  }
  return low;
}
