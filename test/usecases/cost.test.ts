import { describe, expect, it } from 'vitest';
import { importFile, pointSlice } from '../../src/usecases/cost/cost.ts';
import { answerBytes, answered, asJson } from '../../src/usecases/cost/cost-answer.ts';
import type { CostContext } from '../../src/usecases/cost/cost-context.ts';
import { type CompletenessCommand, completenessQuestion } from '../../src/usecases/cost/question/cost-completeness.ts';
import { type TrendCommand, trendQuestion } from '../../src/usecases/cost/question/cost-trend.ts';
import { type WardsCommand, wardsQuestion } from '../../src/usecases/cost/question/cost-wards.ts';
import { type CostBench, costBench, refusalOf, tempFile } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';

const three = [
  { hospitalId: 'a', level: 3, wards: ['W1', 'W2'] },
  { hospitalId: 'b', level: 2, regionId: 'south', wards: ['W1'] },
  { hospitalId: 'c', level: 2, until: '2026-10-01' },
] as const;

const trend = (context: CostContext, command: TrendCommand) => answered(context, trendQuestion, command);
const trendBytes = async (context: CostContext, command: TrendCommand) =>
  (await answerBytes(context, trendQuestion, command, asJson())).bytes;
const wards = (context: CostContext, command: WardsCommand) => answered(context, wardsQuestion, command);
const completeness = (context: CostContext, command: Omit<CompletenessCommand, 'dueDay'>) =>
  answered(context, completenessQuestion, { dueDay: 20, ...command });

const bring = ({ context }: CostBench, hospitalId: string, content: string, dryRun = false) =>
  importFile(context, {
    dataset: 'inpatientRows',
    hospitalId,
    source: { kind: 'path', path: tempFile(content) },
    dryRun,
  });

const october: TrendCommand = {
  measure: 'drugCostPerDischarge',
  version: null,
  scope: { kind: 'city' },
  level: null,
  grain: 'month',
  from: '2026-10',
  until: '2026-11',
  prices: null,
};

