import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DomainEvent } from '../../../src/core/events.ts';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { personDraft } from '../../support/ledger.ts';
import { aFinding } from '../../support/record.ts';
import { type ContractStore, describeStores } from './stores.ts';

/** What becomes of a finding, in the entries that say it. */
const fates = ['recorded', 'confirmed', 'dismissed', 'reduced', 'revoked', 'revoked-outside', 'reversed'] as const;
const stands = (fate: (typeof fates)[number]) => fate === 'confirmed' || fate === 'reduced';

/** An act about which one or two doctors are held responsible, each with a record and a fate of its own. */
const act = fc.record({
  hospital: fc.constantFrom('a', 'b', 'c'),
  wardId: fc.option(fc.constantFrom('w1', 'w2')),
  occurredOn: fc.constantFrom('2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'),
  source: fc.constantFrom('prescription-review', 'complaint'),
  fates: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 2 }),
});
const search = fc.record({
  hospitals: fc.subarray(['a', 'b', 'c', 'nowhere'], { minLength: 2 }),
  from: fc.constantFrom('2026-08-01', '2026-09-01', '2026-09-30'),
  until: fc.constantFrom('2026-10-01', '2026-10-31', '2026-12-01'),
  source: fc.option(fc.constantFrom('prescription-review', 'complaint'), { nil: undefined }),
});

describeStores('the count of standing findings', (open) => {
  let test: ContractStore;
  beforeEach(async () => {
    test = await open();
  });
  afterEach(() => test.remove());

  it('agrees with a plain loop over random acts, fates and questions', { timeout: 60_000 }, async () => {
    let run = 0;
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 20 }),
        fc.array(search, { minLength: 3, maxLength: 5 }),
        async (acts, searches) => {
          run += 1;
          // Each run has hospitals of its own, so that one ledger serves them all.
          const named = (hospital: string) => `${hospital}${run}`;
          await test.store.ledger.append(
            acts.flatMap((one, at) =>
              one.fates.flatMap((fate, who) => {
                const ids = { deductionId: `d${run}-${at}-${who}`, doctorId: `doctor${who}` };
                const { wardId, occurredOn, source } = one;
                const place = { hospitalId: named(one.hospital), wardId, occurredOn, source };
                const finding = aFinding({ ...ids, ...place, findingId: `f${run}-${at}`, actRef: `RX${run}-${at}` });
                return [{ kind: 'deduction.recorded' as const, v: 1 as const, ...finding }, ...since(fate, ids)].map(
                  (event): Draft => ({ event, by, streams: [{ kind: 'doctor', id: ids.doctorId }] }),
                );
              }),
            ),
          );
          for (const { hospitals, from, until, source } of searches) {
            const naive = new Map<string, number>();
            for (const one of acts) {
              const asked = hospitals.includes(one.hospital) && one.occurredOn >= from && one.occurredOn < until;
              if (!asked || (source !== undefined && source !== one.source) || !one.fates.some(stands)) continue;
              const key = JSON.stringify([named(one.hospital), one.wardId, one.occurredOn.slice(0, 7)]);
              // An act is one finding, however many answer for it.
              naive.set(key, (naive.get(key) ?? 0) + 1);
            }
            const asked = {
              hospitalIds: hospitals.map(named),
              from,
              until,
              ...(source === undefined ? {} : { source }),
            };
            const found = await test.store.deductionCounts.byWardMonth(asked);
            const shown = found.map((row) => [JSON.stringify([row.hospitalId, row.wardId, row.month]), row.findings]);
            expect(new Map(shown as [string, number][])).toEqual(naive);
            expect(found.length).toBe(naive.size);
            counted += naive.size;
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(counted).toBeGreaterThan(5);
  });
});

const { by } = personDraft('per_1');

function since(
  fate: (typeof fates)[number],
  ids: { readonly deductionId: string; readonly doctorId: string },
): DomainEvent[] {
  const confirmed: DomainEvent = { kind: 'deduction.confirmed', v: 1, ...ids, note: '' };
  const decision = { authority: '法院', document: '判决书1号', decidedOn: '2026-11-10' };
  const ruled = { level: 1, body: 'hospital-panel', items: [], reason: '', memberIds: [] } as const;
  const minutes = { ref: '纪要', sha256: 'a'.repeat(64), heldOn: '2026-11-10' };
  switch (fate) {
    case 'recorded':
      return [];
    case 'confirmed':
      return [confirmed];
    case 'dismissed':
      return [{ kind: 'deduction.dismissed', v: 1, ...ids, reason: '', exculpation: null }];
    case 'reduced':
    case 'revoked':
      return [confirmed, { kind: 'deduction.ruled', v: 1, ...ids, ...ruled, outcome: fate, minutes }];
    case 'revoked-outside':
      return [
        confirmed,
        {
          kind: 'deduction.outcome-recorded',
          v: 1,
          ...ids,
          forum: 'court',
          outcome: 'revoked',
          items: [],
          decision,
          reason: '',
        },
      ];
    case 'reversed':
      return [confirmed, { kind: 'deduction.reversed', v: 1, ...ids, note: '' }];
  }
}
