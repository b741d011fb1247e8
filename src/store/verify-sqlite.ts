import type { Entry, StreamPlace } from '../core/ledger/entry.ts';
import { appendLeaf, type CompactRange, emptyRange, rootOf, type TreeNode } from '../core/ledger/merkle.ts';
import { commitmentOf, firstLink, linkOf } from '../core/ledger/seal.ts';
import { sha256 } from '../hashing.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { Projection, Row } from './projection.ts';
import { shapeOf, storedRows } from './projection-writer.ts';
import { projections } from './projections/all.ts';
import { erasureOrders } from './verify/erasures.ts';

export interface Verification {
  readonly entries: number;
  readonly erased: number;
  /** Which entries are gone, by the entry that ordered it. */
  readonly erasedBy: ReadonlyMap<number, readonly number[]>;
  /** Lower-case hex. */
  readonly root: string;
  /** What is wrong, the earliest first; empty when all is well. */
  readonly findings: readonly Finding[];
}

export interface Finding {
  /** The entry it was found at; null where it concerns a projection's row. */
  readonly seq: number | null;
  readonly what: string;
}

/** After this many there is nothing more to learn. */
const maxFindings = 20;

/**
 * Recomputes everything that can be recomputed: each leaf from body and salt, the tree node by node, each stream's numbers
 * and links, and each projection from the entries alone. Reads only.
 */
export function verifySqlite(connection: SqliteConnection): Verification {
  const findings: Finding[] = [];
  const report = (seq: number | null, what: string) => {
    if (findings.length < maxFindings) findings.push({ seq, what });
  };
  const streams = new Map<string, StreamSeen>();
  const replay = projectionReplay();
  const orders = erasureOrders(connection);
  const nodes = nodeChecker(connection, report);
  let range: CompactRange = emptyRange;
  let erased = 0;
  let lastAt = '';

  try {
    for (const row of entries(connection)) {
      if (row.seq !== range.size) report(row.seq, `the entry after ${range.size - 1} is missing`);
      const grown = appendLeaf(sha256, range, row.leaf);
      range = grown.range;
      for (const node of grown.completed) nodes.check(row.seq, node);
      if (row.body === null || row.salt === null) {
        const order = orders.of.get(row.seq);
        if (order === undefined) report(row.seq, 'its body is gone and no entry erased it');
        else {
          erased += 1;
          for (const place of order.streams) checkPlace(streams, place, row.seq, order.link, report);
        }
        continue;
      }
      if (!row.leaf.equals(commitmentOf(sha256, row.salt, row.body))) {
        report(row.seq, 'its body or salt is not what its leaf commits to');
        continue;
      }
      const order = orders.of.get(row.seq);
      if (order !== undefined) report(row.seq, `entry ${order.by} erased it, and its body is still there`);
      const entry = JSON.parse(row.body) as Entry;
      for (const seq of orders.unnoted(entry)) report(seq, `entry ${row.seq} erased it, and nothing else says so`);
      if (entry.seq !== row.seq) report(row.seq, `its body says it is entry ${entry.seq}`);
      if (entry.at < lastAt) report(row.seq, 'its time is before the entry before it');
      lastAt = entry.at;
      const link = hexOf(linkOf(sha256, row.salt, row.leaf));
      for (const place of entry.streams) checkPlace(streams, place, row.seq, link, report);
      replay.take(entry);
    }
    nodes.finish();
  } finally {
    nodes.close();
  }
  checkBodies(connection, report);
  checkStreams(connection, streams, report);
  for (const { projection, rows } of replay.all) compareProjection(connection, projection, rows, report);
  for (const { seq, what } of orders.findings) report(seq, what);
  return { entries: range.size, erased, erasedBy: orders.by, root: hexOf(rootOf(sha256, range)), findings };
}

interface StoredEntry {
  readonly seq: number;
  readonly leaf: Buffer;
  readonly body: string | null;
  readonly salt: Buffer | null;
}

function entries(connection: SqliteConnection): IterableIterator<StoredEntry> {
  return connection
    .prepare<[], StoredEntry>(
      'select e.seq, e.leaf, b.body, b.salt from entry e left join entry_body b on b.seq = e.seq order by e.seq',
    )
    .iterate();
}

type Report = (seq: number | null, what: string) => void;

/**
 * Completed nodes come in order of their index within each level, so each level is read once beside them, which costs a
 * third of looking each up, and shows what is stored beyond them.
 */
