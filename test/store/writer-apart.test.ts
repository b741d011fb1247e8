import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/time.ts';
import { storeFailed } from '../../src/store/failure.ts';
import { turns } from '../../src/store/sqlite/turns.ts';
import { sql, wrongInFile } from '../support/database.ts';
import { personDraft, type TestLedger, testLedger } from '../support/ledger.ts';

const started: Worker[] = [];
const note = (worker: Worker) => void started.push(worker);

describe('the thread that writes the ledger', () => {
  let test: TestLedger;
  beforeEach(async () => {
    process.on('worker', note);
    test = await testLedger({ apart: true });
  });
  afterEach(async () => {
    process.off('worker', note);
    started.length = 0;
    await test.remove();
  });

  it('is there from the start, and ends with the store', async () => {
    await test.append(3);
    expect(started).toHaveLength(1);
    const { append } = test.store.ledger;
    await test.close();
    expect(started[0]?.threadId).toBe(-1);
    await expect(append([personDraft('per_late')])).rejects.toThrow('the ledger is closed');
    expect(started).toHaveLength(1);
    expect(wrongInFile(test.path('rx12.db'))).toEqual([]);
  });

  it('that dies leaves whoever waits without knowing; the next caller gets another, which goes on where the file is', async () => {
    await test.append(2);
    const [thread] = started;
    const waits = test.store.ledger.append([personDraft('per_lost')]).catch((error: unknown) => error);
    await Promise.all([thread?.terminate(), thread && once(thread, 'exit')]);
    const error = await waits;
    const written = await test.store.ledger.lengthOf({ kind: 'person', id: 'per_lost' });
    // Either it was too early for the batch, or the thread was ended with it; never is an answer made up.
    if (error instanceof Error) expect(storeFailed(error)).toBe(true);
    else expect(written).toBe(1);
    const [position] = await test.append(1);
    expect(position).toBe(2 + written);
    expect(started).toHaveLength(2);
    expect(wrongInFile(test.path('rx12.db'))).toEqual([]);
  });

  it('that died in between is not missed by the next caller', async () => {
    await test.append(2);
    await started[0]?.terminate();
    expect(await test.append(2)).toEqual([2, 3]);
    expect(started).toHaveLength(2);
  });

  it('is not started where the file lacks what the next entry goes on from', async () => {
    await test.append(2);
    const broken = test.reopen(() =>
      sql(test.path('rx12.db'), 'drop trigger tree_node_no_delete; delete from tree_node'),
    );
    await expect(broken).rejects.toThrow('the ledger lacks tree node 1/0');
    expect(started).toHaveLength(1);
  });

  it('and whatever else is written into the file take turns', async () => {
    const order: string[] = [];
    const now = test.clock.now();
    const session = (sessionId: string) => ({
      sessionId,
      accountId: 'acc_1',
      refreshHash: null,
      startedAt: instantOf(now),
      expiresAt: instantOf(now + 60_000),
      endedAt: null,
      check: { at: instantOf(now), by: 'password' as const },
      seenAt: instantOf(now),
    });
    const appended = Array.from({ length: 20 }, (_, n) =>
      test.append(5).then(() => {
        order.push(`batch ${n}`);
      }),
    );
    const opened = Array.from({ length: 20 }, (_, n) =>
      test.store.doors.startSession(session(`ses_${n}`), 100).then(() => {
        order.push(`session ${n}`);
      }),
    );
    await Promise.all([...appended, ...opened]);
    expect(order).toHaveLength(40);
    expect((await test.store.doors.sessionsOf('acc_1', instantOf(now))).length).toBe(20);
    expect(wrongInFile(test.path('rx12.db'))).toEqual([]);
  });
});

describe('turns', () => {
  const held = () => {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    return { until, release: () => release() };
  };
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };

  it('of those beside each other are taken at once, and whoever is to be alone waits for all of them', async () => {
    const { alone, beside } = turns();
    const order: string[] = [];
    const [one, two] = [held(), held()];
    beside(async () => {
      order.push('one');
      await one.until;
    });
    beside(async () => {
      order.push('two');
      await two.until;
      throw new Error('in vain');
    }).catch(() => order.push('two failed'));
    const third = alone(() => order.push('alone'));
    const last = beside(() => order.push('beside again'));
    await settled();
    expect(order).toEqual(['one', 'two']);
    one.release();
    await settled();
    expect(order).toEqual(['one', 'two']);
    two.release();
    await Promise.all([third, last]);
    expect(order).toEqual(['one', 'two', 'two failed', 'alone', 'beside again']);
  });

  it('alone are taken one after another, also after one that failed', async () => {
    const { alone } = turns();
    const order: string[] = [];
    const first = held();
    alone(async () => {
      order.push('first begins');
      await first.until;
      order.push('first ends');
    });
    const second = alone(() => {
      order.push('second');
      throw new Error('in vain');
    });
    const third = alone(() => order.push('third'));
    await settled();
    expect(order).toEqual(['first begins']);
    first.release();
    await expect(second).rejects.toThrow('in vain');
    await third;
    expect(order).toEqual(['first begins', 'first ends', 'second', 'third']);
  });
});
