import { sameBytes } from '../core/ledger/bytes.ts';
import type { Checkpoint } from '../core/ledger/checkpoint.ts';
import type { Entry, StreamPlace } from '../core/ledger/entry.ts';
import { appendLeaf, type CompactRange, emptyRange, rootOf, type TreeNode } from '../core/ledger/merkle.ts';
import { commitmentOf, firstLink, linkOf } from '../core/ledger/seal.ts';
import { sha256 } from '../hashing.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import { erasureOrders } from './verify/erasures.ts';
import { type Finding, type Report, reporter } from './verify/finding.ts';
import { verifyProjections } from './verify/projections.ts';

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

/**
 * Recomputes everything that can be recomputed: each leaf from body and salt, the tree node by node, each stream's numbers
 * and links, and each projection from the entries alone. Reads only.
 */
export function verifySqlite(connection: SqliteConnection): Verification {
  const ledger = verifyLedger(connection, undefined);
  return { ...ledger, findings: [...ledger.findings, ...verifyProjections(connection)] };
}

/**
 * The ledger itself: leaves, tree and streams.
 *
 * @param checkpoint signed by the log, which the caller has checked; undefined: the file is held against itself alone.
 */
export function verifyLedger(connection: SqliteConnection, checkpoint: Checkpoint | undefined): Verification {
  const { findings, report } = reporter();
  let rootThen: Uint8Array | undefined = checkpoint?.size === 0 ? rootOf(sha256, emptyRange) : undefined;
  const streams = new Map<string, StreamSeen>();
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
      if (range.size === checkpoint?.size) rootThen = rootOf(sha256, range);
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
    }
    nodes.finish();
  } finally {
    nodes.close();
  }
  checkBodies(connection, report);
  checkStreams(connection, streams, report);
  for (const { seq, what } of orders.findings) report(seq, what);
  const against = checkpoint === undefined ? [] : checkpointFindings(checkpoint, range.size, rootThen);
  const root = hexOf(rootOf(sha256, range));
  return { entries: range.size, erased, erasedBy: orders.by, root, findings: [...against, ...findings] };
}

function checkpointFindings(checkpoint: Checkpoint, size: number, rootThen: Uint8Array | undefined): Finding[] {
  if (size < checkpoint.size) return [{ seq: size, what: `rolled back ${checkpoint.size} → ${size}` }];
  if (rootThen !== undefined && sameBytes(rootThen, checkpoint.root)) return [];
  const what = `the first ${checkpoint.size} entries are not those of the checkpoint: history was rewritten`;
  return [{ seq: null, what }];
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

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
