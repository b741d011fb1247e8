import type { StreamRef } from '../../../core/ledger/entry.ts';
import type { CompactRange, TreeNode } from '../../../core/ledger/merkle.ts';
import { firstLink, type Sealed } from '../../../core/ledger/seal.ts';
import type { Instant } from '../../../core/time.ts';
import type { StreamHead } from '../../sqlite/heads.ts';
import type { PostgresClient } from '../connect.ts';

/** Where the next entry goes on: the right edge of the tree, and the time it must not be before. */
export interface Tail {
  readonly range: CompactRange;
  readonly at: Instant;
}

const hashBytes = 32;

/**
 * Takes the row that everybody who appends waits for, in whatever process, and with it what there is to know before
 * deciding: the tail, the heads of the streams, and which of the keys have been answered. Sent together; the server does
 * them in order, so that the others read what the holder before has committed.
 */
export async function holdTail(
  client: PostgresClient,
  streams: readonly StreamRef[],
  keys: readonly string[],
): Promise<{ readonly tail: Tail; readonly heads: Map<string, StreamHead>; readonly answered: ReadonlySet<string> }> {
  const [, tails, heads, answered] = await Promise.all([
    client.query('begin'),
    client.query<{ size: number; at: string; peaks: Buffer }>({
      name: 'hold the tail',
      text: 'select size, at, peaks from ledger_tail where id = 1 for update',
    }),
    client.query<{ kind: string; id: string; n: number; link: string }>({
      name: 'heads of streams',
      text: `select h.kind, h.id, h.n, h.link from unnest($1::text[], $2::text[]) s(kind, id)
        join stream_head h on h.kind = s.kind and h.id = s.id`,
      values: [streams.map(({ kind }) => kind), streams.map(({ id }) => id)],
    }),
    client.query<{ key: string }>({
      name: 'keys that were answered',
      text: 'select key from idempotency where key = any ($1::text[])',
      values: [keys],
    }),
  ]);
  const [row] = tails.rows;
  if (row === undefined) throw new Error('the ledger has no tail; run: rx12 verify');
  const peaks: Uint8Array[] = [];
  for (let at = 0; at < row.peaks.length; at += hashBytes) peaks.push(row.peaks.subarray(at, at + hashBytes));
  return {
    tail: { range: { size: row.size, peaks }, at: row.at },
    heads: new Map(heads.rows.map(({ kind, id, n, link }) => [keyOf({ kind, id }), { n, link }])),
    answered: new Set(answered.rows.map(({ key }) => key)),
  };
}

/** What one transaction adds to the ledger. */
export interface Added {
  readonly sealed: readonly Sealed[];
  readonly nodes: readonly TreeNode[];
  readonly moved: ReadonlyMap<string, Moved>;
  readonly replies: readonly StoredKey[];
  readonly tail: Tail;
}

export interface Moved extends StreamHead {
  readonly kind: string;
  readonly id: string;
  readonly seq: number;
}

export interface StoredKey {
  readonly key: string;
  readonly bodyHash: string;
  readonly status: number;
  readonly reply: string;
  readonly at: Instant;
}

/** Sends every insertion, a statement a table, in the order that their constraints want. */
export function sendAdded(client: PostgresClient, added: Added): Promise<unknown>[] {
  const { sealed, nodes, tail } = added;
  const seqs = sealed.map(({ entry }) => entry.seq);
  const places = sealed.flatMap(({ entry }) => entry.streams.map((place) => ({ ...place, seq: entry.seq })));
  const heads = [...added.moved.values()];
  const insert = (name: string, text: string, values: unknown[][]) => client.query({ name, text, values });
  const sent: Promise<unknown>[] = [
    insert('entries', 'insert into entry (seq, leaf) select * from unnest($1::bigint[], $2::bytea[])', [
      seqs,
      sealed.map(({ leaf }) => Buffer.from(leaf)),
    ]),
    insert(
      'bodies',
      'insert into entry_body (seq, body, salt) select * from unnest($1::bigint[], $2::text[], $3::bytea[])',
      [seqs, sealed.map(({ body }) => body), sealed.map(({ salt }) => Buffer.from(salt))],
    ),
    insert(
      'places',
      'insert into entry_stream (kind, id, n, seq) select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])',
      [places.map((p) => p.kind), places.map((p) => p.id), places.map((p) => p.n), places.map((p) => p.seq)],
    ),
    insert(
      'heads',
      `insert into stream_head (kind, id, n, seq, link)
       select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])
       on conflict (kind, id) do update set n = excluded.n, seq = excluded.seq, link = excluded.link`,
      [
        heads.map((h) => h.kind),
        heads.map((h) => h.id),
        heads.map((h) => h.n),
        heads.map((h) => h.seq),
        heads.map((h) => h.link),
      ],
    ),
    client.query({
      name: 'tail',
      text: 'update ledger_tail set size = $1, at = $2, peaks = $3 where id = 1',
      values: [tail.range.size, tail.at, Buffer.concat(tail.range.peaks)],
    }),
  ];
  if (nodes.length > 0) {
    sent.push(
      insert(
        'nodes',
        'insert into tree_node (level, idx, hash) select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])',
        [nodes.map((n) => n.level), nodes.map((n) => n.index), nodes.map((n) => Buffer.from(n.hash))],
      ),
    );
  }
  if (added.replies.length > 0) {
    const { replies } = added;
    sent.push(
      insert(
        'replies',
        `insert into idempotency (key, body_hash, status, reply, at)
         select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])`,
        [
          replies.map((r) => r.key),
          replies.map((r) => r.bodyHash),
          replies.map((r) => r.status),
          replies.map((r) => r.reply),
          replies.map((r) => r.at),
        ],
      ),
    );
  }
  return sent;
}

export function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`;
}

export const unbegun: StreamHead = { n: 0, link: firstLink };
