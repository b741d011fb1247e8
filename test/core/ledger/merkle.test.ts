import { describe, expect, it } from 'vitest';
import {
  appendLeaf,
  type CompactRange,
  emptyRange,
  leafHash,
  nodeHash,
  peakPlaces,
  rootOf,
  type TreeNode,
} from '../../../src/core/ledger/merkle.ts';
import { sha256 } from '../../../src/hashing.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const leafAt = (index: number) => Buffer.from(`leaf ${index}`);

/** RFC 6962, 2.1, as it is written there: split at the largest power of two below the size. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Uint8Array.of(1), naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

function rangeOf(leaves: readonly Uint8Array[]): { range: CompactRange; nodes: TreeNode[] } {
  let range = emptyRange;
  const nodes: TreeNode[] = [];
  for (const leaf of leaves) {
    const grown = appendLeaf(sha256, range, leaf);
    range = grown.range;
    nodes.push(...grown.completed);
  }
  return { range, nodes };
}

describe('the tree', () => {
  it('has the roots that the reference implementation of RFC 6962 tests with', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const bytes = leaves.map((leaf) => Buffer.from(leaf, 'hex'));
    for (const [size, root] of roots.entries()) {
      expect(hex(rootOf(sha256, rangeOf(bytes.slice(0, size)).range))).toBe(root);
    }
  });

  it('has, at every size from 0 to 130, the root, the nodes and the peaks of the plain recursion', () => {
    for (let size = 0; size <= 130; size += 1) {
      const leaves = Array.from({ length: size }, (_, index) => leafAt(index));
      const { range, nodes } = rangeOf(leaves);
      expect(range.size).toBe(size);
      expect(hex(rootOf(sha256, range))).toBe(hex(naiveRoot(leaves)));
      expect(nodes.length).toBe(size - range.peaks.length);
      const places = peakPlaces(size);
      expect(places.length).toBe(range.peaks.length);
      for (const [at, { level, index }] of places.entries()) {
        const under = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
        expect(hex(range.peaks[at] ?? Buffer.alloc(0))).toBe(hex(naiveRoot(under)));
      }
      for (const { level, index, hash } of nodes) {
        expect(hex(hash)).toBe(hex(naiveRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))));
      }
    }
  });

  it('hashes a leaf and an inner node apart', () => {
    const [left, right] = [leafHash(sha256, leafAt(0)), leafHash(sha256, leafAt(1))];
    const forged = leafHash(sha256, Buffer.concat([left, right]));
    expect(hex(forged)).not.toBe(hex(nodeHash(sha256, left, right)));
  });

  it('does not change the range it grows from', () => {
    const { range } = rangeOf([leafAt(0), leafAt(1), leafAt(2)]);
    const before = range.peaks.map(hex);
    appendLeaf(sha256, range, leafAt(3));
    expect(range.peaks.map(hex)).toEqual(before);
  });
});

describe('the hash', () => {
  it('of parts is the hash of the parts joined, also past what is gathered in one place', () => {
    for (const length of [0, 1, 1_000, 65_535, 65_536, 65_537, 200_000]) {
      const whole = Buffer.alloc(length, 7);
      const cut = Math.floor(length / 3);
      expect(hex(sha256(whole.subarray(0, cut), whole.subarray(cut)))).toBe(hex(sha256(whole)));
      expect(hex(sha256(Uint8Array.of(1), whole))).toBe(hex(sha256(Buffer.concat([Uint8Array.of(1), whole]))));
    }
  });
});
