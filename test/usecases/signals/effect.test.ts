import { describe, expect, it } from 'vitest';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { type EffectCommand, effect } from '../../../src/usecases/signals/effect.ts';
import { type CostBench, costBench, refusalOf, tempFile } from '../../support/cost.ts';
import { inpatientReturn, type ReturnedMonth } from '../../support/returns.ts';

const hospitals = [
  { hospitalId: 'a', level: 3, wards: ['W1'] },
  { hospitalId: 'b', level: 3 },
  { hospitalId: 'c', level: 2 },
] as const;

const from = '2024-01';
const months = (count: number, yuan: (at: number) => number): ReturnedMonth[] =>
  Array.from({ length: count }, (_, at) => ({ discharges: 1000, drugYuan: yuan(at) }));

const bring = ({ context }: CostBench, hospitalId: string, of: readonly (ReturnedMonth | null)[]) =>
  importFile(context, {
    dataset: 'inpatientReturn',
    hospitalId,
    source: { kind: 'path', path: tempFile(inpatientReturn(from, of)) },
    dryRun: false,
  });

const asked: EffectCommand = {
  measure: 'financeDrugCostPerDischarge',
  version: null,
  scope: { kind: 'hospital', hospitalId: 'a' },
  level: null,
  from,
  until: '2026-07',
  since: '2025-04',
  harmonics: 0,
  lag: null,
  comparator: [],
};

/** A step of −100 yuan at the fifteenth month. */
const stepped = months(30, (at) => (at >= 15 ? 2500 : 2600));

