import { getTableName } from 'drizzle-orm';
import type { DomainEvent } from '../../../core/events.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import { isErasable } from '../../../core/procedure/erasure.ts';
import type { Projection } from '../../projection.ts';
import type { PostgresClient } from '../connect.ts';

export function ordersErasure(event: DomainEvent): boolean {
  return event.kind === 'erasure.confirmed' || event.kind === 'erasure.repeated';
}

/**
 * Destroys what an entry orders to be erased, inside the transaction that appends it: bodies, salts and the rows made of
 * them. PostgreSQL keeps old versions of rows until a vacuum has been over them; README says how soon that is.
 */
export async function eraseOrdered(
  client: PostgresClient,
  { seq, event }: Entry,
  projections: readonly Projection[],
): Promise<void> {
  if (event.kind !== 'erasure.confirmed' && event.kind !== 'erasure.repeated') return;
  const seqs = event.erased.map((each) => each.seq);
  const { rows } = await client.query<{ seq: number; body: string }>(
    'select seq, body from entry_body where seq = any ($1::bigint[])',
    [seqs],
  );
  if (rows.length !== seqs.length) throw new Error(`of the entries that entry ${seq} erases some were erased before`);
  for (const { seq: erased, body } of rows) {
    const entry = JSON.parse(body) as Entry;
    // Rows of other projections are made of entries that stay; only these can be taken out whole.
    if (!isErasable(entry)) throw new Error(`entry ${erased} is a ${entry.event.kind}, which is never erased`);
    for (const projection of projections) {
      if (!projection.kinds.includes(entry.event.kind)) continue;
      const ids = projection.idsOf(entry);
      await client.query(`delete from ${getTableName(projection.table)} where id = any ($1::text[])`, [ids]);
    }
  }
  await client.query('insert into erasure (seq, erased_by) select s, $2 from unnest($1::bigint[]) s', [seqs, seq]);
  await client.query('select erase_bodies($1::bigint[])', [seqs]);
}
