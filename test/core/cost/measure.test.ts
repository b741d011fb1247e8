import { describe, expect, it } from 'vitest';
import {
  evaluate,
  growth,
  measureValue,
  oneVersion,
  parseMeasure,
  roundedRatio,
  versionFor,
} from '../../../src/core/cost/measure.ts';
import { sumsOf } from '../../../src/core/cost/sums.ts';
import { measures, references } from '../../support/cost.ts';

describe('shipped measure files', () => {
  it('load, each with its owner, reason and source', () => {
    expect([...measures.keys()]).toEqual(
      expect.arrayContaining([
        'drugCostPerDischarge',
        'drugShare',
        'totalCostPerDischarge',
        'outpatientDrugCostPerVisit',
        'outpatientCostPerVisit',
        'drugCostPerBedDay',
        'hospitalDrugShare',
      ]),
    );
    for (const measure of measures.values()) {
      expect(measure.caveats.length).toBeGreaterThan(0);
      for (const id of measure.balancing) expect(measures.has(id)).toBe(true);
    }
  });
  it('never mix what front pages and what finance call a drug', () => {
    for (const measure of measures.values()) {
      const { inpatient } = measure.datasets;
      const terms = JSON.stringify(measure.versions);
      if (inpatient !== undefined && terms.includes('inpatient.drugFen')) expect(inpatient).toHaveLength(1);
    }
  });
  it('carry the national series of the bulletins', () => {
    const line = references.find((one) => one.id === 'nationalDrugCostPerDischarge');
    expect(line?.points.map((point) => point.value)).toEqual([2977.5, 2621.6, 2010.4]);
    // 2016 → 2018 by itself: −12.0 %.
    expect(roundedRatio(26216n - 29775n, 29775n, 3)).toBe(-0.12);
  });
});

describe('a measure file', () => {
  const good = {
    id: 'example',
    name: { zh: '例', en: 'Example' },
    unit: 'share',
    datasets: { inpatient: ['inpatientRows'] },
    directionOfGood: 'none',
    why: { zh: '例', en: 'x' },
    caveats: [{ zh: '例', en: 'x' }],
    author: 'tests',
    checker: 'other tests',
    reviewOn: '2027-11-01',
    balancing: ['drugShare'],
    source: 'tests',
    provenance: 'proposal',
    smallNumber: 0,
    versions: [{ version: 1, from: null, numerator: 'inpatient.drugFen', denominator: 'inpatient.totalFen' }],
  };
  const second = { version: 2, from: '2021-01', numerator: 'inpatient.westernFen', denominator: 'inpatient.totalFen' };
  it('is read', () => expect(parseMeasure(good, 'f').id).toBe('example'));
  it.each([
    ['nobody else who checked it', { ...good, checker: 'tests' }, 'another than the author'],
    ['itself to balance it', { ...good, balancing: ['example'] }, 'does not balance itself'],
    ['no caveat', { ...good, caveats: [] }, 'caveats'],
    ['an unknown field', { ...good, colour: 'red' }, 'colour'],
    ['an unknown sum', { ...good, versions: [{ ...good.versions[0], numerator: 'inpatient.drugs' }] }, 'unknown term'],
    ['code', { ...good, versions: [{ ...good.versions[0], numerator: 'process.exit()' }] }, 'unknown term'],
    [
      'a source without dataset',
      { ...good, versions: [{ ...good.versions[0], numerator: 'outpatient.drugFen' }] },
      'no dataset',
    ],
    [
      'a first version that starts late',
      { ...good, versions: [{ ...good.versions[0], from: '2020-01' }] },
      'first version',
    ],
    [
      'versions out of order',
      { ...good, versions: [good.versions[0], second, { ...second, version: 3 }] },
      'must start after',
    ],
    ['a gap in numbers', { ...good, versions: [good.versions[0], { ...second, version: 3 }] }, 'numbered'],
  ])('with %s is refused by name', (_, content, message) =>
    expect(() => parseMeasure(content, 'f.yaml')).toThrow(message),
  );
  it('has a version in force by month', () => {
    const measure = parseMeasure({ ...good, versions: [good.versions[0], second] }, 'f');
    expect(versionFor(measure, '2020-12', null)?.version).toBe(1);
    expect(versionFor(measure, '2021-01', null)?.version).toBe(2);
    expect(versionFor(measure, '2021-01', 1)?.version).toBe(1);
    expect(versionFor(measure, '2021-01', 3)).toBeUndefined();
  });
  it('answers for a range under one definition only, the one in force or the one asked for', () => {
    const measure = parseMeasure({ ...good, versions: [good.versions[0], second] }, 'f');
    expect(oneVersion(measure, { from: '2020-01', until: '2021-01' }, null).version).toBe(1);
    expect(oneVersion(measure, { from: '2021-01', until: '2021-02' }, null).version).toBe(2);
    expect(() => oneVersion(measure, { from: '2020-12', until: '2021-02' }, null)).toThrow('cost.versions-differ');
    expect(oneVersion(measure, { from: '2020-12', until: '2021-02' }, 2).version).toBe(2);
  });
});

