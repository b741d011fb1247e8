import { describe, expect, it } from 'vitest';
import { sumsOf } from '../../../src/core/cost/sums.ts';
import { addToMonth } from '../../../src/core/time.ts';
import { answered } from '../../../src/usecases/cost/cost-answer.ts';
import { drillQuestion } from '../../../src/usecases/cost/question/cost-drill.ts';
import { peersQuestion } from '../../../src/usecases/cost/question/cost-peers.ts';
import { savingsQuestion } from '../../../src/usecases/cost/question/cost-savings.ts';
import { trendQuestion } from '../../../src/usecases/cost/question/cost-trend.ts';
import { wardsQuestion } from '../../../src/usecases/cost/question/cost-wards.ts';
import { effect } from '../../../src/usecases/signals/effect.ts';
import { funnel } from '../../../src/usecases/signals/funnel.ts';
import { rateMixQuestion } from '../../../src/usecases/signals/rate-mix.ts';
import { judgedSeries, wholeSeries } from '../../../src/usecases/signals/signal-series.ts';
import { type CostBench, costBench, measures, refusalOf } from '../../support/cost.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const hospitals = ids.map((hospitalId) => ({ hospitalId, level: 3, wards: ['W1'] }) as const);
const [old, now] = ['CHS-DRG 1.1', 'CHS-DRG 2.0'];
const regroupedIn = '2026-01';

/** Months from 2024-07 to 2026-09 of every hospital; the grouper changes in January 2026 unless a test says otherwise. */
async function city(
  grouperOf: (hospitalId: string, month: string) => string | null = (_, month) => (month < regroupedIn ? old : now),
): Promise<CostBench> {
  const bench = costBench(hospitals);
  let position = 0;
  for (const [at, hospitalId] of ids.entries()) {
    for (let step = 0; step < 27; step += 1) {
      const month = addToMonth('2024-07', step);
      const importId = `${hospitalId}-${month}`;
      const slice = { hospitalId, month, dataset: 'inpatientRows' } as const;
      const grouper = grouperOf(hospitalId, month);
      await bench.store.beginImport({ importId, origin: 'generated', dataset: 'inpatientRows', startedAt: month });
      const sums = { discharges: 100, drugFen: 250_000, totalFen: 900_000, weightedDischarges: 100 };
      await bench.store.finishImport(importId, {
        identitySha256: importId,
        fileSha256: importId,
        summary: '{}',
        slices: [{ ...slice, rows: 1, rejected: 0, state: 'complete', grouper }],
        wardMonths: [
          {
            hospitalId,
            month,
            wardId: `${hospitalId}/W1`,
            sums: sumsOf({ ...sums, weightE4: 1_000_000 + at * 10_000 + (step % 3) * 1_000 }),
          },
        ],
        hospitalMonths: [],
        codes: { ward: [], drg: [] },
      });
      position += 1;
      await bench.store.pointTo([{ ...slice, importId, state: 'complete', position }]);
    }
  }
  return bench;
}

const asked = { measure: 'caseMixIndex', version: null, scope: { kind: 'hospital', hospitalId: 'a' } } as const;
const trend = { ...asked, level: null, prices: null, from: '2025-11', until: '2026-03' } as const;

