import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type DemoHospital, demoCost, demoCostGenerator } from '../../src/demo/cost.ts';
import {
  frontPageSample,
  sampleMonth,
  sampleRows,
  sampleSeed,
  sampleUnmappedCode,
  sampleWardCodes,
} from '../../src/demo/front-page-sample.ts';
import { loadRollups } from '../../src/intake/rollup-load.ts';
import { importFile } from '../../src/usecases/cost/cost.ts';
import { answered } from '../../src/usecases/cost/cost-answer.ts';
import { completenessQuestion } from '../../src/usecases/cost/question/cost-completeness.ts';
import { trendQuestion } from '../../src/usecases/cost/question/cost-trend.ts';
import { costBench, seeded } from '../support/cost.ts';

const specialties = [
  '心血管内科',
  '呼吸内科',
  '肿瘤科',
  '骨科',
  '普外科',
  '妇产科',
  '儿科',
  '神经内科',
  '中医科',
  '重症医学科',
];
const hospitals: DemoHospital[] = Array.from({ length: 22 }, (_, at) => ({
  hospitalId: `h${at}`,
  level: at < 7 ? 3 : 2,
  wards: Array.from({ length: 19 }, (_, ward) => ({
    wardId: `h${at}/w${ward}`,
    specialty: specialties[ward % 10] as string,
  })),
}));
const settings = { hospitals, until: '2026-11', months: 36, leaveOut: 'h7' };

it('the demo city has the magnitudes of the field, gaps, and a hospital left for the tour', async () => {
  const bench = costBench(hospitals.map(({ hospitalId, level }) => ({ hospitalId, level })));
  const loads = demoCost({ ...settings, random: seeded(1) });
  const entries = [];
  for (const [at, load] of loads.entries()) {
    entries.push(
      ...(await loadRollups(bench.store, {
        ...load,
        importId: `demo-${at}`,
        startedAt: '2026-11-20T01:00:00.000Z',
        generator: demoCostGenerator,
      })),
    );
  }
  await bench.store.syncLive(
    entries.map((entry, position) => ({ ...entry, dataset: entry.dataset as 'inpatientRows', position })),
  );
  const command = {
    version: null,
    scope: { kind: 'city' },
    level: null,
    grain: 'month',
    from: '2023-11',
    until: '2026-11',
    prices: null,
  } as const;
  const total = (await answered(bench.context, trendQuestion, { ...command, measure: 'totalCostPerDischarge' })).series;
  const mean = (at: number) => {
    const points = total[at]?.points ?? [];
    return points.reduce((sum, point) => sum + (point.value ?? 0), 0) / points.length;
  };
  expect(mean(0)).toBeGreaterThan(11_000);
  expect(mean(0)).toBeLessThan(16_000);
  expect(mean(1)).toBeGreaterThan(5_000);
  expect(mean(1)).toBeLessThan(7_500);
  const share =
    (await answered(bench.context, trendQuestion, { ...command, measure: 'drugShare' })).series[2]?.points.map(
      (point) => point.value ?? 0,
    ) ?? [];
  expect(Math.max(...share)).toBeLessThan(0.3);
  expect(Math.min(...share)).toBeGreaterThan(0.18);
  const { totals, hospitals: rows } = await answered(bench.context, completenessQuestion, {
    dueDay: 15,
    scope: command.scope,
    from: '2023-11',
    until: '2026-11',
  });
  expect(totals.inpatientRows.late).toBeGreaterThan(5);
  expect(totals.inpatientRows.partial).toBeGreaterThan(5);
  expect(rows.find((row) => row.hospitalId === 'h7')?.months.at(-1)?.slices.inpatientRows.status).toBe('late');
});

it('cases by group and drugs by ward add up to what the wards say', () => {
  const loads = demoCost({ ...settings, hospitals: hospitals.slice(0, 3), random: seeded(1) });
  const total = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const of = (dataset: string) => loads.filter((load) => load.dataset === dataset);
  for (const { wardMonths, drgMonths = [] } of of('inpatientRows')) {
    for (const name of ['discharges', 'bedDays', 'totalFen', 'drugFen', 'weightE4'] as const) {
      expect(total(drgMonths.map((row) => row[name]))).toBe(total(wardMonths.map((row) => row.sums[name])));
    }
  }
  for (const { wardMonths, wardMonthDrugs = [] } of of('drugLines')) {
    const inpatient = wardMonthDrugs.filter((row) => row.setting === 'inpatient');
    expect(total(inpatient.map((row) => row.sums.amountFen))).toBe(total(wardMonths.map((row) => row.sums.drugFen)));
    expect(total(wardMonthDrugs.map((row) => row.sums.longFen))).toBe(
      total(wardMonths.map((row) => row.sums.longDrugFen)),
    );
    expect(inpatient.length).toBeGreaterThan(500);
  }
});

it('is the same for the same seed and another for another', () => {
  const first = JSON.stringify(demoCost({ ...settings, random: seeded(1) }));
  expect(JSON.stringify(demoCost({ ...settings, random: seeded(1) }))).toBe(first);
  expect(JSON.stringify(demoCost({ ...settings, random: seeded(2) }))).not.toBe(first);
});

const sampleFile = fileURLToPath(new URL('../../seeds/demo/front-page-sample.csv', import.meta.url));

it('the sample file is what its generator makes, and imports as a partial month with one unmapped ward', async () => {
  const made = frontPageSample({
    rows: sampleRows,
    month: sampleMonth,
    wardCodes: sampleWardCodes,
    random: seeded(sampleSeed),
  });
  expect(readFileSync(sampleFile, 'utf8') === made).toBe(true);
  const { context } = costBench([{ hospitalId: 'h', level: 2, wards: sampleWardCodes }]);
  const done = await importFile(context, {
    dataset: 'inpatientRows',
    hospitalId: 'h',
    source: { kind: 'path', path: sampleFile },
    dryRun: false,
  });
  expect(done).toMatchObject({
    outcome: 'stored',
    slices: [{ month: sampleMonth, state: 'partial' }],
    unmappedWardCodes: [{ code: sampleUnmappedCode }],
  });
  expect(done.rejected).toBeGreaterThan(30);
  expect(done.rejected).toBeLessThan(80);
  expect(JSON.stringify(done)).not.toMatch(/演示患者|示例路|高血压/);
  expect(new Set(done.rejects.map((reject) => reject.code)).size).toBeGreaterThan(5);
});
