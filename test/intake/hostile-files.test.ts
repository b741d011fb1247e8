import { describe, expect, it } from 'vitest';
import { importFrontPages } from '../../src/intake/front-page-import.ts';
import { refusalOf, tempCostStore, testKey } from '../support/cost.ts';
import { hostileFiles, sending } from '../support/files/hostile-files.ts';

const command = {
  importId: 'i1',
  hospitalId: 'h',
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  wards: [],
  grouper: null,
  recordKey: testKey,
  dryRun: false,
};

describe('a hostile file', () => {
  // How long and how much each takes is measured (bench/cost/hostile.ts); that the work ends is counted here.
  it.each(hostileFiles)('with $name is refused before much of it is read, and leaves nothing staged', async (file) => {
    const store = tempCostStore();
    const sent = sending(file.make(), 256 * 1024 * 1024);
    expect((await refusalOf(importFrontPages(store, command, sent.blocks))).code).toBe(file.code);
    expect(sent.readBytes()).toBeLessThan(36 * 1024 * 1024);
    expect(await store.discardStaged()).toBe(0);
    expect(await store.chunk('i1', 0)).toBeUndefined();
  });
});
