import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReturnDataset } from '../../../src/core/cost/returns.ts';
import { importFile, pointSlice } from '../../../src/usecases/cost/cost.ts';
import { answered } from '../../../src/usecases/cost/cost-answer.ts';
import { trendQuestion } from '../../../src/usecases/cost/question/cost-trend.ts';
import { blocksOf, type CostBench, costBench } from '../../support/cost.ts';

/** A cell as somebody writes it, and what it says: null is blank, undefined cannot be read. */
interface Written {
  readonly text: string;
  readonly says: number | null | undefined;
}
interface Row {
  readonly hospital: string;
  readonly month: { readonly text: string; readonly says: string | null };
  readonly cells: readonly Written[];
}
interface File {
  readonly dataset: ReturnDataset;
  readonly rows: readonly Row[];
}

/** Columns as hospitals head them: whether they may be blank, and whether they are money. */
const columns: Readonly<Record<ReturnDataset, readonly (readonly [name: string, kind: string])[]>> = {
  inpatientReturn: [
    ['出院人次', 'count'],
    ['住院总费用', 'money'],
    ['住院药品费用', 'money'],
    ['中药饮片费', 'money?'],
  ],
  outpatientReturn: [
    ['门诊人次', 'count'],
    ['门诊总费用', 'money'],
    ['门诊药品费用', 'money'],
    ['长期处方人次', 'count?'],
    ['长期处方药品费', 'money?'],
  ],
  reviewReturn: [
    ['处方总数', 'count'],
    ['点评处方数', 'count'],
    ['不合理处方数', 'count'],
  ],
};
/** Column `part` may not exceed column `whole`. */
const parts: Readonly<Record<ReturnDataset, readonly (readonly [part: number, whole: number])[]>> = {
  inpatientReturn: [
    [2, 1],
    [3, 2],
  ],
  outpatientReturn: [
    [2, 1],
    [4, 2],
    [3, 0],
  ],
  reviewReturn: [
    [1, 0],
    [2, 1],
  ],
};
/** What is asked of each return, as its definition reads in words. */
const measures = {
  financeDrugCostPerDischarge: { of: 'inpatientReturn', ratio: ([d, , n]: Sums) => [n, d], scale: 100 },
  outpatientDrugCostPerVisit: {
    of: 'outpatientReturn',
    ratio: ([d, , n, long, longDrug]: Sums) => [Number(n) - (longDrug ?? 0), Number(d) - (long ?? 0)],
    scale: 100,
  },
  irrationalPrescriptionShare: { of: 'reviewReturn', ratio: ([, d, n]: Sums) => [n, d], scale: 1 },
} as const;
type Sums = readonly (number | null)[];

const hospitals = [
  { hospitalId: 'h0', level: 3, until: null },
  { hospitalId: 'h1', level: 3, until: '2026-10-01' },
  { hospitalId: 'h2', level: 2, until: null },
] as const;
const months = ['2025-09', '2026-08', '2026-09', '2026-10'];

/** Sums of later columns are smaller, so that most rows are good; zero often, as a denominator too. */
const cellOf = (kind: string, at: number): fc.Arbitrary<Written> => {
  const most = Math.floor(4_000_000 / 8 ** at);
  const number = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 6, arbitrary: fc.nat(most) });
  const thousands = (whole: number) => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  const forms: ((said: number) => string)[] = kind.startsWith('money')
    ? [
        (fen) => (fen / 100).toFixed(2),
        (fen) => `${thousands(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`,
        (fen) => `¥${(fen / 100).toFixed(3)}`,
        (fen) => `${(fen / 100).toFixed(2)}元`,
      ]
    : [String, thousands, (count) => `${count}.0`];
  const good = fc.tuple(number, fc.constantFrom(...forms)).map(([says, form]): Written => ({ text: form(says), says }));
  const blank: fc.Arbitrary<Written> = fc
    .constantFrom('', '-')
    .map((text) => ({ text, says: kind.endsWith('?') ? null : undefined }));
  const bad: fc.Arbitrary<Written> = fc
    .constantFrom('约三十', '12.345', '-1', '1,23')
    .map((text) => ({ text, says: undefined }));
  return fc.oneof(
    { weight: 40, arbitrary: good },
    { weight: kind.endsWith('?') ? 20 : 1, arbitrary: blank },
    { weight: 1, arbitrary: bad },
  );
};
const monthOf = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .tuple(fc.constantFrom(...months), fc.constantFrom('-', '/', '年', ''))
      .map(([says, between]) => ({ text: says.replace('-', between) + (between === '年' ? '月' : ''), says })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2026-13', '2026-12', '2016-10', '十月').map((text) => ({ text, says: null })),
  },
);
const fileOf = (dataset: ReturnDataset): fc.Arbitrary<File> =>
  fc.record({
    dataset: fc.constant(dataset),
    rows: fc.array(
      fc.record({
        hospital: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...hospitals.map((one) => one.hospitalId)) },
          { weight: 1, arbitrary: fc.constantFrom('', 'h9') },
        ),
        month: monthOf,
        cells: fc.tuple(...columns[dataset].map(([, kind], at) => cellOf(kind, at))),
      }),
      { minLength: 1, maxLength: 9 },
    ),
  });
const files = fc.array(fc.oneof(fileOf('inpatientReturn'), fileOf('outpatientReturn'), fileOf('reviewReturn')), {
  minLength: 4,
  maxLength: 9,
});
/** Which slice is pointed back, and to which of its imports; one beyond them takes it out. */
const back = fc.array(fc.tuple(fc.nat(20), fc.nat(3)), { maxLength: 4 });

