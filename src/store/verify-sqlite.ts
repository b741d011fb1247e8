import type { Entry, StreamPlace } from '../core/ledger/entry.ts';
import { appendLeaf, type CompactRange, emptyRange, rootOf } from '../core/ledger/merkle.ts';
import { commitmentOf, firstLink, linkOf } from '../core/ledger/seal.ts';
import { sha256 } from '../hashing.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { Projection, Row } from './projection.ts';
import { shapeOf, storedRows } from './projection-writer.ts';
import { projections } from './projections/all.ts';

export interface Verification {
  readonly entries: number;
  readonly erased: number;
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
  const heads = new Map<string, { n: number; seq: number; link: string }>();
  const replay = projections.map((projection) => ({ projection, rows: new Map<string, Row>() }));
  const erasedBy = erasures(connection);
  let range: CompactRange = emptyRange;
  let erased = 0;
  let lastAt = '';
  const checkNode = nodeChecker(connection, report);

  for (const row of entries(connection)) {
    if (row.seq !== range.size) report(row.seq, `the entry after ${range.size - 1} is missing`);
    const grown = appendLeaf(sha256, range, row.leaf);
    range = grown.range;
    for (const node of grown.completed) checkNode(row.seq, node);
    if (row.body === null || row.salt === null) {
      if (erasedBy.has(row.seq)) erased += 1;
      else report(row.seq, 'its body is gone and no entry erased it');
      continue;
    }
    if (!row.leaf.equals(commitmentOf(sha256, row.salt, row.body))) {
      report(row.seq, 'its body or salt is not what its leaf commits to');
      continue;
    }
    const entry = JSON.parse(row.body) as Entry;
    if (entry.seq !== row.seq) report(row.seq, `its body says it is entry ${entry.seq}`);
    if (entry.at < lastAt) report(row.seq, 'its time is before the entry before it');
    lastAt = entry.at;
    const link = Buffer.from(linkOf(sha256, row.salt, row.leaf)).toString('hex');
    for (const place of entry.streams) checkPlace(heads, place, row.seq, link, report);
    for (const { projection, rows } of replay) replayInto(rows, projection, entry);
  }
  checkStreams(connection, heads, report);
  for (const { projection, rows } of replay) compareProjection(connection, projection, rows, report);
  return { entries: range.size, erased, root: Buffer.from(rootOf(sha256, range)).toString('hex'), findings };
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

function erasures(connection: SqliteConnection): Set<number> {
  return new Set(
    connection
      .prepare<[], { seq: number }>('select seq from erasure')
      .all()
      .map((row) => row.seq),
  );
}

type Report = (seq: number | null, what: string) => void;

function nodeChecker(connection: SqliteConnection, report: Report) {
  const stored = connection.prepare<[number, number], { hash: Buffer }>(
    'select hash from tree_node where level = ? and idx = ?',
  );
  return (seq: number, node: { readonly level: number; readonly index: number; readonly hash: Uint8Array }) => {
    const found = stored.get(node.level, node.index)?.hash;
    if (!found?.equals(node.hash)) report(seq, `tree node ${node.level}/${node.index} is not the hash of its leaves`);
  };
}

function checkPlace(
  heads: Map<string, { n: number; seq: number; link: string }>,
  place: StreamPlace,
  seq: number,
  link: string,
  report: Report,
): void {
  const key = `${place.kind}\n${place.id}`;
  const before = heads.get(key);
  if (place.n !== (before?.n ?? 0) + 1) report(seq, `it says it is number ${place.n} of ${place.kind} ${place.id}`);
  if (place.link !== (before?.link ?? firstLink))
    report(seq, `its link to the entry before it in ${place.kind} ${place.id} is broken`);
  heads.set(key, { n: place.n, seq, link });
}

function checkStreams(
  connection: SqliteConnection,
  heads: ReadonlyMap<string, { n: number; seq: number; link: string }>,
  report: Report,
): void {
  const count =
    connection.prepare<[], { places: number }>('select count(*) as places from entry_stream').get()?.places ?? 0;
  const expected = [...heads.values()].reduce((sum, head) => sum + head.n, 0);
  if (count !== expected) report(null, `entry_stream has ${count} rows; the entries name ${expected}`);
  const rows = connection
    .prepare<[], { kind: string; id: string; n: number; seq: number; link: string }>(
      'select kind, id, n, seq, link from stream_head',
    )
    .iterate();
  let seen = 0;
  for (const row of rows) {
    seen += 1;
    const head = heads.get(`${row.kind}\n${row.id}`);
    if (head?.n !== row.n || head.seq !== row.seq || head.link !== row.link) {
      report(row.seq, `the head of ${row.kind} ${row.id} is not what the entries say`);
    }
  }
  if (seen !== heads.size) report(null, `stream_head has ${seen} rows; the entries name ${heads.size} streams`);
}

function replayInto(rows: Map<string, Row>, projection: Projection, entry: Entry): void {
  if (!projection.kinds.includes(entry.event.kind)) return;
  for (const id of projection.idsOf(entry)) {
    const row = projection.project(rows.get(id), entry, id);
    if (row !== undefined) rows.set(id, row);
  }
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
