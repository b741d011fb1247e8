import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { linkOf } from '../../../src/core/ledger/seal.ts';
import { sha256 } from '../../../src/hashing.ts';
import { personDraft } from '../../support/ledger.ts';
import { aFinding } from '../../support/record.ts';
import { type ContractStore, describeStores } from './stores.ts';

const streams = [{ kind: 'doctor' as const, id: 'doctor' }];
const { by } = personDraft('per_1');
const recorded: Draft = { event: { kind: 'deduction.recorded', v: 1, ...aFinding() }, by, streams };

describeStores(
  'an erasure',
  (open) => {
    let test: ContractStore;
    beforeEach(async () => {
      test = await open();
      await test.store.ledger.append([recorded, personDraft('per_1')]);
    });
    afterEach(() => test.remove());

    const order = async (seq: number): Promise<Draft> => {
      const [opened] = await test.store.tree.opened([seq]);
      const link = Buffer.from(linkOf(sha256, opened?.salt ?? new Uint8Array(), opened?.leaf ?? new Uint8Array()));
      const erased = [{ seq, streams: [{ kind: 'doctor' as const, id: 'doctor', n: 1 }], link: link.toString('hex') }];
      const event = {
        kind: 'erasure.confirmed',
        v: 1,
        deductionId: 'd1',
        doctorId: 'doctor',
        note: '',
        erased,
      } as const;
      return { event: { ...event, retainedUntil: '2026-11-01' }, by, streams };
    };

    it('destroys body, salt and rows with the entry that orders it; the leaf and the chain stay checkable', async () => {
      const [leaf] = await test.store.tree.leaves(0, 1);
      expect(await test.store.deductions.doctorOf('d1')).toBe('doctor');
      // Among others that wait at the same time.
      await Promise.all([
        test.append(1),
        test.store.ledger.append([await order(0)]),
        test.store.ledger.append([personDraft('per_9')]),
      ]);
      expect(await test.store.ledger.entriesAt([0])).toEqual([]);
      expect(await test.store.tree.opened([0])).toEqual([]);
      expect(await test.store.deductions.doctorOf('d1')).toBeUndefined();
      expect(await test.store.tree.leaves(0, 1)).toEqual([leaf]);
      expect((await test.store.ledger.entriesOf(streams)).map(({ event }) => event.kind)).toEqual([
        'erasure.confirmed',
      ]);
      expect(await test.store.ledger.lengthOf({ kind: 'doctor', id: 'doctor' })).toBe(2);
      expect(await test.wrong()).toEqual([]);
    });

    it('is refused whole where it names what is never erased, or what is gone already', async () => {
      await expect(test.store.ledger.append([await order(1)])).rejects.toThrow('which is never erased');
      const again = await order(0);
      await test.store.ledger.append([again]);
      await expect(test.store.ledger.append([again])).rejects.toThrow('erased before');
      expect(await test.store.ledger.size()).toBe(3);
      expect(await test.wrong()).toEqual([]);
    });
  },
  { apart: true },
);
