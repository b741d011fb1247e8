import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Measure, parseMeasure } from '../../../src/core/cost/measure.ts';
import { bestFigures, ratioOf, type UnitMonth } from '../../../src/core/cost/period.ts';
import type { PriceIndex } from '../../../src/core/cost/price-index.ts';
import { type TrendQuestion, trendOf } from '../../../src/core/cost/question/trend.ts';
import type { SliceState } from '../../../src/core/cost/slice.ts';
import { type Dataset, type Sums, sumsOf } from '../../../src/core/cost/sums.ts';
import { addToMonth } from '../../../src/core/time.ts';
import { measures } from '../../support/cost.ts';

const perDischarge = measures.get('drugCostPerDischarge') as Measure;

const month = (drugFen: number, discharges: number, state: SliceState = 'complete'): UnitMonth => ({
  figures: { inpatient: sumsOf({ drugFen, discharges }) },
  state,
});

function ask(units: Record<string, Record<string, UnitMonth>>, changes: Partial<TrendQuestion> = {}) {
  const figures = new Map(Object.entries(units).map(([unit, months]) => [unit, new Map(Object.entries(months))]));
  const expected = () => Object.keys(units);
  return trendOf({
    measure: perDischarge,
    version: null,
    grain: 'month',
    from: '2025-01',
    until: '2025-02',
    expected,
    prices: null,
    ratio: (unit, of, version) => {
      const found = figures.get(unit)?.get(of);
      return found && ratioOf(version, found);
    },
    ...changes,
  });
}

describe('a point', () => {
  it('pools sums and shows the unweighted mean beside', () => {
    const [point] = ask({ big: { '2025-01': month(900_000, 90) }, small: { '2025-01': month(30_000, 10) } });
    expect(point).toMatchObject({
      numerator: 930_000,
      denominator: 100,
      value: 93,
      unweightedMean: 65,
      status: 'complete',
      reporting: 2,
      expected: 2,
    });
  });
  it('pooled and unweighted can move in opposite directions', () => {
    const [before] = ask({ a: { '2025-01': month(100_000, 10) }, b: { '2025-01': month(10_000, 10) } });
    const [after] = ask({ a: { '2025-01': month(11_000_000, 1_000) }, b: { '2025-01': month(5_000, 10) } });
    expect(after?.value).toBeGreaterThan(before?.value ?? 0);
    expect(after?.unweightedMean).toBe(57.5);
    expect(before?.unweightedMean).toBe(55);
  });
  it('without data is missing, not zero', () => {
    expect(ask({ a: {} })[0]).toMatchObject({
      status: 'missing',
      numerator: null,
      denominator: null,
      value: null,
      reporting: 0,
      expected: 1,
      yoyAbsent: 'no-data',
    });
  });
  it('with zero discharges is there, has no value, and drags no mean', () => {
    const [point] = ask({ a: { '2025-01': month(0, 0) }, b: { '2025-01': month(5_000, 1) } });
    expect(point).toMatchObject({ reporting: 2, value: 50, unweightedMean: 50, status: 'complete' });
    expect(ask({ a: { '2025-01': month(0, 0) } })[0]).toMatchObject({
      status: 'complete',
      denominator: 0,
      value: null,
    });
  });
  it('is partial when a unit is missing or lacks refused rows', () => {
    expect(ask({ a: { '2025-01': month(1, 1) }, b: {} })[0]).toMatchObject({
      status: 'partial',
      reporting: 1,
      partial: 0,
      expected: 2,
    });
    expect(ask({ a: { '2025-01': month(1, 1, 'partial') } })[0]).toMatchObject({
      status: 'partial',
      reporting: 1,
      partial: 1,
    });
  });
  it('flags a denominator below the threshold and not at it', () => {
    expect(ask({ a: { '2025-01': month(1, 29) } })[0]?.small).toBe(true);
    expect(ask({ a: { '2025-01': month(1, 30) } })[0]?.small).toBe(false);
  });
});