function nodeChecker(connection: SqliteConnection, report: Report) {
  // A statement can be read through once at a time, so each level has its own.
  const readerOf = (level: number) =>
    connection
      .prepare<[number], StoredNode>('select idx, hash from tree_node where level = ? order by idx')
      .iterate(level);
  const readers: IterableIterator<StoredNode>[] = [];
  return {
    check: (seq: number, node: TreeNode) => {
      readers[node.level] ??= readerOf(node.level);
      const stored = readers[node.level]?.next().value;
      if (stored?.idx !== node.index || !stored.hash.equals(node.hash)) {
        report(seq, `tree node ${node.level}/${node.index} is not the hash of its leaves`);
      }
    },
    /** Reports nodes of leaves that are not there. */
    finish: () => {
      for (const [at, reader] of readers.entries()) {
        if (reader?.next().done === false) report(null, `tree level ${at} has nodes of entries that are not there`);
      }
      const highest = Math.max(readers.length - 1, 0);
      const above = connection.prepare<[number], { level: number }>(
        'select level from tree_node where level > ? limit 1',
      );
      const beyond = above.get(highest)?.level;
      if (beyond !== undefined) report(null, `tree level ${beyond} has nodes of entries that are not there`);
    },
    close: () => {
      for (const reader of readers) reader?.return?.();
    },
  };
}

interface StoredNode {
  readonly idx: number;
  readonly hash: Buffer;
}

function checkBodies(connection: SqliteConnection, report: Report): void {
  const orphan = connection
    .prepare<[], { seq: number }>('select seq from entry_body where seq not in (select seq from entry) limit 1')
    .get();
  if (orphan) report(orphan.seq, 'there is a body but no entry');
}

/** A stream as its entries tell it: the position of each of its places, and the link that the next must name. */
interface StreamSeen {
  readonly seqs: number[];
  link: string;
}

/** An erased entry's own link went with its body; the commitment in the tree still holds it. */
function checkPlace(
  streams: Map<string, StreamSeen>,
  place: Omit<StreamPlace, 'link'> & { readonly link?: string },
  seq: number,
  link: string,
  report: Report,
): void {
  const key = `${place.kind}\n${place.id}`;
  const seen = streams.get(key);
  if (place.n !== (seen?.seqs.length ?? 0) + 1) {
    report(seq, `it says it is number ${place.n} of ${place.kind} ${place.id}`);
  }
  if (place.link !== undefined && place.link !== (seen?.link ?? firstLink)) {
    report(seq, `its link to the entry before it in ${place.kind} ${place.id} is broken`);
  }
  if (seen === undefined) streams.set(key, { seqs: [seq], link });
  else {
    seen.seqs.push(seq);
    seen.link = link;
  }
}

/** What is read by stream must lead to the entries that say they belong there, and to no other. */
function checkStreams(connection: SqliteConnection, streams: ReadonlyMap<string, StreamSeen>, report: Report): void {
  let places = 0;
  const stored = connection.prepare<[], StreamRow>('select kind, id, n, seq from entry_stream').iterate();
  for (const { kind, id, n, seq } of stored) {
    places += 1;
    if (streams.get(`${kind}\n${id}`)?.seqs[n - 1] !== seq) {
      report(seq, `number ${n} of ${kind} ${id} leads to an entry that does not say so`);
    }
  }
  const expected = [...streams.values()].reduce((sum, { seqs }) => sum + seqs.length, 0);
  if (places !== expected) report(null, `entry_stream has ${places} rows; the entries name ${expected}`);
  const heads = connection.prepare<[], StreamRow & { link: string }>('select kind, id, n, seq, link from stream_head');
  let count = 0;
  for (const head of heads.iterate()) {
    count += 1;
    const seen = streams.get(`${head.kind}\n${head.id}`);
    if (seen?.seqs.length !== head.n || seen.seqs.at(-1) !== head.seq || seen.link !== head.link) {
      report(head.seq, `the head of ${head.kind} ${head.id} is not what the entries say`);
    }
  }
  if (count !== streams.size) report(null, `stream_head has ${count} rows; the entries name ${streams.size} streams`);
}

interface StreamRow {
  readonly kind: string;
  readonly id: string;
  readonly n: number;
  readonly seq: number;
}

/** The rows of every projection, made from the entries alone. */
function projectionReplay() {
  const all = projections.map((projection) => ({ projection, rows: new Map<string, Row>() }));
  const byKind = new Map<string, typeof all>();
  for (const one of all) {
    for (const kind of one.projection.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
  }
  return {
    all,
    take: (entry: Entry) => {
      for (const { projection, rows } of byKind.get(entry.event.kind) ?? []) {
        for (const id of projection.idsOf(entry)) {
          const row = projection.project(rows.get(id), entry, id);
          if (row !== undefined) rows.set(id, row);
        }
      }
    },
  };
}

function compareProjection(
  connection: SqliteConnection,
  projection: Projection,
  rows: ReadonlyMap<string, Row>,
  report: Report,
): void {
  const { name, columns } = shapeOf(projection);
  let seen = 0;
  for (const stored of storedRows(connection, projection)) {
    seen += 1;
    const expected = rows.get(stored.id);
    const differing = columns.find(({ property }) => (stored[property] ?? null) !== (expected?.[property] ?? null));
    if (expected === undefined) report(null, `${name} ${stored.id} follows from no entry`);
    else if (differing) report(null, `${name} ${stored.id}: ${differing.stored} is not what the entries say`);
  }
  if (seen < rows.size) report(null, `${name} lacks ${rows.size - seen} row(s) that the entries made`);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
