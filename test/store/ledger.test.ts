import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/core/ledger/entry.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { sql } from '../support/database.ts';
import { personDraft, type TestLedger, testLedger } from '../support/ledger.ts';

let test: TestLedger;
beforeEach(async () => {
  test = await testLedger();
});
afterEach(() => test.remove());

const person = (id: string) => ({ kind: 'person' as const, id });
const on = (draft: Draft, decidedOn: number): Draft => ({
  ...draft,
  streams: draft.streams.map((stream) => ({ ...stream, decidedOn })),
});
const count = (table: string) => {
  const connection = openSqlite(test.path('rx12.db'), 'read-only');
  const rows = connection.prepare<[], { n: number }>(`select count(*) as n from ${table}`).get()?.n;
  connection.close();
  return rows;
};

describe('appending', () => {
  it('numbers entries and streams without a gap and links each to the one before it', async () => {
    await test.store.ledger.append([personDraft('per_a')]);
    await test.store.ledger.append([personDraft('per_b'), personDraft('per_a')]);
    const { entries } = await test.store.ledger.append([personDraft('per_a')]);
    expect(entries[0]?.entry.seq).toBe(3);
    const stream = await test.store.ledger.entriesOf([person('per_a')]);
    expect(stream.map(({ seq }) => seq)).toEqual([0, 2, 3]);
    expect(stream.map(({ streams }) => streams[0]?.n)).toEqual([1, 2, 3]);
    const links = stream.map(({ streams }) => streams[0]?.link);
    expect(links[0]).toBe('');
    expect(new Set(links).size).toBe(3);
    expect(await test.store.ledger.lengthOf(person('per_a'))).toBe(3);
    expect(await test.store.ledger.lengthOf(person('per_nobody'))).toBe(0);
  });

  it('takes a draft decided on the stream as it is, and refuses one decided on less or more', async () => {
    await test.append(1);
    await expect(test.store.ledger.append([on(personDraft('per_1'), 0)])).rejects.toMatchObject({
      kind: 'moved',
      parameters: { decidedOn: 0, found: 1 },
    });
    await expect(test.store.ledger.append([on(personDraft('per_1'), 2)])).rejects.toMatchObject({ kind: 'moved' });
    await test.store.ledger.append([on(personDraft('per_1'), 1)]);
    expect(await test.store.ledger.size()).toBe(2);
  });

  it('refuses one of several callers that share a commit and writes the others', async () => {
    const { append } = test.store.ledger;
    const outcomes = await Promise.allSettled([
      append([on(personDraft('per_x'), 0)]),
      append([on(personDraft('per_x'), 0)]),
      append([personDraft('per_y'), on(personDraft('per_x'), 7)]),
      append([personDraft('per_z')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await test.store.ledger.size()).toBe(2);
    expect(await test.store.ledger.lengthOf(person('per_y'))).toBe(0);
    const [, last] = await test.store.ledger.entriesAt([0, 1]);
    expect(last?.entry.streams[0]?.id).toBe('per_z');
  });

  it('lets a failure in one caller’s drafts take nobody else’s with it', async () => {
    const { append } = test.store.ledger;
    const account = (accountId: string): Draft => ({
      ...personDraft('per_a'),
      event: { kind: 'account.opened', v: 1, accountId, personId: 'per_a', login: 'same', hospitalId: null },
    });
    // The table of accounts takes a login once: nothing checked it here, so the store itself breaks.
    const outcomes = await Promise.allSettled([
      append([account('acc_1')]),
      append([account('acc_2')]),
      append([personDraft('per_b')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await test.store.ledger.size()).toBe(2);
    expect(count('account')).toBe(1);
  });

  it('keeps entries, reply and credential together or not at all', async () => {
    const reply = { key: 'k', bodyHash: 'b', status: 201, id: 'per_1' };
    const credential = {
      accountId: 'acc_1',
      passwordHash: 'h',
      mustChange: true,
      changedAt: '2026-11-20T01:00:00.000Z',
    };
    await test.store.ledger.append([personDraft('per_1')], reply, credential);
    expect(await test.store.doors.replyOf('k')).toMatchObject({ id: 'per_1', positions: [0] });
    expect(await test.store.doors.credentialOf('acc_1')).toEqual(credential);
    const refused = test.store.ledger.append(
      [on(personDraft('per_1'), 0)],
      { ...reply, key: 'l' },
      { ...credential, accountId: 'acc_2' },
    );
    await expect(refused).rejects.toMatchObject({ kind: 'moved' });
    expect(await test.store.doors.replyOf('l')).toBeUndefined();
    expect(await test.store.doors.credentialOf('acc_2')).toBeUndefined();
  });

  it('goes on where it stopped after a restart, with the same tail', async () => {
    for (let round = 0; round < 5; round += 1) {
      await test.append(3);
      const size = await test.store.ledger.size();
      await test.reopen();
      expect(await test.store.ledger.size()).toBe(size);
    }
    const connection = openSqlite(test.path('rx12.db'), 'read-only');
    const { verifySqlite } = await import('../../src/store/verify-sqlite.ts');
    expect(verifySqlite(connection)).toMatchObject({ entries: 15, findings: [] });
    connection.close();
  });

  it('takes more drafts at once than one commit holds', async () => {
    const drafts = Array.from({ length: 700 }, (_, at) => personDraft(`per_${at}`));
    const all = await Promise.all([
      test.store.ledger.append(drafts),
      ...drafts.slice(0, 300).map((draft) => test.store.ledger.append([draft])),
    ]);
    expect(all.flatMap(({ entries }) => entries.map(({ entry }) => entry.seq))).toEqual(
      Array.from({ length: 1_000 }, (_, at) => at),
    );
  });
});

describe('the time of an entry', () => {
  it('never decreases, and a clock five seconds behind still writes; one more millisecond is refused', async () => {
    await test.append(1);
    const before = test.clock.now();
    test.clock.advanceMs(-5_000);
    await test.append(1);
    const [first, second] = await test.store.ledger.entriesAt([0, 1]);
    expect(second?.entry.at).toBe(first?.entry.at);
    test.clock.advanceMs(-1);
    await expect(test.append(1)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'ledger.clock-behind',
      parameters: { behindMs: 5_001 },
    });
    test.clock.set(new Date(before).toISOString());
    await test.append(1);
    expect(await test.store.ledger.size()).toBe(3);
  });

  it('finds the ledger as it was at an instant', async () => {
    await test.append(2);
    test.clock.advanceMs(1_000);
    await test.append(3);
    const at = (ms: number) => test.store.ledger.sizeAt(new Date(test.clock.now() + ms).toISOString());
    expect(await at(-1_001)).toBe(0);
    expect(await at(-1_000)).toBe(2);
    expect(await at(-1)).toBe(2);
    expect(await at(0)).toBe(5);
  });
});

describe('the file itself', () => {
  it.each([
    ['an entry is changed', 'update entry set leaf = randomblob(32) where seq = 0'],
    ['an entry is deleted', 'delete from entry where seq = 2'],
    ['an entry is replaced', 'insert or replace into entry (seq, leaf) values (1, randomblob(32))'],
    ['an entry leaves a gap', 'insert into entry (seq, leaf) values (4, randomblob(32))'],
    ['a body is changed', "update entry_body set body = '{}' where seq = 0"],
    ['a salt is changed', 'update entry_body set salt = randomblob(32) where seq = 0'],
    ['a body is deleted that no entry erases', 'delete from entry_body where seq = 0'],
    ['a body is replaced', "insert or replace into entry_body (seq, body, salt) values (0, '{}', randomblob(32))"],
    ['a place in a stream is changed', "update entry_stream set seq = 0 where id = 'per_2'"],
    ['a place in a stream is deleted', "delete from entry_stream where id = 'per_2'"],
    ['a stream leaves a gap', "insert into entry_stream (kind, id, n, seq) values ('person', 'per_2', 3, 2)"],
    ['a tree node is changed', 'update tree_node set hash = randomblob(32)'],
    ['a tree node is deleted', 'delete from tree_node'],
    ['the name of the ledger is changed', "update ledger set origin = 'another'"],
    ['the name of the ledger is deleted', 'delete from ledger'],
  ])('refuses that %s', async (_what, statement) => {
    await test.append(3);
    await test.close();
    expect(() => sql(test.path('rx12.db'), `pragma recursive_triggers = on; ${statement}`)).toThrow(/ledger: /);
  });

  it('takes the next entry, so that the refusals above are of the statement and not of everything', async () => {
    await test.append(3);
    await test.close();
    sql(test.path('rx12.db'), 'insert into entry (seq, leaf) values (3, randomblob(32))');
    expect(count('entry')).toBe(4);
  });

  it('is not written past a tail that somebody else moved', async () => {
    await test.append(1);
    sql(test.path('rx12.db'), 'insert into entry (seq, leaf) values (1, randomblob(32))');
    await expect(test.append(1)).rejects.toThrow('written by somebody else');
    expect(await test.store.ledger.size()).toBe(2);
  });
});
