import { describe, expect, it } from 'vitest';
import { hex } from '../../../src/core/ledger/bytes.ts';
import {
  checkConsistency,
  checkInclusion,
  consistencyProof,
  inclusionProof,
  rootAt,
} from '../../../src/core/ledger/proof.ts';
import { sha256 } from '../../../src/hashing.ts';
import { naiveRoot, numberedLeaf, treeOf } from '../../support/tree.ts';

const tree = treeOf(41);
const rootOfFirst = (size: number) => naiveRoot(tree.leafHashes.slice(0, size));
const sizes = Array.from({ length: tree.size + 1 }, (_, size) => size);

describe('a root', () => {
  it('is at every size what the definition says', async () => {
    for (const size of sizes) expect(hex(await rootAt(sha256, tree.read, size))).toBe(hex(rootOfFirst(size)));
  });
});

describe('an inclusion proof', () => {
  it('leads from every leaf to the root of every tree that holds it, and to no other leaf or root', async () => {
    for (const size of sizes.slice(1)) {
      const whole = { size, root: rootOfFirst(size) };
      for (let index = 0; index < size; index += 1) {
        const leaf = { hash: tree.leafHashes[index] ?? numberedLeaf(0), index };
        const proof = await inclusionProof(sha256, tree.read, index, size);
        checkInclusion(sha256, leaf, whole, proof);
        const neighbour = { ...leaf, index: (index + 1) % size };
        if (size > 1) expect(() => checkInclusion(sha256, neighbour, whole, proof)).toThrow('proof.inclusion');
        expect(() => checkInclusion(sha256, leaf, { ...whole, root: numberedLeaf(size) }, proof)).toThrow(
          'proof.inclusion',
        );
      }
    }
  });

  it('is refused when it is one hash too long or too short, or one of its hashes differs', async () => {
    const whole = { size: 41, root: tree.root };
    const leaf = { hash: tree.leafHashes[38] ?? numberedLeaf(0), index: 38 };
    const proof = await inclusionProof(sha256, tree.read, 38, 41);
    const wrong = proof.map((_, at) => proof.with(at, numberedLeaf(999)));
    for (const bad of [[...proof, numberedLeaf(1)], proof.slice(1), proof.slice(0, -1), [], ...wrong]) {
      expect(() => checkInclusion(sha256, leaf, whole, bad)).toThrow('proof.inclusion');
    }
  });

  it('is not made for a leaf that is not there', async () => {
    await expect(inclusionProof(sha256, tree.read, 41, 41)).rejects.toThrow(RangeError);
    expect(() =>
      checkInclusion(sha256, { hash: numberedLeaf(0), index: 0 }, { size: 0, root: sha256() }, []),
    ).toThrow();
  });
});

describe('a consistency proof', () => {
  it('shows for every pair of sizes that the larger tree begins with the smaller', async () => {
    for (const after of sizes) {
      for (const before of sizes.slice(0, after + 1)) {
        const [old, now] = [
          { size: before, root: rootOfFirst(before) },
          { size: after, root: rootOfFirst(after) },
        ];
        const proof = await consistencyProof(sha256, tree.read, before, after);
        checkConsistency(sha256, old, now, proof);
        if (before === 0) continue;
        const forged = { ...old, root: numberedLeaf(before) };
        expect(() => checkConsistency(sha256, forged, now, proof), `${before} → ${after}`).toThrow('proof.consistency');
        const replaced = { ...now, root: numberedLeaf(after) };
        expect(() => checkConsistency(sha256, old, replaced, proof), `${before} → ${after}`).toThrow(
          'proof.consistency',
        );
      }
    }
  });

  it('is refused between trees that differ in one early leaf, whatever proof either of them gives', async () => {
    const rewritten = treeOf(41, (index) => numberedLeaf(index === 3 ? 1_003 : index));
    for (const { read } of [tree, rewritten]) {
      const proof = await consistencyProof(sha256, read, 27, 41);
      const old = { size: 27, root: rootOfFirst(27) };
      expect(() => checkConsistency(sha256, old, { size: 41, root: rewritten.root }, proof)).toThrow(
        'proof.consistency',
      );
    }
  });

  it('is refused backwards, and with a hash more, less or other', async () => {
    const [old, now] = [
      { size: 37, root: rootOfFirst(37) },
      { size: 41, root: tree.root },
    ];
    const proof = await consistencyProof(sha256, tree.read, 37, 41);
    const wrong = proof.map((_, at) => proof.with(at, numberedLeaf(999)));
    for (const bad of [[...proof, numberedLeaf(1)], proof.slice(1), proof.slice(0, -1), [], ...wrong]) {
      expect(() => checkConsistency(sha256, old, now, bad)).toThrow('proof.consistency');
    }
    expect(() => checkConsistency(sha256, now, old, proof)).toThrow('proof.consistency');
    await expect(consistencyProof(sha256, tree.read, 41, 37)).rejects.toThrow(RangeError);
  });
});