describe('growth over a year', () => {
  it('comes from the sums of both years', () => {
    const [point] = ask({ a: { '2024-01': month(100_000, 10), '2025-01': month(90_000, 10) } });
    expect(point).toMatchObject({ yoy: -0.1, yoyMatched: -0.1, yoyMatchedUnits: 1, yoyAbsent: null });
  });
  it('is null over a missing base', () => {
    expect(ask({ a: { '2025-01': month(1, 1) } })[0]).toMatchObject({
      yoy: null,
      yoyAbsent: 'base-missing',
      yoyMatchedUnits: 0,
    });
  });
  it('is null over a base of zero', () => {
    expect(ask({ a: { '2024-01': month(0, 5), '2025-01': month(1, 1) } })[0]).toMatchObject({
      yoy: null,
      yoyAbsent: 'base-zero',
    });
    expect(ask({ a: { '2024-01': month(0, 0), '2025-01': month(1, 1) } })[0]).toMatchObject({
      yoy: null,
      yoyAbsent: 'base-zero',
    });
  });
  it('over the same units is told apart from a changed set of units', () => {
    const [point] = ask({
      a: { '2024-01': month(10_000, 1), '2025-01': month(10_000, 1) },
      b: { '2025-01': month(30_000, 1) },
    });
    expect(point).toMatchObject({ yoy: 1, yoyMatched: 0, yoyMatchedUnits: 1 });
  });
  it('is null across a change of definition, and there with one definition asked for', () => {
    const share = measures.get('drugShare') as Measure;
    const changed: Measure = parseMeasure(
      {
        ...share,
        versions: [
          share.versions[0],
          {
            version: 2,
            from: '2025-01',
            numerator: { subtract: ['inpatient.drugFen', 'inpatient.negotiatedFen'] },
            denominator: 'inpatient.totalFen',
          },
        ],
      },
      'changed',
    );
    const of = (drugFen: number): UnitMonth => ({
      figures: { inpatient: sumsOf({ drugFen, totalFen: 1_000, negotiatedFen: 50 }) },
      state: 'complete',
    });
    const units = { a: { '2024-01': of(300), '2025-01': of(330) } };
    expect(ask(units, { measure: changed })[0]).toMatchObject({
      value: 0.28,
      yoy: null,
      yoyMatched: null,
      yoyAbsent: 'version-changed',
      definitionVersion: 2,
    });
    expect(ask(units, { measure: changed, version: 1 })[0]).toMatchObject({
      value: 0.33,
      yoy: 0.1,
      definitionVersion: 1,
    });
  });
});

describe('periods', () => {
  it('a quarter needs all three months of a unit', () => {
    const months = { '2025-01': month(100, 1), '2025-02': month(200, 1), '2025-03': month(300, 1) };
    const range = { grain: 'quarter', from: '2025-01', until: '2025-04' } as const;
    expect(ask({ a: months }, range)[0]).toMatchObject({
      period: '2025-Q1',
      numerator: 600,
      denominator: 3,
      status: 'complete',
    });
    expect(ask({ a: { '2025-01': month(100, 1), '2025-03': month(300, 1) } }, range)[0]).toMatchObject({
      status: 'missing',
      reporting: 0,
      expected: 1,
    });
  });
  it('a unit that opened inside the period owes only its own months', () => {
    const expected = (of: string) => (of < '2025-03' ? [] : ['a']);
    const range = { grain: 'quarter', from: '2025-01', until: '2025-04', expected } as const;
    expect(ask({ a: { '2025-03': month(300, 1) } }, range)[0]).toMatchObject({ status: 'complete', reporting: 1 });
  });
  it.each([
    [{ grain: 'quarter', from: '2025-02', until: '2025-05' }, 'cost.period-not-whole'],
    [{ grain: 'year', from: '2025-01', until: '2025-12' }, 'cost.period-not-whole'],
    [{ grain: 'month', from: '2025-02', until: '2025-02' }, 'cost.range-empty'],
    [{ grain: 'month', from: '2000-01', until: '2020-02' }, 'cost.range-too-long'],
  ] as const)('%j is refused', (range, code) => expect(() => ask({}, range)).toThrow(code));
  it('240 months are not too long', () => expect(ask({}, { from: '2000-01', until: '2020-01' })).toHaveLength(240));
});

describe('which dataset answers', () => {
  const rows = { sums: sumsOf({ drugFen: 1, discharges: 1 }), state: 'complete' } as const;
  const returned = { sums: sumsOf({ drugFen: 2, discharges: 1 }), state: 'partial' } as const;
  const total = measures.get('totalCostPerDischarge') as Measure;
  it('rows win over returns', () => {
    const both = new Map<Dataset, { sums: Sums; state: SliceState }>([
      ['inpatientReturn', returned],
      ['inpatientRows', rows],
    ]);
    expect(bestFigures(total, (dataset) => both.get(dataset))).toEqual({
      figures: { inpatient: rows.sums },
      state: 'complete',
      grouper: null,
    });
    both.delete('inpatientRows');
    expect(bestFigures(total, (dataset) => both.get(dataset))?.state).toBe('partial');
    expect(bestFigures(total, () => undefined)).toBeNull();
  });
});