describe('an expression', () => {
  const figures = { inpatient: sumsOf({ drugFen: 100, herbalFen: 30 }) };
  it('adds and subtracts', () => {
    expect(evaluate({ subtract: ['inpatient.drugFen', 'inpatient.herbalFen'] }, figures)).toBe(70);
    expect(evaluate({ add: ['inpatient.drugFen', 'inpatient.herbalFen'] }, figures)).toBe(130);
  });
  it('is null where a term was not reported, unless the term is optional', () => {
    expect(evaluate({ subtract: ['inpatient.drugFen', 'inpatient.negotiatedFen'] }, figures)).toBeNull();
    expect(evaluate({ subtract: ['inpatient.drugFen', { optional: 'inpatient.negotiatedFen' }] }, figures)).toBe(100);
    expect(evaluate('outpatient.drugFen', figures)).toBeNull();
  });
});

describe('values', () => {
  it('are null over a denominator of zero, and zero over a numerator of zero', () => {
    expect(measureValue('yuan', 100, 0)).toBeNull();
    expect(measureValue('yuan', 0, 3)).toBe(0);
  });
  it('round half away from zero, exactly', () => {
    expect(measureValue('yuan', 1_005, 10)).toBe(1.01); // 1.005 yuan: a float would give 1.00
    expect(roundedRatio(-5n, 1000n, 2)).toBe(-0.01);
    expect(roundedRatio(4n, 1000n, 2)).toBe(0);
    expect(measureValue('share', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1)).toBe(1);
  });
  it('of use density are defined daily doses for a hundred bed-days, and need both datasets', () => {
    const density = measures.get('antibacterialUseDensity');
    const version = density?.versions[0];
    if (density === undefined || version === undefined) throw new Error('the measure is shipped');
    const figures = { drugs: sumsOf({ antibacterialDddsE4: 4_125_000 }), inpatient: sumsOf({ bedDays: 1_000 }) };
    const numerator = evaluate(version.numerator, figures) ?? 0;
    // 412.5 daily doses in a thousand bed-days.
    expect(measureValue(density.unit, numerator, evaluate(version.denominator, figures) ?? 0)).toBe(41.25);
    expect(evaluate(version.numerator, { inpatient: figures.inpatient })).toBeNull();
  });
  it('growth is null over a missing base, a base of zero and a denominator of zero', () => {
    const now = { numerator: 110, denominator: 1 };
    expect(growth(now, { numerator: 100, denominator: 1 })).toBe(0.1);
    expect(growth(now, null)).toBeNull();
    expect(growth(now, { numerator: 0, denominator: 1 })).toBeNull();
    expect(growth({ numerator: 1, denominator: 0 }, now)).toBeNull();
  });
});