type Live = Map<string, { readonly importId: string; readonly sums: Sums } | null>;

it('returns in any order, corrected and pointed back, are answered as plain loops over their rows would', {
  timeout: 60_000,
}, async () => {
  let [taken, refused, pointed] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(files, back, async (sent, turns) => {
      const bench = costBench(hospitals);
      const ever = new Map<string, { readonly importId: string; readonly sums: Sums }[]>();
      const live: Live = new Map();
      for (const [number, file] of sent.entries()) {
        const rows = goodRows(file);
        const summary = await send(bench, file, number);
        expect([summary.rows, summary.rejected]).toEqual([rows.size, file.rows.length - rows.size]);
        for (const [key, sums] of rows) {
          const own = { importId: summary.importId ?? '', sums };
          ever.set(key, [...(ever.get(key) ?? []), own]);
          live.set(key, own);
        }
        taken += rows.size;
        refused += file.rows.length - rows.size;
      }
      for (const [which, turn] of turns) {
        const [key, imports] = [...ever][which] ?? [];
        if (key === undefined || imports === undefined) continue;
        const wanted = imports[turn] ?? null;
        if ((live.get(key)?.importId ?? null) === (wanted?.importId ?? null)) continue;
        const [dataset = '', hospitalId = '', month = ''] = key.split(' ');
        const slice = { dataset: dataset as ReturnDataset, hospitalId, month };
        await pointSlice(bench.context, { ...slice, importId: wanted?.importId ?? null });
        live.set(key, wanted);
        pointed += 1;
      }
      await check(bench, live);
    }),
    { numRuns: 40, endOnFailure: true },
  );
  // A generator that never made a bad row, or never a second import, would try nothing.
  expect(Math.min(taken, refused, pointed)).toBeGreaterThan(10);
});

async function send({ context }: CostBench, { dataset, rows }: File, number: number) {
  const quoted = (text: string) => (text.includes(',') ? `"${text}"` : text);
  const lines = rows.map(({ hospital, month, cells }) =>
    [hospital, month.text, ...cells.map(({ text }) => quoted(text)), `第${number}次`].join(','),
  );
  const head = ['医院代码', '月份', ...columns[dataset].map(([name]) => name), '填表人'].join(',');
  const source = { kind: 'stream', stream: blocksOf([head, ...lines].join('\n'), 50) } as const;
  return importFile(context, { dataset, hospitalId: null, source, dryRun: false });
}

/** The rows that a careful person would take, by slice: each whole or not at all. */
function goodRows({ dataset, rows }: File): Map<string, Sums> {
  const good = new Map<string, Sums>();
  for (const { hospital, month, cells } of rows) {
    const key = `${dataset} ${hospital} ${month.says}`;
    if (!hospitals.some((one) => one.hospitalId === hospital) || month.says === null || good.has(key)) continue;
    if (cells.some(({ says }) => says === undefined)) continue;
    const sums = cells.map(({ says }) => says ?? null);
    if (parts[dataset].some(([part, whole]) => (sums[part] ?? 0) > (sums[whole] ?? 0))) continue;
    good.set(key, sums);
  }
  return good;
}

async function check({ context }: CostBench, live: Live): Promise<void> {
  for (const [measure, { of, ratio, scale }] of Object.entries(measures)) {
    const command = { measure, version: null, scope: { kind: 'city' }, level: null, prices: null } as const;
    const range = { grain: 'month', from: '2026-08', until: '2026-11' } as const;
    const { series } = await answered(context, trendQuestion, { ...command, ...range });
    expect(series.map(({ level }) => level)).toContain(3);
    const pooled = (level: number | null, month: string) => {
      const owed = hospitals.filter((one) => owes(one, month) && (level === null || one.level === level));
      const ratios = owed.flatMap(({ hospitalId }): [number, number][] => {
        const sums = live.get(`${of} ${hospitalId} ${month}`)?.sums;
        if (sums === undefined) return [];
        const [numerator, denominator] = ratio(sums);
        return [[Number(numerator), Number(denominator)]];
      });
      const n = ratios.reduce((sum, [one]) => sum + one, 0);
      const d = ratios.reduce((sum, [, one]) => sum + one, 0);
      const found = ratios.length === 0 ? { n: null, d: null } : { n, d };
      return { ...found, value: d === 0 ? null : n / scale / d, reporting: ratios.length, expected: owed.length };
    };
    for (const { level, points } of series) {
      for (const point of points) {
        const naive = pooled(level, point.period);
        const { numerator, denominator, reporting, expected } = point;
        expect([numerator, denominator, reporting, expected]).toEqual([
          naive.n,
          naive.d,
          naive.reporting,
          naive.expected,
        ]);
        near(point.value, naive.value, scale === 1 ? 4 : 2);
        const before = pooled(level, point.period.replace('2026', '2025')).value;
        near(point.yoy, naive.value === null || !before ? null : naive.value / before - 1, 4);
      }
    }
  }
}

function owes({ until }: (typeof hospitals)[number], month: string): boolean {
  return until === null || until > `${month}-01`;
}

function near(answer: number | null, naive: number | null, digits: number): void {
  if (naive === null) expect(answer).toBeNull();
  else expect(Math.abs((answer ?? Number.NaN) - naive)).toBeLessThanOrEqual(0.500001 * 10 ** -digits);
}
