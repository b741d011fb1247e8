import { DomainError } from '../errors.ts';
import { sameBytes } from './bytes.ts';
import { nodeHash, peakPlaces, rootOf, type Sha256 } from './merkle.ts';

/** A full subtree: 2^level leaves, the `index`-th of its level. Level 0 is a leaf hash. */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

/** Reads the hashes of full subtrees, in the order asked. Where they come from – rows, tiles – is the caller's. */
export type NodeReader = (places: readonly NodePlace[]) => Promise<readonly Uint8Array[]>;

/** The root of the tree as it was at `size` leaves. */
export async function rootAt(sha256: Sha256, read: NodeReader, size: number): Promise<Uint8Array> {
  if (size === 0) return sha256();
  return (await rangeHashes(sha256, read, [{ from: 0, until: size }]))[0] ?? Promise.reject(lost());
}

/**
 * That leaf `index` is in the tree of `size` leaves: the siblings from the leaf up (RFC 6962, 2.1.1).
 *
 * @throws RangeError when there is no such leaf in a tree of that size.
 */
export async function inclusionProof(
  sha256: Sha256,
  read: NodeReader,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  return rangeHashes(sha256, read, siblings(index, { from: 0, until: size }));
}

/**
 * That the tree of `before` leaves is the beginning of the tree of `after` (RFC 6962, 2.1.2). Empty when they are one
 * size, or when `before` is 0: everything extends nothing.
 */
export async function consistencyProof(
  sha256: Sha256,
  read: NodeReader,
  before: number,
  after: number,
): Promise<readonly Uint8Array[]> {
  if (!(before >= 0 && before <= after)) throw new RangeError(`a tree of ${after} does not extend one of ${before}`);
  if (before === 0 || before === after) return [];
  return rangeHashes(sha256, read, boundary(before, { from: 0, until: after }, true));
}

/** @throws DomainError `proof.inclusion` when the proof does not lead from the leaf to the root. */
export function checkInclusion(
  sha256: Sha256,
  leaf: { readonly hash: Uint8Array; readonly index: number },
  tree: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): void {
  const refuse = () => new DomainError('invalid', 'proof.inclusion', { index: leaf.index, size: tree.size });
  if (!(leaf.index >= 0 && leaf.index < tree.size)) throw refuse();
  // RFC 9162, 2.1.3.2: walk up; `last` is the last node of each level, which has no sibling while it is a left child.
  let at = leaf.index;
  let last = tree.size - 1;
  let hash = leaf.hash;
  for (const sibling of proof) {
    if (last === 0) throw refuse();
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0 || !sameBytes(hash, tree.root)) throw refuse();
}

/** @throws DomainError `proof.consistency` when the proof does not show that `after` extends `before`. */
export function checkConsistency(
  sha256: Sha256,
  before: { readonly size: number; readonly root: Uint8Array },
  after: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): void {
  const refuse = () => new DomainError('invalid', 'proof.consistency', { before: before.size, after: after.size });
  if (before.size > after.size) throw refuse();
  if (before.size === after.size || before.size === 0) {
    const same = before.size === 0 ? sameBytes(before.root, sha256()) : sameBytes(before.root, after.root);
    if (!same || proof.length > 0) throw refuse();
    return;
  }
  // RFC 9162, 2.1.4.2: the same walk twice; a tree that was full then is its own first node.
  const isFull = Number.isInteger(Math.log2(before.size)) && 2 ** Math.log2(before.size) === before.size;
  const [first, ...rest] = isFull ? [before.root, ...proof] : proof;
  if (first === undefined) throw refuse();
  let at = before.size - 1;
  let last = after.size - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let old = first;
  let now = first;
  for (const sibling of rest) {
    if (last === 0) throw refuse();
    if (at % 2 === 1 || at === last) {
      old = nodeHash(sha256, sibling, old);
      now = nodeHash(sha256, sibling, now);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      now = nodeHash(sha256, now, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0 || !sameBytes(old, before.root) || !sameBytes(now, after.root)) throw refuse();
}

/** Leaves `from` … `until − 1`; `from` is a multiple of the largest power of two not above the width. */
interface Range {
  readonly from: number;
  readonly until: number;
}

/** The subtrees beside the path from the root to a leaf, lowest first. */
function siblings(index: number, { from, until }: Range): Range[] {
  if (until - from === 1) return [];
  const middle = from + leftWidth(until - from);
  return index < middle
    ? [...siblings(index, { from, until: middle }), { from: middle, until }]
    : [...siblings(index, { from: middle, until }), { from, until: middle }];
}

/** The subtrees that make both the tree of `size` leaves and the whole; `whole`: the old tree itself needs no naming. */
function boundary(size: number, { from, until }: Range, whole: boolean): Range[] {
  if (size === until) return whole ? [] : [{ from, until }];
  const middle = from + leftWidth(until - from);
  return size <= middle
    ? [...boundary(size, { from, until: middle }, whole), { from: middle, until }]
    : [...boundary(size, { from: middle, until }, false), { from, until: middle }];
}

/** The largest power of two smaller than the width. */
function leftWidth(width: number): number {
  let left = 1;
  while (left * 2 < width) left *= 2;
  return left;
}

/** One read for all the full subtrees that the ranges are made of. */
async function rangeHashes(sha256: Sha256, read: NodeReader, ranges: readonly Range[]): Promise<Uint8Array[]> {
  const parts = ranges.map(({ from, until }) =>
    peakPlaces(until - from).map(({ level, index }) => ({ level, index: from / 2 ** level + index })),
  );
  const hashes = await read(parts.flat());
  let taken = 0;
  return parts.map((places) => {
    const peaks = hashes.slice(taken, taken + places.length);
    taken += places.length;
    if (peaks.length !== places.length) throw lost();
    return rootOf(sha256, { size: 0, peaks });
  });
}

function half(number: number): number {
  return Math.floor(number / 2);
}

function lost(): Error {
  return new Error('a node reader gave fewer hashes than it was asked for');
}