describe('importing a file', () => {
  it('switches its slices live by one batch of entries', async () => {
    const bench = costBench(three);
    const pages = [...stays(4), ...stays(2, (at) => ({ BAH: `S${at}`, RYSJ: '', CYSJ: '2026-09-30' }))];
    const done = await bring(bench, 'a', csvOf(pages));
    expect(done).toMatchObject({
      outcome: 'stored',
      position: 2,
      switched: [{ month: '2026-09' }, { month: '2026-10' }],
    });
    expect(bench.switched).toMatchObject([
      {
        kind: 'slice.switched',
        v: 1,
        hospitalId: 'a',
        month: '2026-09',
        dataset: 'inpatientRows',
        importId: 'imp_1',
        state: 'complete',
        rows: 2,
        rejected: 0,
        fileSha256: done.fileSha256,
      },
      { month: '2026-10', rows: 4 },
    ]);
    const answer = await trend(bench.context, october);
    expect(
      answer.series.map(({ level, points }) => [level, points[0]?.value, points[0]?.status, points[0]?.expected]),
    ).toEqual([
      [3, 26, 'complete', 1],
      [2, null, 'missing', 1],
      [null, 26, 'partial', 2],
    ]);
  });
  it('a second time changes nothing', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf(stays(4)));
    expect(await bring(bench, 'a', csvOf(stays(4)))).toMatchObject({
      outcome: 'unchanged',
      importId: 'imp_1',
      switched: [],
      position: null,
    });
    expect(bench.switched).toHaveLength(1);
  });
  it('a second time switches what a crash kept from being switched', async () => {
    const bench = costBench(three);
    const cut = { ...bench.context, switchSlice: () => Promise.reject(new Error('power cut')) };
    await expect(bring({ ...bench, context: cut }, 'a', csvOf(stays(4)))).rejects.toThrow('power cut');
    expect((await trend(bench.context, october)).series[0]?.points[0]?.status).toBe('missing');
    expect(await bring(bench, 'a', csvOf(stays(4)))).toMatchObject({
      outcome: 'unchanged',
      switched: [{ month: '2026-10' }],
    });
    expect((await trend(bench.context, october)).series[0]?.points[0]?.status).toBe('complete');
  });
  it('of a month that is still running is partial until it is sent again when that is over', async () => {
    const bench = costBench(three);
    const november = csvOf(stays(4, () => ({ RYSJ: '', CYSJ: '2026-11-10' })));
    const status = async () =>
      (await trend(bench.context, { ...october, from: '2026-11', until: '2026-12' })).series[0]?.points[0]?.status;
    const done = await bring(bench, 'a', november);
    expect([done.slices[0]?.state, bench.switched[0]?.state, await status()]).toEqual([
      'partial',
      'partial',
      'partial',
    ]);
    expect(await bring(bench, 'a', november)).toMatchObject({ outcome: 'unchanged', switched: [] });
    const on = (now: string) => ({ ...bench, context: { ...bench.context, now: () => now } });
    // An hour before midnight of 30 November in Shanghai, and midnight.
    await bring(on('2026-11-30T15:00:00.000Z'), 'a', november);
    expect(await status()).toBe('partial');
    expect(await bring(on('2026-11-30T16:00:00.000Z'), 'a', november)).toMatchObject({
      outcome: 'unchanged',
      switched: [{ month: '2026-11' }],
    });
    expect(await status()).toBe('complete');
  });
  it('tells of a month that lost more than half of its rows', async () => {
    const bench = costBench(three);
    expect(await bring(bench, 'a', csvOf(stays(4)))).toMatchObject({ shrunk: [] });
    expect(await bring(bench, 'a', csvOf(stays(2)))).toMatchObject({ shrunk: [] });
    await bring(bench, 'a', csvOf(stays(5)));
    const stray = [...stays(9, (at) => ({ BAH: `S${at}`, RYSJ: '', CYSJ: '2026-09-30' })), ...stays(2)];
    expect((await bring(bench, 'a', csvOf(stray))).shrunk).toEqual([
      { hospitalId: 'a', month: '2026-10', dataset: 'inpatientRows', rowsBefore: 5, rows: 2 },
    ]);
  });
  it('as a dry run or outside the scope writes no entry', async () => {
    const bench = costBench(three);
    expect(await bring(bench, 'a', csvOf(stays(4)), true)).toMatchObject({ outcome: 'dry-run', switched: [] });
    bench.outOfReach.add('a');
    expect((await refusalOf(bring(bench, 'a', csvOf(stays(4))))).code).toBe('absent');
    expect((await refusalOf(bring(bench, 'nowhere', csvOf(stays(4))))).code).toBe('absent');
    expect(bench.switched).toEqual([]);
  });
  it('needs a hospital for front pages', async () => {
    const { context } = costBench(three);
    const source = { kind: 'path', path: tempFile('x') } as const;
    expect(
      (await refusalOf(importFile(context, { dataset: 'inpatientRows', hospitalId: null, source, dryRun: false })))
        .code,
    ).toBe('cost.hospital-required');
  });
});

describe('pointing a slice', () => {
  const slice = { hospitalId: 'a', month: '2026-10', dataset: 'inpatientRows' } as const;
  it('goes back to an earlier import and to none', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf(stays(4)));
    await bring(bench, 'a', csvOf(stays(4, () => ({ XYF: '94.00' }))));
    const value = async () => (await trend(bench.context, october)).series[0]?.points[0]?.value;
    expect(await value()).toBe(100);
    expect((await refusalOf(pointSlice(bench.context, { ...slice, importId: 'imp_2' }))).code).toBe(
      'cost.slice-unchanged',
    );
    await pointSlice(bench.context, { ...slice, importId: 'imp_1' });
    expect(await value()).toBe(26);
    await pointSlice(bench.context, { ...slice, importId: null });
    expect(await value()).toBeNull();
    expect((await refusalOf(pointSlice(bench.context, { ...slice, importId: null }))).code).toBe(
      'cost.slice-unchanged',
    );
    expect(bench.switched.map((entry) => entry.importId)).toEqual(['imp_1', 'imp_2', 'imp_1', null]);
  });
  it('to an import of a month that was running then leaves it partial', async () => {
    const bench = costBench(three, '2026-10-20T01:00:00.000Z');
    await bring(bench, 'a', csvOf(stays(4, () => ({ RYSJ: '', CYSJ: '2026-10-10' }))));
    const later = { ...bench, context: { ...bench.context, now: () => '2026-11-20T01:00:00.000Z' } };
    await bring(later, 'a', csvOf(stays(5)));
    expect(bench.switched[1]?.state).toBe('complete');
    await pointSlice(later.context, { ...slice, importId: 'imp_1' });
    expect(bench.switched[2]).toMatchObject({ importId: 'imp_1', state: 'partial' });
  });
  it('refuses an import that does not hold it', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf(stays(4)));
    expect((await refusalOf(pointSlice(bench.context, { ...slice, month: '2026-09', importId: 'imp_1' }))).code).toBe(
      'cost.import-lacks-slice',
    );
    expect((await refusalOf(pointSlice(bench.context, { ...slice, hospitalId: 'b', importId: 'imp_1' }))).code).toBe(
      'cost.import-lacks-slice',
    );
    expect((await refusalOf(pointSlice(bench.context, { ...slice, importId: 'imp_9' }))).code).toBe(
      'cost.import-lacks-slice',
    );
  });
});

