import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changesNextAt,
  type MeasureTaken,
  type RightGrant,
  type RightMeasure,
  type Rights,
  rightKinds,
  rightsOn,
} from '../../../src/core/register/right.ts';
import { addDays } from '../../../src/core/time.ts';

const start = '2026-11-01';
const days = 40;

describe('the status of a right on a day', () => {
  test('is what a day-by-day reading of grants and measures gives, and so is the day of its next change', () => {
    fc.assert(
      fc.property(rights(), fc.option(day(), { nil: null }), fc.integer({ min: 0, max: days }), (held, until, at) => {
        const site = { hospitalId: 'hos_1', until };
        const date = addDays(start, at);
        const answer = rightsOn(held, site, date);
        expect(answer.map(({ status }) => status)).toEqual(rightKinds.map((kind) => naive(held, until, kind, date)));
        for (const { kind, until: changes } of answer) {
          const ahead = Array.from({ length: 2 * days }, (_, later) => addDays(date, later + 1));
          const first = ahead.find((next) => naive(held, until, kind, next) !== naive(held, until, kind, date));
          expect(changes).toBe(first ?? null);
        }
        const all = answer.flatMap(({ until: changes }) => changes ?? []).sort();
        expect(changesNextAt(held, site, date)).toBe(all[0] ?? null);
      }),
      { numRuns: 150 },
    );
  });

  test('of one hospital says nothing of another’s', () => {
    const held: Rights = { grants: [grant({ hospitalId: 'hos_2' })], measures: [] };
    const answer = rightsOn(held, { hospitalId: 'hos_1', until: null }, '2026-11-20');
    expect(new Set(answer.map(({ status }) => status))).toEqual(new Set(['no-grant']));
  });
});

function naive(held: Rights, siteUntil: string | null, kind: string, date: string): string {
  const holds = (from: string, until: string | null) => from <= date && (until === null || until > date);
  if (siteUntil !== null && date >= siteUntil) return 'no-grant';
  if (!held.grants.some((one) => one.rightKind === kind && holds(one.from, one.until))) return 'no-grant';
  const taken = held.measures.filter(
    (one) =>
      one.rightKinds.some((other) => other === kind) &&
      holds(one.from, one.until) &&
      (one.liftedFrom === null || one.liftedFrom > date),
  );
  for (const measure of ['cancelled', 'suspended', 'restricted']) {
    if (taken.some((one) => one.measure === measure)) return measure;
  }
  return 'active';
}

function rights() {
  const kind = fc.constantFrom('general' as const, 'narcotic' as const);
  const grants = fc
    .record({ rightKind: kind, from: day(), until: fc.option(day(), { nil: null }) })
    .map((changes) => grant(changes));
  const measures = fc
    .record({
      measure: fc.constantFrom<RightMeasure>('restricted', 'suspended', 'cancelled'),
      rightKinds: fc.uniqueArray(kind, { minLength: 1 }),
      from: day(),
      until: fc.option(day(), { nil: null }),
      liftedFrom: fc.option(day(), { nil: null }),
    })
    .map((changes) => measure(changes));
  return fc.record({ grants: fc.array(grants, { maxLength: 4 }), measures: fc.array(measures, { maxLength: 5 }) });
}

function day() {
  return fc.integer({ min: 0, max: days }).map((n) => addDays(start, n));
}

function grant(changes: Partial<RightGrant>): RightGrant {
  const whole = { grantId: 'rgt_1', hospitalId: 'hos_1', rightKind: 'general', from: start, until: null } as const;
  return { ...whole, document: null, ...changes };
}

function measure(changes: Partial<MeasureTaken>): MeasureTaken {
  return {
    measureId: 'msr_1',
    hospitalId: 'hos_1',
    measure: 'suspended',
    rightKinds: ['general'],
    from: start,
    until: null,
    liftedFrom: null,
    legalBasis: 'internal-points',
    reason: '',
    document: null,
    sanctionDueId: null,
    terms: null,
    takenBy: 'per_1',
    ...changes,
  };
}
