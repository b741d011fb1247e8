import type { Entry } from '../core/ledger/entry.ts';
import { type CompactRange, leafHash, peakPlaces } from '../core/ledger/merkle.ts';
import type { Instant } from '../core/time.ts';
import { sha256 } from '../hashing.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { StreamHead } from './sqlite/heads.ts';

/** Where the next entry goes on: the right edge of the tree, and the time it must not be before. */
export interface Tail {
  readonly range: CompactRange;
  readonly at: Instant;
}

/** Reads the right edge of the tree back from storage. */
export function readTail(sql: Statements): Tail {
  const size = sql.size.get()?.size ?? 0;
  const peaks = peakPlaces(size).map(({ level, index }) => {
    if (level === 0) {
      const leaf = sql.leafAt.get(index)?.leaf;
      if (leaf) return leafHash(sha256, leaf);
    }
    const hash = sql.node.get(level, index)?.hash;
    if (!hash) throw new Error(`the ledger lacks tree node ${level}/${index}; run: rx12 verify`);
    return hash;
  });
  const last = sql.newestBody.get();
  return { range: { size, peaks }, at: last ? parseBody(last).at : '' };
}

/** Times never decrease with position, so the cut is found in about twenty reads. Erased bodies count to their left. */
export function sizeAt(sql: Statements, at: Instant): number {
  let low = 0;
  let high = sql.size.get()?.size ?? 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let probe = middle;
    let row = sql.bodyAt.get(probe);
    while (row === undefined && probe < high - 1) {
      probe += 1;
      row = sql.bodyAt.get(probe);
    }
    if (row === undefined) high = middle;
    else if (parseBody(row).at <= at) low = probe + 1;
    else high = middle;
  }
  return low;
}

export function parseBody(row: { body: string }): Entry {
  return JSON.parse(row.body) as Entry;
}

/** Every statement of the ledger, prepared once. */
export type Statements = ReturnType<typeof statements>;

export function statements(connection: SqliteConnection) {
  return {
    begin: connection.prepare('begin immediate'),
    commit: connection.prepare('commit'),
    rollback: connection.prepare('rollback'),
    size: connection.prepare<[], { size: number }>('select coalesce(max(seq) + 1, 0) as size from entry'),
    head: connection.prepare<[string, string], StreamHead>('select n, link from stream_head where kind = ? and id = ?'),
    leafAt: connection.prepare<[number], { leaf: Buffer }>('select leaf from entry where seq = ?'),
    node: connection.prepare<[number, number], { hash: Buffer }>(
      'select hash from tree_node where level = ? and idx = ?',
    ),
    bodyAt: connection.prepare<[number], { body: string; leaf: Buffer }>(
      'select b.body, e.leaf from entry_body b join entry e on e.seq = b.seq where b.seq = ?',
    ),
    // The last entry may have been erased; the newest that was not is the best that is known of the time.
    newestBody: connection.prepare<[], { body: string }>('select body from entry_body order by seq desc limit 1'),
    streamBodies: connection.prepare<[string, string, number, number], { body: string }>(
      `select b.body from entry_stream s join entry_body b on b.seq = s.seq
       where s.kind = ? and s.id = ? and s.n > ? and s.seq <= ? order by s.n`,
    ),
    erased: connection.prepare<[], { seq: number }>('select seq from erasure limit 1'),
    insertEntry: connection.prepare('insert into entry (seq, leaf) values (?, ?)'),
    insertBody: connection.prepare('insert into entry_body (seq, body, salt) values (?, ?, ?)'),
    insertPlace: connection.prepare('insert into entry_stream (kind, id, n, seq) values (?, ?, ?, ?)'),
    upsertHead: connection.prepare(
      `insert into stream_head (kind, id, n, seq, link) values (?, ?, ?, ?, ?)
       on conflict (kind, id) do update set n = excluded.n, seq = excluded.seq, link = excluded.link`,
    ),
    insertNode: connection.prepare('insert into tree_node (level, idx, hash) values (?, ?, ?)'),
    insertReply: connection.prepare(
      'insert into idempotency (key, body_hash, status, reply, at) values (?, ?, ?, ?, ?) on conflict (key) do nothing',
    ),
  };
}
