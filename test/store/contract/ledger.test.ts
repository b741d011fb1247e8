import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { personDraft } from '../../support/ledger.ts';
import { type ContractStore, describeStores } from './stores.ts';

describeStores(
  'the ledger',
  (open) => {
    let test: ContractStore;
    beforeEach(async () => {
      test = await open();
    });
    afterEach(() => test.remove());

    const person = (id: string) => ({ kind: 'person' as const, id });
    const on = (draft: Draft, decidedOn: number): Draft => ({
      ...draft,
      streams: draft.streams.map((stream) => ({ ...stream, decidedOn })),
    });

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
        expect((await test.store.people.accountsOf('per_a')).map(({ id }) => id)).toEqual(['acc_1']);
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
        await expect(test.store.ledger.append([personDraft('per_2')], reply)).rejects.toMatchObject({
          code: 'idempotency.answered',
        });
        expect(await test.store.ledger.size()).toBe(1);
        expect(await test.store.doors.credentialOf('acc_2')).toBeUndefined();
      });

      it('goes on where it stopped after a restart, with the same tail', async () => {
        for (let round = 0; round < 5; round += 1) {
          await test.append(3);
          const size = await test.store.ledger.size();
          await test.reopen();
          expect(await test.store.ledger.size()).toBe(size);
        }
        expect(await test.wrong()).toEqual([]);
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
  },
  { apart: true },
);
