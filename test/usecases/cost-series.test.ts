import { describe, expect, it } from 'vitest';
import type { SliceState } from '../../src/core/cost/slice.ts';
import { type Dataset, sumsOf, type WardMonth } from '../../src/core/cost/sums.ts';
import { liveCostReader } from '../../src/usecases/cost/cost-live.ts';
import { type SeriesCommand, seriesOf } from '../../src/usecases/cost/cost-series.ts';
import { type CostBench, costBench, refusalOf } from '../support/cost.ts';

const places = [
  { hospitalId: 'a', level: 3, wards: ['W1', 'W2'] },
  { hospitalId: 'b', level: 2, regionId: 'south', wards: ['W1'] },
] as const;

const command: SeriesCommand = {
  measure: 'drugCostPerDischarge',
  version: null,
  scope: { kind: 'hospital', hospitalId: 'a' },
  level: null,
  from: '2026-08',
  until: '2026-11',
};

let imports = 0;

/** Stores one import of ward-months and makes it live. @returns its id. */
async function bring(
  { store }: CostBench,
  rows: readonly { ward: string | null; month: string; drug: number; discharges: number }[],
  state: SliceState = 'complete',
  hospitalId = 'a',
): Promise<string> {
  imports += 1;
  const importId = `imp_${imports}`;
  const dataset: Dataset = 'inpatientRows';
  const months = [...new Set(rows.map((row) => row.month))];
  await store.beginImport({ importId, origin: 'generated', dataset, startedAt: '2026-11-01T00:00:00.000Z' });
  await store.finishImport(importId, {
    identitySha256: importId,
    fileSha256: importId,
    summary: '{}',
    slices: months.map((month) => ({ hospitalId, month, dataset, rows: 1, rejected: 0, state })),
    wardMonths: rows.map(
      ({ ward, month, drug, discharges }): WardMonth => ({
        hospitalId,
        month,
        wardId: ward === null ? null : `${hospitalId}/${ward}`,
        sums: sumsOf({ drugFen: drug, discharges }),
      }),
    ),
    hospitalMonths: [],
    codes: { ward: [], drg: [] },
  });
  for (const month of months) await point(store, month, importId, state, hospitalId);
  return importId;
}

async function point(
  store: CostBench['store'],
  month: string,
  importId: string | null,
  state: SliceState = 'complete',
  hospitalId = 'a',
): Promise<void> {
  position += 1;
  await store.pointTo([{ hospitalId, month, dataset: 'inpatientRows', importId, state, position }]);
}
let position = 0;

describe('the monthly series of a measure', () => {
  it('has every month of the range; a missing one is missing and not zero', async () => {
    const bench = costBench(places);
    await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 90_000, discharges: 30 }]);
    expect(await seriesOf(bench.context, command)).toEqual([
      { month: '2026-08', status: 'missing', numerator: null, denominator: null, value: null, small: false, ...one(0) },
      { month: '2026-09', status: 'complete', numerator: 90_000, denominator: 30, value: 30, small: false, ...one(1) },
      { month: '2026-10', status: 'missing', numerator: null, denominator: null, value: null, small: false, ...one(0) },
    ]);
  });

  it('of a ward is zero where its hospital’s pages are in and nobody left it, and small below the threshold', async () => {
    const bench = costBench(places);
    await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 60_000, discharges: 29 }], 'partial');
    const ward = (wardId: string) => seriesOf(bench.context, { ...command, scope: { kind: 'ward', wardId } });
    expect((await ward('a/W1'))[1]).toMatchObject({ status: 'partial', denominator: 29, small: true });
    expect((await ward('a/W2'))[1]).toMatchObject({ status: 'partial', numerator: 0, denominator: 0, value: null });
    expect((await ward('a/W2'))[2]).toMatchObject({ status: 'missing', numerator: null });
  });

  it('of a city pools the hospitals of one level or of all', async () => {
    const bench = costBench(places);
    await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 60_000, discharges: 30 }]);
    await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 10_000, discharges: 10 }], 'complete', 'b');
    const city = async (level: 2 | 3 | null) =>
      (await seriesOf(bench.context, { ...command, scope: { kind: 'city' }, level }))[1];
    expect(await city(3)).toMatchObject({ value: 20, reporting: 1, expected: 1 });
    expect(await city(2)).toMatchObject({ value: 10, reporting: 1, expected: 1 });
    expect(await city(null)).toMatchObject({ value: 17.5, reporting: 2, expected: 2 });
  });

  it('outside the scope is as absent as a place that is not there', async () => {
    const bench = costBench(places);
    bench.outOfReach.add('a');
    expect((await refusalOf(seriesOf(bench.context, command))).code).toBe('absent');
  });
});

describe('the live figures in memory', () => {
  it('follow a slice that is replaced, pointed back and taken out', async () => {
    const bench = costBench(places);
    const value = async () => (await seriesOf(bench.context, command))[1]?.value;
    const first = await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 30_000, discharges: 30 }]);
    expect(await value()).toBe(10);
    await bring(bench, [{ ward: null, month: '2026-09', drug: 60_000, discharges: 30 }]);
    expect(await value()).toBe(20);
    await point(bench.store, '2026-09', first);
    expect(await value()).toBe(10);
    await point(bench.store, '2026-09', null);
    expect(await value()).toBeNull();
  });

  it('hold a change whose entry is older than one they have read already', async () => {
    const bench = costBench(places);
    const late = await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 30_000, discharges: 30 }]);
    await point(bench.store, '2026-09', null);
    const { store } = bench;
    await store.pointTo([
      {
        hospitalId: 'b',
        month: '2026-09',
        dataset: 'inpatientRows',
        importId: null,
        state: 'complete',
        position: 9_000,
      },
    ]);
    await seriesOf(bench.context, command);
    await store.pointTo([
      {
        hospitalId: 'a',
        month: '2026-09',
        dataset: 'inpatientRows',
        importId: late,
        state: 'complete',
        position: 8_000,
      },
    ]);
    expect((await seriesOf(bench.context, command))[1]?.value).toBe(10);
  });

  it('never answer with less than was live when the question came', async () => {
    const bench = costBench(places);
    await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 30_000, discharges: 30 }]);
    const reader = liveCostReader(bench.store);
    const begun = reader.current();
    await bring(bench, [{ ward: 'W1', month: '2026-09', drug: 60_000, discharges: 30 }]);
    const after = await reader.current();
    expect(after.version).toBe(await bench.store.liveVersion());
    expect(after.hospitals.get('a')?.get('2026-09')?.get('inpatientRows')?.sums?.drugFen).toBe(60_000);
    // A question that had begun keeps the figures it began with, or newer ones.
    expect((await begun).version).toBeGreaterThanOrEqual(1);
  });
});

function one(reporting: 0 | 1) {
  return { definitionVersion: 1, reporting, expected: 1, groupers: [] };
}