describe('the effect over the same period', () => {
  it('is found, said with its interval, lag and numbers of months, and never as a cause', async () => {
    const bench = costBench(hospitals);
    await bring(bench, 'a', stepped);
    const found = await effect(bench.context, asked);
    expect(found.neweyWest.levelChange.estimate).toBeCloseTo(-100, 4);
    expect(found).toMatchObject({
      monthsBefore: 15,
      monthsAfter: 15,
      lag: 3,
      means: { before: 2600, after: 2500, change: -0.0385 },
      statement: { code: 'effect.statement.change', parameters: { since: '2025-04', monthsBefore: 15, lag: 3 } },
      warnings: [{ code: 'effect.warning.no-comparator' }],
    });
  });
  it('says that nothing clear shows where both intervals hold zero', async () => {
    const bench = costBench(hospitals);
    await bring(
      bench,
      'a',
      months(30, (at) => 2600 + ((at * 7) % 5) * 10),
    );
    expect((await effect(bench.context, asked)).statement.code).toBe('effect.statement.no-clear-change');
  });
  it('has the same hash for the same data, and another for any other', async () => {
    const bench = costBench(hospitals);
    await bring(bench, 'a', stepped);
    const first = await effect(bench.context, asked);
    expect(first.dataSha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await effect(bench.context, asked)).dataSha256).toBe(first.dataSha256);
    expect((await effect(bench.context, { ...asked, lag: 5 })).dataSha256).not.toBe(first.dataSha256);
    await bring(bench, 'a', stepped.with(3, { discharges: 1000, drugYuan: 2600.01 }));
    expect((await effect(bench.context, asked)).dataSha256).not.toBe(first.dataSha256);
  });
  it('falls out against hospitals that moved alike', async () => {
    const bench = costBench(hospitals);
    await bring(bench, 'a', stepped);
    await bring(
      bench,
      'b',
      stepped.map(({ drugYuan }) => ({ discharges: 500, drugYuan: drugYuan - 300 })),
    );
    await bring(
      bench,
      'c',
      stepped.map(({ drugYuan }) => ({ discharges: 500, drugYuan: drugYuan - 500 })),
    );
    const found = await effect(bench.context, { ...asked, comparator: ['b', 'c'] });
    expect(found.neweyWest.levelChange.estimate).toBeCloseTo(0, 4);
    expect(found.comparatorHospitals).toEqual([
      { hospitalId: 'b', name: 'b医院', leftOut: false },
      { hospitalId: 'c', name: 'c医院', leftOut: false },
    ]);
    expect(found.series[20]).toMatchObject({ observed: 2500, comparator: 2100, counterfactual: 2500 });
    expect(found.warnings).toEqual([]);
  });
  it.each([
    ['itself', { comparator: ['a'] }],
    ['its own ward’s hospital', { scope: { kind: 'ward', wardId: 'a/W1' }, comparator: ['a'] }],
  ] as const)('is not compared with %s', async (_name, change) => {
    const bench = costBench(hospitals);
    await bring(bench, 'a', stepped);
    expect((await refusalOf(effect(bench.context, { ...asked, ...change }))).code).toBe('effect.comparator-inside');
  });
  it('of a city or county leaves its own hospitals among the comparator out of its own series', async () => {
    const bench = costBench([...hospitals, { hospitalId: 'd', level: 3, regionId: 'south' }]);
    await bring(bench, 'a', stepped);
    const steady = months(30, () => 2600);
    for (const id of ['b', 'c', 'd']) await bring(bench, id, steady);
    const found = await effect(bench.context, { ...asked, scope: { kind: 'city' }, comparator: ['b', 'c', 'd'] });
    // Only a is left of the city, and the whole step with it.
    expect(found.neweyWest.levelChange.estimate).toBeCloseTo(-100, 4);
    expect(found.comparatorHospitals.every(({ leftOut }) => leftOut)).toBe(true);
    expect(found.warnings).toEqual([{ code: 'effect.warning.levels-together', parameters: {} }]);
    const level3 = { ...asked, scope: { kind: 'city' }, level: 3, comparator: ['b', 'd'] } as const;
    expect((await effect(bench.context, level3)).warnings).toEqual([]);
    const county = { ...asked, scope: { kind: 'county', regionId: 'north' }, comparator: ['d'] } as const;
    const north = await effect(bench.context, county);
    expect(north.comparatorHospitals).toEqual([{ hospitalId: 'd', name: 'd医院', leftOut: false }]);
    // a, b and c are a third each.
    expect(north.neweyWest.levelChange.estimate).toBeCloseTo(-100 / 3, 2);
    const everybody = effect(bench.context, { ...asked, scope: { kind: 'city' }, comparator: ['a', 'b', 'c', 'd'] });
    expect((await refusalOf(everybody)).code).toBe('effect.too-few-months');
  });
  it('needs the comparator within reach as well', async () => {
    const bench = costBench(hospitals);
    bench.outOfReach.add('b');
    expect((await refusalOf(effect(bench.context, { ...asked, comparator: ['b'] }))).code).toBe('absent');
  });
  it('is refused under twelve months a side: a missing month is none', async () => {
    const bench = costBench(hospitals);
    await bring(bench, 'a', [...months(12, () => 2600), null, ...months(12, () => 2500)]);
    const short = { ...asked, until: '2026-02' };
    expect((await effect(bench.context, { ...short, since: '2025-01' })).monthsBefore).toBe(12);
    expect((await refusalOf(effect(bench.context, { ...short, since: '2025-03' }))).parameters).toMatchObject({
      before: 13,
      after: 11,
    });
  });
  it('stands beside what else began or ended inside the range', async () => {
    const bench = costBench(hospitals);
    await bring(bench, 'a', stepped);
    const item = { name: { zh: '集采', en: 'Procurement' }, source: 'x', provenance: 'published' } as const;
    const coInterventions = [
      { id: 'before', from: '2023-05', until: null, ...item },
      { id: 'ended', from: '2020-01', until: '2024-08', ...item },
      { id: 'began', from: '2025-03', until: null, ...item },
      { id: 'later', from: '2026-07', until: null, ...item },
    ];
    const found = await effect({ ...bench.context, coInterventions }, asked);
    expect(found.coInterventions.map(({ id }) => id)).toEqual(['ended', 'began']);
  });
});
