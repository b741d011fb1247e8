import { expect, it } from 'vitest';
import { leafHash, nodeHash } from '../../../src/core/ledger/merkle.ts';
import { sha256 } from '../../../src/hashing.ts';
import { describeStores } from './stores.ts';

describeStores('the tree', (open) => {
  it('gives leaves, nodes, opened entries and the places of streams as they were written', async () => {
    const test = await open();
    try {
      await test.append(5);
      const { tree } = test.store;
      expect(await tree.size()).toBe(5);
      const leaves = await tree.leaves(0, 5);
      expect(await tree.leaves(3, 9)).toEqual(leaves.slice(3));
      const [a = new Uint8Array(), b = new Uint8Array()] = leaves.map((leaf) => leafHash(sha256, leaf));
      expect(
        (
          await tree.hashes([
            { level: 1, index: 0 },
            { level: 0, index: 1 },
          ])
        ).map((hash) => Buffer.from(hash)),
      ).toEqual([Buffer.from(nodeHash(sha256, a, b)), Buffer.from(b)]);
      await expect(tree.hashes([{ level: 2, index: 1 }])).rejects.toThrow('lacks tree node 2/1');
      const opened = await tree.opened([4, 99, 0]);
      expect(opened.map(({ seq }) => seq)).toEqual([4, 0]);
      expect(opened.map(({ leaf }) => leaf)).toEqual([leaves[4], leaves[0]]);
      const stream = { kind: 'person' as const, id: 'per_3' };
      expect(await tree.positionsOf(stream, 0, 9)).toEqual([2]);
      expect(await tree.headOf(stream)).toMatchObject({ n: 1, seq: 2 });
      expect(await tree.headOf({ kind: 'person', id: 'nobody' })).toBeUndefined();
    } finally {
      await test.remove();
    }
  });
});
