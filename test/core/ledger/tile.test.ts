import { describe, expect, it } from 'vitest';
import {
  entryBundle,
  nodesOf,
  parseEntryBundle,
  parseTilePath,
  tilePath,
  widthIn,
} from '../../../src/core/ledger/tile.ts';
import { numberedLeaf } from '../../support/tree.ts';

describe('the address of a tile', () => {
  it('splits its number into groups of three, as the specification shows', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 5, width: 17 })).toBe('tile/entries/005.p/17');
    expect(tilePath({ level: 2, index: 1_000, width: 1 })).toBe('tile/2/x001/000.p/1');
  });

  it('reads back, in one spelling only', () => {
    for (const path of ['tile/0/x001/x234/067', 'tile/entries/005.p/17', 'tile/63/999.p/255']) {
      const tile = parseTilePath(path);
      expect(tile && tilePath(tile)).toBe(path);
    }
    for (const bad of [
      'tile/0/67',
      'tile/00/067',
      'tile/64/067',
      'tile/0/x000/067',
      'tile/0/067.p/256',
      'tile/0/067.p/0',
      'tile/0/067.p/01',
      'tile/8/0/067',
      'tile/0/../067',
      'tile/entries/x1/067',
      '',
    ]) {
      expect(parseTilePath(bad), bad).toBeUndefined();
    }
  });
});

describe('the width of a tile', () => {
  it('is what the specification works out for 70 000 leaves', () => {
    expect([0, 272, 273, 274].map((index) => widthIn(70_000, 0, index))).toEqual([256, 256, 112, 0]);
    expect([0, 1, 2].map((index) => widthIn(70_000, 1, index))).toEqual([256, 17, 0]);
    expect([0, 1].map((index) => widthIn(70_000, 2, index))).toEqual([1, 0]);
    expect(widthIn(70_000, 'entries', 273)).toBe(112);
  });

  it('turns from partial to full at 256 leaves, where the next level begins', () => {
    expect([255, 256, 257].map((size) => [widthIn(size, 0, 0), widthIn(size, 1, 0)])).toEqual([
      [255, 0],
      [256, 1],
      [256, 1],
    ]);
  });
});

describe('the hashes of a tile', () => {
  it('are nodes eight levels apart', () => {
    expect(nodesOf({ level: 1, index: 2, width: 2 })).toEqual([
      { level: 8, index: 512 },
      { level: 8, index: 513 },
    ]);
  });
});

describe('a bundle of entries', () => {
  it('gives back the leaves, and refuses any other number of them or bytes left over', () => {
    const leaves = [numberedLeaf(1), numberedLeaf(2), new Uint8Array(0), new Uint8Array(300)];
    const bundle = entryBundle(leaves);
    expect(parseEntryBundle(bundle, 4).map((leaf) => Buffer.from(leaf).toString('hex'))).toEqual(
      leaves.map((leaf) => Buffer.from(leaf).toString('hex')),
    );
    for (const [bytes, width] of [
      [bundle, 3],
      [bundle, 5],
      [bundle.subarray(0, -1), 4],
      [Buffer.concat([bundle, Buffer.of(0)]), 4],
    ] as const) {
      expect(() => parseEntryBundle(bytes, width)).toThrow('tile.malformed');
    }
  });
});