describe('a trend', () => {
  it('expects a hospital through its last month', async () => {
    const { context } = costBench(three);
    const expectedIn = async (from: string, until: string) =>
      (await trend(context, { ...october, from, until, level: 2 })).series[0]?.points[0]?.expected;
    expect(await expectedIn('2026-09', '2026-10')).toBe(2);
    expect(await expectedIn('2026-10', '2026-11')).toBe(1);
  });
  it('of a county holds its own hospitals only', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf(stays(4)));
    await bring(bench, 'b', csvOf(stays(2, () => ({ XYF: '94.00' }))));
    const of = async (scope: TrendCommand['scope']) =>
      (await trend(bench.context, { ...october, scope })).series.at(-1)?.points[0];
    expect(await of({ kind: 'county', regionId: 'south' })).toMatchObject({ value: 100, expected: 1 });
    expect(await of({ kind: 'city' })).toMatchObject({
      numerator: 30_400,
      denominator: 6,
      value: 50.67,
      unweightedMean: 63,
    });
    expect(await of({ kind: 'hospital', hospitalId: 'b' })).toMatchObject({ value: 100 });
    expect((await refusalOf(of({ kind: 'county', regionId: 'east' }))).code).toBe('absent');
  });
  it('of a ward nobody left is zero where the front pages are in and missing where they are not', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf(stays(4)));
    const scope = { kind: 'ward', wardId: 'a/W2' } as const;
    const points = (await trend(bench.context, { ...october, scope, from: '2026-09' })).series[0]?.points;
    expect(points).toMatchObject([
      { status: 'missing', denominator: null },
      { status: 'complete', denominator: 0, value: null },
    ]);
  });
  it('uses the return where front pages are missing, and front pages where both are in', async () => {
    const bench = costBench(three);
    const path = tempFile('月份,出院人次,住院医疗收入,住院药品收入\n2026-09,10,1000,500\n2026-10,10,1000,500');
    await importFile(bench.context, {
      dataset: 'inpatientReturn',
      hospitalId: 'a',
      source: { kind: 'path', path },
      dryRun: false,
    });
    await bring(bench, 'a', csvOf(stays(4)));
    const scope = { kind: 'hospital', hospitalId: 'a' } as const;
    const values = async (measure: string) =>
      (await trend(bench.context, { ...october, measure, scope, from: '2026-09' })).series[0]?.points.map(
        (point) => point.value,
      );
    expect(await values('totalCostPerDischarge')).toEqual([100, 100]);
    // What finance calls a drug is another measure.
    expect(await values('drugCostPerDischarge')).toEqual([null, 26]);
    expect(await values('financeDrugCostPerDischarge')).toEqual([50, 50]);
  });
  it('carries the published series of its measure', async () => {
    const { context } = costBench(three);
    expect((await trend(context, october)).references.map((line) => line.id)).toContain('nationalDrugCostPerDischarge');
  });
  it.each([
    [{ measure: 'nothing' }, 'cost.measure-unknown'],
    [{ version: 2 }, 'cost.version-unknown'],
    [{ from: '2026-11' }, 'cost.range-empty'],
  ])('with %j is refused as %s', async (changes, code) => {
    const { context } = costBench(three);
    expect((await refusalOf(trend(context, { ...october, ...changes }))).code).toBe(code);
  });
  it('as bytes is the same answer, kept until a slice or a place changes, and never shown out of scope', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf(stays(4)));
    const first = await trendBytes(bench.context, october);
    expect(JSON.parse(Buffer.from(first).toString())).toEqual(
      JSON.parse(JSON.stringify(await trend(bench.context, october))),
    );
    expect(await trendBytes(bench.context, october)).toBe(first);
    expect(await trendBytes({ ...bench.context, places: { ...bench.context.places, version: 2 } }, october)).not.toBe(
      first,
    );
    await bring(bench, 'b', csvOf(stays(2)));
    expect(await trendBytes(bench.context, october)).not.toBe(first);
    const scope = { kind: 'hospital', hospitalId: 'a' } as const;
    await trendBytes(bench.context, { ...october, scope });
    bench.outOfReach.add('a');
    expect((await refusalOf(trendBytes(bench.context, { ...october, scope }))).code).toBe('absent');
  });
});