describe('a regrouping', () => {
  it('breaks the series visibly: every point says its grouper, and there is no growth over the change', async () => {
    const { context } = await city();
    const { series } = await answered(context, trendQuestion, { ...trend, grain: 'month' });
    const shown = series[0]?.points.map(({ period, groupers, yoyAbsent, momAbsent }) => {
      return [period, groupers, yoyAbsent, momAbsent];
    });
    expect(shown).toEqual([
      ['2025-11', [old], null, null],
      ['2025-12', [old], null, null],
      ['2026-01', [now], 'grouper-changed', 'grouper-changed'],
      ['2026-02', [now], 'grouper-changed', null],
    ]);
    expect(series[0]?.points.every(({ value }) => value !== null)).toBe(true);
  });

  it('leaves a period of both, and a pool of both, without a value', async () => {
    const { context } = await city((_, month) => (month < '2026-02' ? old : now));
    const quarter = { ...trend, grain: 'quarter', from: '2025-10', until: '2026-04' } as const;
    const { series } = await answered(context, trendQuestion, quarter);
    expect(series[0]?.points.map(({ groupers, value }) => [groupers, value === null])).toEqual([
      [[old], false],
      [[old, now], true],
    ]);
    const mixed = await city((hospitalId) => (hospitalId < 'd' ? old : now));
    const whole = await answered(mixed.context, trendQuestion, { ...trend, scope: { kind: 'city' }, grain: 'month' });
    expect(whole.series[0]?.points[0]).toMatchObject({ groupers: [old, now], value: null, unweightedMean: null });
    const drill = {
      ...asked,
      scope: { kind: 'county', regionId: 'north' },
      level: 3,
      from: '2026-02',
      until: '2026-03',
    };
    const { groups } = await answered(mixed.context, drillQuestion, drill as never);
    expect(groups[0]?.total).toMatchObject({ value: null, groupers: [old, now] });
    expect(groups[0]?.parts[0]).toMatchObject({ groupers: [old], yoyAbsent: null });
  });

  it('does not touch a measure that does not rest on it', async () => {
    const { context } = await city();
    const cost = { ...trend, measure: 'drugCostPerDischarge', grain: 'month' } as const;
    const { series } = await answered(context, trendQuestion, cost);
    expect(series[0]?.points[2]).toMatchObject({ period: '2026-01', groupers: [], yoy: 0, mom: 0 });
  });

  it('is refused where two sides are compared, by name', async () => {
    const { context } = await city();
    const refusals = await Promise.all([
      refusalOf(
        answered(context, rateMixQuestion, {
          ...asked,
          scope: { kind: 'city' },
          by: 'hospital',
          before: { from: '2025-02', until: '2025-03' },
          after: { from: '2026-02', until: '2026-03' },
        }),
      ),
      refusalOf(
        effect(context, {
          ...asked,
          level: null,
          from: '2024-07',
          until: '2026-10',
          since: '2025-09',
          harmonics: 0,
          lag: null,
          comparator: [],
        }),
      ),
      refusalOf(
        answered(context, savingsQuestion, {
          ...asked,
          measure: 'caseMixAdjustedDrugCost',
          of: 'hospitals',
          scope: { kind: 'city' },
          acrossLevels: false,
          from: '2025-12',
          until: '2026-02',
        }),
      ),
      refusalOf(
        funnel(context, {
          ...asked,
          scope: { kind: 'city' },
          of: 'hospital',
          level: 3,
          specialty: null,
          from: '2025-11',
          until: '2026-02',
        }),
      ),
    ]);
    for (const { code, parameters } of refusals) {
      expect([code, parameters.groupers]).toEqual(['cost.groupers-differ', [old, now]]);
    }
  });

  it('lets a unit be ranked among those of its own grouper only', async () => {
    const { context } = await city((hospitalId) => (hospitalId === 'f' ? now : old));
    const peers = { ...asked, acrossLevels: false, from: '2026-02', until: '2026-03' };
    const { months } = await answered(context, peersQuestion, peers);
    expect(months[0]).toMatchObject({ grouper: old, ranked: 5, expected: 6, rank: 1 });
    const alone = { ...peers, scope: { kind: 'hospital', hospitalId: 'f' } } as const;
    expect((await answered(context, peersQuestion, alone)).months[0]).toMatchObject({ ranked: 1, rank: null });
  });

  it('ends the limits of a chart until somebody sets a baseline, and a ward has no growth over it', async () => {
    const { context } = await city();
    const measure = measures.get('caseMixIndex');
    if (measure === undefined) throw new Error('there is a case-mix index');
    const owner = { scope: asked.scope, level: null };
    const points = wholeSeries(context, await context.live.current(), { measure, version: null, ...owner }, '2026-10');
    const judged = judgedSeries({ measure }, points, []);
    expect(judged.map(({ notJudged }) => notJudged)).toEqual([
      ...Array.from({ length: 18 }, () => null),
      ...Array.from({ length: 9 }, () => 'grouper-changed'),
    ]);
    const table = { ...asked, hospitalId: 'a' };
    const growths = async (month: string) =>
      (await answered(context, wardsQuestion, { ...table, month })).wards.map(({ yoy }) => yoy);
    expect(await growths('2025-12')).toEqual([expect.any(Number)]);
    expect(await growths('2026-01')).toEqual([null]);
  });
});
