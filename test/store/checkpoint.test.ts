import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { createSqliteLedger, openSqliteStore } from '../../src/store/sqlite.ts';
import { type Checkpoints, checkpointsApart } from '../../src/worker-checkpoint.ts';
import { testClock } from '../support/clock.ts';
import { personDraft, testOrigin } from '../support/ledger.ts';

const clock = testClock();
let folder: string;
let path: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-checkpoint-'));
  path = join(folder, 'rx12.db');
  createSqliteLedger(path, testOrigin, clock);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const randomSalt = () => new Uint8Array(32);
const append = async (count: number) => {
  for (let at = 0; at < count; at += 50) {
    await store.ledger.append(Array.from({ length: 50 }, (_, n) => personDraft(`per_${at + n}`)));
  }
};
/** What the file holds without its log: only what was copied back. */
const copiedBack = () => {
  const copy = join(folder, 'copy.db');
  copyFileSync(path, copy);
  const connection = openSqlite(copy, 'read-only');
  try {
    return connection.prepare('select count(*) from entry').pluck().get();
  } finally {
    connection.close();
    rmSync(copy);
  }
};

describe('the log of the ledger', () => {
  it('is copied back by a thread while entries are written, every thousand of them', async () => {
    const checkpoints: Checkpoints = checkpointsApart(path);
    store = openSqliteStore({ path, clock, randomSalt, written: checkpoints.written });
    await append(950);
    expect(copiedBack()).toBe(0);
    await append(50);
    await checkpoints.close();
    expect(copiedBack()).toBe(1_000);
    await append(1_000);
    expect(copiedBack()).toBe(1_000);
    expect(await store.ledger.size()).toBe(2_000);
  });

  it('would stay where it is without the thread', async () => {
    store = openSqliteStore({ path, clock, randomSalt, written: () => undefined });
    await append(2_000);
    expect(copiedBack()).toBe(0);
  });
});

describe('the entries of a stream since', () => {
  const stream = { kind: 'person', id: 'per_0' } as const;
  const since = async (n: number) => (await store.ledger.entriesAfter(stream, n)).map(({ seq }) => seq);

  it('are the same from memory as from the file, past every length', async () => {
    store = openSqliteStore({ path, clock, randomSalt });
    await store.ledger.append([personDraft('per_0'), personDraft('per_1'), personDraft('per_0')]);
    await store.close();
    store = openSqliteStore({ path, clock, randomSalt });
    // Two of the stream are in the file alone, the next two in memory as well.
    await store.ledger.append([personDraft('per_0')]);
    await store.ledger.append([personDraft('per_1'), personDraft('per_0')]);
    const found = [0, 1, 2, 3, 4, 5].map(since);
    expect(await Promise.all(found)).toEqual([[0, 2, 3, 5], [2, 3, 5], [3, 5], [5], [], []]);
    const [inMemory] = await store.ledger.entriesAfter(stream, 3);
    await store.close();
    store = openSqliteStore({ path, clock, randomSalt });
    const [inFile] = await store.ledger.entriesAfter(stream, 3);
    expect(inMemory).toStrictEqual(inFile);
  });
});