it('agrees with a naive fold over random hospitals with gaps and zeros', () => {
  const cell = fc.option(fc.record({ drugFen: fc.nat(1_000_000), discharges: fc.nat(3), partial: fc.boolean() }), {
    freq: 4,
  });
  const hospital = fc.array(cell, { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(fc.array(hospital, { minLength: 1, maxLength: 6 }), (hospitals) => {
      const units = Object.fromEntries(
        hospitals.map((cells, at) => [
          `h${at}`,
          Object.fromEntries(
            cells.flatMap((one, step) =>
              one === null
                ? []
                : [
                    [
                      addToMonth('2024-01', step),
                      month(one.drugFen, one.discharges, one.partial ? 'partial' : 'complete'),
                    ],
                  ],
            ),
          ),
        ]),
      );
      const points = ask(units, { until: '2026-01' });
      for (const [step, point] of points.entries()) {
        const here = hospitals.flatMap((cells) => (cells[step + 12] == null ? [] : [cells[step + 12]]));
        const drug = here.reduce((sum, one) => sum + (one?.drugFen ?? 0), 0);
        const discharges = here.reduce((sum, one) => sum + (one?.discharges ?? 0), 0);
        expect(point.reporting).toBe(here.length);
        expect(point.numerator).toBe(here.length === 0 ? null : drug);
        expect(point.denominator).toBe(here.length === 0 ? null : discharges);
        if (discharges === 0) expect(point.value).toBeNull();
        else expect(point.value).toBeCloseTo(drug / 100 / discharges, 1);
      }
    }),
    { numRuns: 60 },
  );
});

it('January to each month, and growth at comparable prices, agree with naive sums over random months and prices', () => {
  const cell = fc.option(fc.record({ drugFen: fc.nat(9_000_000), discharges: fc.nat(400) }), { freq: 12 });
  const unit = fc.array(cell, { minLength: 24, maxLength: 24 });
  // Prices of each month of 2026 against the year before; some are not told.
  const price = fc.option(fc.integer({ min: -900, max: 1_500 }), { freq: 12 });
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 5 }),
      fc.array(price, { minLength: 12, maxLength: 12 }),
      (units, changes) => {
        const named = Object.fromEntries(
          units.map((cells, at) => [
            `h${at}`,
            Object.fromEntries(
              cells.flatMap((one, step) =>
                one === null ? [] : [[addToMonth('2025-01', step), month(one.drugFen, one.discharges)]],
              ),
            ),
          ]),
        );
        const told = changes.flatMap((change, step) => (change === null ? [] : [{ change, step }]));
        const prices: PriceIndex = {
          id: 'random',
          name: { zh: '随机', en: 'random' },
          scope: { zh: '随机', en: 'random' },
          source: 'test',
          provenance: 'proposal',
          points: told.map(({ change, step }) => ({
            from: addToMonth('2026-01', step),
            until: addToMonth('2026-01', step + 1),
            change: change / 10_000,
          })),
        };
        const asked = { grain: 'cumulative', from: '2026-01', until: '2027-01', prices } as const;
        for (const [step, point] of ask(named, asked).entries()) {
          const sum = (from: number) => {
            const whole = units.map((cells) => cells.slice(from, from + step + 1)).filter((own) => !own.includes(null));
            const total = (part: 'drugFen' | 'discharges') =>
              whole.flat().reduce((all, one) => all + (one?.[part] ?? 0), 0);
            return whole.length === 0 ? null : { drug: total('drugFen'), discharges: total('discharges') };
          };
          const [is, was] = [sum(12), sum(0)];
          expect(point.period).toBe(`2026-01..${addToMonth('2026-01', step)}`);
          expect([point.numerator, point.denominator]).toEqual([is?.drug ?? null, is?.discharges ?? null]);
          const known = is !== null && was !== null && is.discharges > 0 && was.discharges > 0 && was.drug > 0;
          const nominal = known ? is.drug / is.discharges / (was.drug / was.discharges) - 1 : null;
          if (nominal === null) expect([point.yoy, point.yoyComparable]).toEqual([null, null]);
          else expect(Math.abs((point.yoy ?? Number.NaN) - nominal)).toBeLessThan(0.000051);
          const some = changes.slice(0, step + 1);
          if (nominal === null) continue;
          if (some.includes(null))
            expect([point.yoyComparable, point.yoyComparableAbsent]).toEqual([null, 'price-unknown']);
          else {
            const mean = some.reduce<number>((all, change) => all + (change ?? 0), 0) / some.length / 10_000;
            const comparable = (1 + nominal) / (1 + mean) - 1;
            expect(Math.abs((point.yoyComparable ?? Number.NaN) - comparable)).toBeLessThan(0.000051);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});
