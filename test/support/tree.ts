import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Checkpoint, checkpointText } from '../../src/core/ledger/checkpoint.ts';
import { appendLeaf, type CompactRange, emptyRange, leafHash, rootOf } from '../../src/core/ledger/merkle.ts';
import { noteText, type VerifierKey, verifierKey } from '../../src/core/ledger/note.ts';
import type { NodeReader } from '../../src/core/ledger/proof.ts';
import { sha256 } from '../../src/hashing.ts';
import { rawPublicKey } from '../../src/log/node-crypto.ts';

/** A tree in memory over numbered leaves, with the reader that proofs are made from. */
export function treeOf(size: number, leafAt: (index: number) => Uint8Array = numberedLeaf) {
  const nodes = new Map<string, Uint8Array>();
  let range: CompactRange = emptyRange;
  for (let index = 0; index < size; index += 1) {
    const leaf = leafAt(index);
    nodes.set(`0/${index}`, leafHash(sha256, leaf));
    const grown = appendLeaf(sha256, range, leaf);
    for (const node of grown.completed) nodes.set(`${node.level}/${node.index}`, node.hash);
    range = grown.range;
  }
  const read: NodeReader = async (places) =>
    places.map(({ level, index }) => {
      const hash = nodes.get(`${level}/${index}`);
      if (hash === undefined) throw new Error(`a tree of ${size} has no full node ${level}/${index}`);
      return hash;
    });
  return { size, read, root: rootOf(sha256, range), leafHashes: leafHashes(size, leafAt) };
}

export function numberedLeaf(index: number): Uint8Array {
  return createHash('sha256').update(`leaf ${index}`).digest();
}

/** The definition of RFC 6962, 2.1, word for word: slow and obviously right. */
export function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only === undefined) return createHash('sha256').digest();
  if (hashes.length === 1) return only;
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return createHash('sha256')
    .update(Uint8Array.of(1))
    .update(naiveRoot(hashes.slice(0, left)))
    .update(naiveRoot(hashes.slice(left)))
    .digest();
}

/** A log's or a witness's key made for a test. */
export function testKey(name: string): { readonly key: VerifierKey; readonly privateKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { key: verifierKey(sha256, name, rawPublicKey(publicKey)), privateKey };
}

export function signedNote(text: string, ...signers: readonly ReturnType<typeof testKey>[]): string {
  const signatures = signers.map(({ key: { name, keyId }, privateKey }) => ({
    name,
    keyId,
    bytes: sign(null, Buffer.from(text), privateKey),
  }));
  return noteText({ text, signatures });
}

export function signedCheckpoint(checkpoint: Checkpoint, ...signers: readonly ReturnType<typeof testKey>[]): string {
  return signedNote(checkpointText(checkpoint), ...signers);
}

function leafHashes(size: number, leafAt: (index: number) => Uint8Array): Uint8Array[] {
  return Array.from({ length: size }, (_, index) => leafHash(sha256, leafAt(index)));
}