describe('the wards of a hospital', () => {
  const command = { measure: 'drugCostPerDischarge', version: null, hospitalId: 'a', month: '2026-10' };
  it('stand side by side with the unmapped ones and the empty ones', async () => {
    const bench = costBench(three);
    const lastYear = stays(2, (at) => ({ BAH: `Y${at}`, RYSJ: '', CYSJ: '2025-10-02', XYF: '7.00' }));
    await bring(bench, 'a', csvOf([...stays(3), frontPage({ BAH: 'U', CYBF: 'W9', XYF: '94.00' }), ...lastYear]));
    expect(await wards(bench.context, command)).toMatchObject({
      status: 'complete',
      attribution: 'discharge-ward',
      total: { numerator: 17_800, denominator: 4, value: 44.5 },
      wards: [
        { wardId: null, name: null, value: 100, yoy: null, share: 0.5618 },
        { wardId: 'a/W1', name: 'W1病区', value: 26, yoy: 1, share: 0.4382, small: true },
        { wardId: 'a/W2', numerator: 0, denominator: 0, value: null, share: 0 },
      ],
    });
  });
  it('are missing where only a return is in', async () => {
    const bench = costBench(three);
    expect(await wards(bench.context, command)).toMatchObject({
      status: 'missing',
      total: { numerator: null },
      wards: [],
    });
  });
  it('cannot be asked for what is not known by ward', async () => {
    const { context } = costBench(three);
    expect((await refusalOf(wards(context, { ...command, measure: 'outpatientCostPerVisit' }))).code).toBe(
      'cost.measure-not-by-ward',
    );
  });
});

describe('completeness', () => {
  it('tells in, partial, late and awaited for every month that is owed', async () => {
    const bench = costBench(three);
    await bring(bench, 'a', csvOf([...stays(30), frontPage({ BAH: 'X', HLF: '-1', ZFY: '1' })]));
    const answer = await completeness(bench.context, { scope: { kind: 'city' }, from: '2026-09', until: '2026-11' });
    const of = (hospitalId: string) =>
      answer.hospitals
        .find((row) => row.hospitalId === hospitalId)
        ?.months.map(({ month, slices: { inpatientRows } }) => [month, inpatientRows.status, inpatientRows.daysLate]);
    expect(of('a')).toEqual([
      ['2026-09', 'late', 31],
      ['2026-10', 'partial', 0],
    ]);
    expect(of('c')).toEqual([['2026-09', 'late', 31]]);
    // The last day on which October's figures are in time is the day they are asked for: 20 November.
    expect(answer.totals.inpatientRows).toEqual({ complete: 0, partial: 1, late: 3, awaited: 1 });
    const stricter = await answered(bench.context, completenessQuestion, {
      scope: { kind: 'city' },
      from: '2026-10',
      until: '2026-11',
      dueDay: 19,
    });
    expect(stricter.totals.inpatientRows).toEqual({ complete: 0, partial: 1, late: 1, awaited: 0 });
    expect(stricter.hospitals[0]?.months[0]?.slices.inpatientRows).toEqual({
      status: 'partial',
      arrivedOn: '2026-11-20',
      daysLate: 1,
    });
    const county = await completeness(bench.context, {
      scope: { kind: 'county', regionId: 'south' },
      from: '2026-09',
      until: '2026-11',
    });
    expect(county.hospitals.map((row) => row.hospitalId)).toEqual(['b']);
  });
});

it('a long prescription is taken out where it is reported', async () => {
  const bench = costBench(three);
  const path = tempFile(
    '月份,门诊人次,门诊收入,门诊药品收入,长期处方人次,长期处方药品费\n2026-09,100,20000,9000,10,1800\n2026-10,100,20000,9000,,',
  );
  await importFile(bench.context, {
    dataset: 'outpatientReturn',
    hospitalId: 'a',
    source: { kind: 'path', path },
    dryRun: false,
  });
  const scope = { kind: 'hospital', hospitalId: 'a' } as const;
  const { series } = await trend(bench.context, {
    ...october,
    measure: 'outpatientDrugCostPerVisit',
    scope,
    from: '2026-09',
  });
  expect(series[0]?.points.map((point) => point.value)).toEqual([80, 90]);
});
