import { sameBytes } from '../core/ledger/bytes.ts';
import type { Checkpoint } from '../core/ledger/checkpoint.ts';
import type { Entry } from '../core/ledger/entry.ts';
import { appendLeaf, type CompactRange, emptyRange, rootOf } from '../core/ledger/merkle.ts';
import { commitmentOf, linkOf } from '../core/ledger/seal.ts';
import { sha256 } from '../hashing.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import { erasureOrders } from './verify/erasures.ts';
import { type Finding, type Report, reporter } from './verify/finding.ts';
import { nodeChecker } from './verify/nodes.ts';
import { verifyProjections } from './verify/projections.ts';
import { hexReader } from './verify/stored-bytes.ts';
import { streamChecker } from './verify/streams.ts';

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
  const streams = streamChecker(connection, report);
  const orders = erasureOrders(connection);
  const nodes = nodeChecker(connection, report);
  // Each holds one entry's bytes until the next is read; the tree keeps hashes only.
  const leafOf = hexReader();
  const saltOf = hexReader();
  let range: CompactRange = emptyRange;
  let erased = 0;
  let lastAt = '';

  try {
    for (const [seq, storedLeaf, body, storedSalt] of entries(connection)) {
      const leaf = leafOf(storedLeaf);
      if (seq !== range.size) report(seq, `the entry after ${range.size - 1} is missing`);
      const grown = appendLeaf(sha256, range, leaf);
      range = grown.range;
      if (range.size === checkpoint?.size) rootThen = rootOf(sha256, range);
      for (const node of grown.completed) nodes.check(seq, node);
      if (body === null || storedSalt === null) {
        const order = orders.of.get(seq);
        if (order === undefined) report(seq, 'its body is gone and no entry erased it');
        else {
          erased += 1;
          for (const place of order.streams) streams.take(place, seq, order.link);
        }
        continue;
      }
      const salt = saltOf(storedSalt);
      if (!leaf.equals(commitmentOf(sha256, salt, body))) {
        report(seq, 'its body or salt is not what its leaf commits to');
        continue;
      }
      const order = orders.of.get(seq);
      if (order !== undefined) report(seq, `entry ${order.by} erased it, and its body is still there`);
      const entry = JSON.parse(body) as Entry;
      for (const gone of orders.unnoted(entry)) report(gone, `entry ${seq} erased it, and nothing else says so`);
      if (entry.seq !== seq) report(seq, `its body says it is entry ${entry.seq}`);
      if (entry.at < lastAt) report(seq, 'its time is before the entry before it');
      lastAt = entry.at;
      const link = hexOf(linkOf(sha256, salt, leaf));
      for (const place of entry.streams) streams.take(place, seq, link);
    }
    nodes.finish();
  } finally {
    nodes.close();
  }
  checkBodies(connection, report);
  streams.finish();
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

type StoredEntry = [seq: number, leafHex: string, body: string | null, saltHex: string | null];

function entries(connection: SqliteConnection): IterableIterator<StoredEntry> {
  const sql = `select e.seq, hex(e.leaf), b.body, case when b.salt is not null then hex(b.salt) end
    from entry e left join entry_body b on b.seq = e.seq order by e.seq`;
  return connection.prepare<[], StoredEntry>(sql).raw().iterate();
}

function checkBodies(connection: SqliteConnection, report: Report): void {
  const orphan = connection
    .prepare<[], { seq: number }>('select seq from entry_body where seq not in (select seq from entry) limit 1')
    .get();
  if (orphan) report(orphan.seq, 'there is a body but no entry');
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
