import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../src/core/cost/measure.ts';
import { type PeriodQuestion, ratioOf, type UnitMonth } from '../../../src/core/cost/period.ts';
import { drillOf } from '../../../src/core/cost/question/drill.ts';
import { sumsOf } from '../../../src/core/cost/sums.ts';
import { measures } from '../../support/cost.ts';

const measure = measures.get('drugCostPerDischarge') as Measure;

const month = (drugFen: number, discharges: number): UnitMonth => ({
  figures: { inpatient: sumsOf({ drugFen, discharges }) },
  state: 'complete',
});

type Units = Readonly<Record<string, Readonly<Record<string, UnitMonth>>>>;

function questionOf(units: Units): PeriodQuestion {
  return {
    measure,
    version: null,
    expected: () => Object.keys(units),
    ratio: (unit, of, version) => {
      const found = units[unit]?.[of];
      return found && ratioOf(version, found);
    },
  };
}

function drill(units: Units) {
  const parts = Object.entries(units).map(([id, own]) => ({ id, question: questionOf({ [id]: own }) }));
  return drillOf(measure, ['2025-01'], questionOf(units), parts);
}

describe('a place and its parts', () => {
  it('grow over the year by the units that reported both years, where the dear one has not reported yet', () => {
    const { total, parts } = drill({
      cheap: { '2024-01': month(10_000, 10), '2025-01': month(11_000, 10) },
      dear: { '2024-01': month(90_000, 10) },
    });
    expect(total).toMatchObject({ status: 'partial', reporting: 1, expected: 2, value: 11 });
    // The whole fell by 78 per cent because somebody is missing; whoever is there rose by ten.
    expect(total).toMatchObject({ yoy: -0.78, yoyMatched: 0.1, yoyMatchedUnits: 1 });
    expect(parts).toMatchObject([
      { id: 'cheap', yoy: 0.1, yoyMatched: 0.1, yoyMatchedUnits: 1 },
      { id: 'dear', status: 'missing', yoy: null, yoyAbsent: 'no-data', yoyMatched: null, yoyMatchedUnits: 0 },
    ]);
  });

  it('grow alike either way where all reported both years', () => {
    const { total } = drill({
      a: { '2024-01': month(10_000, 10), '2025-01': month(12_000, 10) },
      b: { '2024-01': month(10_000, 10), '2025-01': month(10_000, 10) },
    });
    expect(total).toMatchObject({ status: 'complete', yoy: 0.1, yoyMatched: 0.1, yoyMatchedUnits: 2 });
  });
});
