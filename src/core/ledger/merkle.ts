/** SHA-256 over the concatenation of the parts, text as UTF-8; passed in, so that core does no I/O and binds to no library. */
export type Sha256 = (...parts: readonly (Uint8Array | string)[]) => Uint8Array;

/**
 * The right edge of an RFC 6962 tree: one hash for each full subtree, largest first. It is all that appending needs, and
 * its size in hashes is the number of ones in the binary form of `size`.
 */
export interface CompactRange {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

/** A completed subtree of 2^level leaves, the `index`-th of its level. Level 0 is the leaf hash. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

export const emptyRange: CompactRange = { size: 0, peaks: [] };

/** RFC 6962, 2.1: a leaf and an inner node are hashed apart, so that neither can be passed off as the other. */
export function leafHash(sha256: Sha256, leaf: Uint8Array): Uint8Array {
  return sha256(leafPrefix, leaf);
}

export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(nodePrefix, left, right);
}

/** Appends one leaf. `completed` are the inner nodes (level ≥ 1) that this leaf closed, lowest first. */
export function appendLeaf(
  sha256: Sha256,
  range: CompactRange,
  leaf: Uint8Array,
): { readonly range: CompactRange; readonly completed: readonly TreeNode[] } {
  const peaks = [...range.peaks];
  const completed: TreeNode[] = [];
  let hash = leafHash(sha256, leaf);
  let level = 0;
  // Each trailing one of the size is a full subtree on the left waiting for a sibling of the same height.
  for (let index = range.size; index % 2 === 1; index = Math.floor(index / 2)) {
    const left = peaks.pop();
    if (left === undefined) throw new Error(`a compact range of ${range.size} lacks a peak`);
    hash = nodeHash(sha256, left, hash);
    level += 1;
    completed.push({ level, index: Math.floor(index / 2), hash });
  }
  peaks.push(hash);
  return { range: { size: range.size + 1, peaks }, completed };
}

/** The places of the peaks of a tree of `size` leaves, largest subtree first: where to read them back from storage. */
export function peakPlaces(size: number): { readonly level: number; readonly index: number }[] {
  const places: { level: number; index: number }[] = [];
  let before = 0;
  for (let level = Math.floor(Math.log2(Math.max(size, 1))); level >= 0; level -= 1) {
    const leaves = 2 ** level;
    if (Math.floor(size / leaves) % 2 === 0) continue;
    places.push({ level, index: before / leaves });
    before += leaves;
  }
  return places;
}

/** The tree's root: the peaks folded from the smallest up. The empty tree's root is the hash of nothing (RFC 6962, 2.1). */
export function rootOf(sha256: Sha256, range: CompactRange): Uint8Array {
  return (
    range.peaks.reduceRight<Uint8Array | undefined>(
      (right, peak) => (right === undefined ? peak : nodeHash(sha256, peak, right)),
      undefined,
    ) ?? sha256()
  );
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);
