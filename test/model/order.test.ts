import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/procedure/deduction.ts';
import { confirmDeduction } from '../../src/core/procedure/deduction-decide.ts';
import { recordDeduction } from '../../src/core/procedure/deduction-record.ts';
import { standingOf } from '../../src/core/standing.ts';
import { adopted, aFinding, city, DoctorRecord, item, tiny } from '../support/record.ts';

const foundOn = '2026-04-20';
const register = city(adopted(tiny));

/** Any finding of the tiny scheme about few acts, so that every counting rule has something to do. */
const anyFinding = fc.record({
  code: fc.constantFrom('A1', 'A2', 'A3', 'A4'),
  points: fc.integer({ min: 1, max: 3 }),
  actRef: fc.constantFrom('RX1', 'RX2', 'RX3', 'RX4', 'RX5', 'RX6'),
  occurredOn: fc.constantFrom('2026-03-02', '2026-03-31', '2026-04-01'),
});
interface Given {
  readonly code: string;
  readonly points: number;
  readonly actRef: string;
  readonly occurredOn: string;
}

/** One code about one act is one deduction. */
const anyFindings = fc.uniqueArray(anyFinding, { maxLength: 12, selector: ({ code, actRef }) => `${actRef}/${code}` });
const cuts = fc.array(fc.nat(12), { maxLength: 6 });

function findingOf({ code, points, actRef, occurredOn }: Given, index: number): Finding {
  const items = [item(code, code === 'A3' ? points : null, 'tiny')];
  return aFinding({ deductionId: `d${index}`, findingId: `f${index}`, actRef, occurredOn, items });
}

/** Recorded and confirmed in requests that each decide all their rows on what was there before them. */
function inRequests(findings: readonly Finding[], recordAt: readonly number[], confirmAt: readonly number[]) {
  const record = new DoctorRecord(register);
  for (const request of partition(findings, recordAt)) {
    const events = request.map((finding) => recordDeduction(record.on(foundOn, 'auditor'), finding));
    for (const event of events) record.append(event, 'auditor', foundOn);
  }
  for (const { deductionId } of findings) record.acknowledge(foundOn, deductionId);
  for (const request of partition(findings, confirmAt)) {
    const events = request.map(({ deductionId }) =>
      confirmDeduction(record.on(foundOn, 'reviewer'), { deductionId, note: '' }),
    );
    for (const event of events) record.append(event, 'reviewer', foundOn);
  }
  return standing(record);
}

function partition<T>(all: readonly T[], cutsAt: readonly number[]): T[][] {
  const starts = [0, ...new Set(cutsAt.filter((cut) => cut > 0 && cut < all.length))].sort((a, b) => a - b);
  return starts.map((start, index) => all.slice(start, starts[index + 1] ?? all.length));
}

function oneByOne(findings: readonly Finding[], record = new DoctorRecord(register)) {
  for (const finding of findings) record.find(foundOn, finding);
  return standing(record);
}

function standing(record: DoctorRecord) {
  const [found] = standingOf(register, record.dossier, foundOn);
  if (found === undefined) throw new Error('the tiny scheme manages the doctor');
  return found;
}

const pointsOf = ({ countedItems, notCountedItems }: ReturnType<typeof standing>) =>
  new Map([...countedItems, ...notCountedItems].map((each) => [each.deductionId, each.counted]));

describe('whatever is found under the tiny scheme', () => {
  it('any partition into requests gives each finding, and the doctor, the same points', () => {
    fc.assert(
      fc.property(anyFindings, cuts, cuts, (given, recordAt, confirmAt) => {
        const findings = given.map(findingOf);
        const [alone, together] = [oneByOne(findings), inRequests(findings, recordAt, confirmAt)];
        expect(pointsOf(together)).toEqual(pointsOf(alone));
        expect([together.left, together.counted]).toEqual([alone.left, alone.counted]);
      }),
      { numRuns: 150 },
    );
  });

  it('any order of findings that weigh the same gives the same total', () => {
    const alike = fc.record({
      code: fc.constantFrom('A1', 'A2', 'A3', 'A4'),
      points: fc.integer({ min: 1, max: 3 }),
      occurredOn: fc.constantFrom('2026-03-02', '2026-03-31'),
    });
    const acts = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 8 });
    const orders = acts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(alike, anyFindings, orders, (same, others, [first, second]) => {
        const before = others.filter(({ code }) => code !== same.code);
        const total = (order: readonly number[]) => {
          const findings = [...before, ...order.map((act) => ({ ...same, actRef: `SAME${act}` }))].map(findingOf);
          const { left, counted, uncapped } = oneByOne(findings);
          return { left, counted, uncapped };
        };
        expect(total(second)).toEqual(total(first));
      }),
      { numRuns: 100 },
    );
  });

  it('a later finding never makes an earlier one heavier, or lighter', () => {
    fc.assert(
      fc.property(anyFindings, fc.nat(12), (given, length) => {
        const findings = given.map(findingOf);
        const [all, earlier] = [pointsOf(oneByOne(findings)), pointsOf(oneByOne(findings.slice(0, length)))];
        for (const [deductionId, counted] of earlier) expect(all.get(deductionId)).toBe(counted);
      }),
      { numRuns: 100 },
    );
  });
});
