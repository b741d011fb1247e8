/**
 * `npm run bench` measures every figure in one run and prints a table; `-- --json` prints one JSON object, `-- --only NAME`
 * runs what that figure needs. Ratios compare two programs in the same run, because machines differ and drift.
 */

import { parseArgs } from 'node:util';
import { appendVsInsert } from './append.ts';
import { benchCity, demoSize, fewPagesSize, manyPagesSize, millionSize } from './city/city.ts';
import { consoleFirstLoad } from './console-load.ts';
import { frontPagesFile, importVsSqliteCli } from './cost/cost.ts';
import { hostile } from './cost/hostile.ts';
import { duringImport } from './cost/import-load.ts';
import { importMemory } from './cost/import-memory.ts';
import { bareQuestion, questionTimes } from './cost/questions.ts';
import { bareTrend, trend36 } from './cost/trend.ts';
import { postgresBenchmarks } from './postgres/figures.ts';
import { inclusionProofs, receiptSizes } from './proofs.ts';
import { recordingsPerSecond, recordVsInsert } from './record.ts';
import { replayEntriesPerS } from './replay.ts';
import { seededRandom } from './rig/closed-loop.ts';
import { atLeast, type Benchmark, type Figure, holds } from './rig/figures.ts';
import type { Offered } from './rig/offered.ts';
import { cacheFolder } from './rig/processes.ts';
import { serveCity } from './rig/server.ts';
import { rightChecksPerSecond, rightCheckVsBare } from './right-check.ts';
import { bareStanding, standing40 } from './standing.ts';
import { startUp } from './startup.ts';
import { verifyRate } from './verify-rate.ts';

/** As many as a city's large hospitals discharge in some years. */
const importRows = 1_000_000;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const lessThan = (at: number) => ({ at, kind: 'less than' }) as const;
const atMost = (at: number) => ({ at, kind: 'at most' }) as const;

const benchmarks: readonly Benchmark[] = [
  {
    names: ['rightCheckVsBare'],
    measure: async () => {
      const { ratio, note } = await rightCheckVsBare(await benchCity(demoSize, say));
      return [{ name: 'rightCheckVsBare', value: ratio, bound: atLeast(0.6), note }];
    },
  },
  {
    names: ['recordVsInsert'],
    measure: async () => {
      const { ratio, note } = await recordVsInsert(await benchCity(demoSize, say));
      return [{ name: 'recordVsInsert', value: ratio, bound: atLeast(0.25), note }];
    },
  },
  {
    names: ['recordVsInsert1ms'],
    measure: async () => {
      const { ratio, note } = await recordVsInsert(await benchCity(demoSize, say), 1_000);
      return [
        { name: 'recordVsInsert1ms', value: ratio, bound: atLeast(2), note: `1 ms added to each fsync: ${note}` },
      ];
    },
  },
  {
    names: ['appendVsInsert'],
    measure: async () => {
      const { ratio, note } = appendVsInsert();
      return [{ name: 'appendVsInsert', value: ratio, bound: atLeast(0.3), note }];
    },
  },
  {
    names: ['appendVsInsert1ms'],
    measure: async () => {
      const { ratio, note } = appendVsInsert(1_000);
      return [
        { name: 'appendVsInsert1ms', value: ratio, bound: atLeast(0.8), note: `1 ms added to each fsync: ${note}` },
      ];
    },
  },
  { names: ['standing40P99Ms', 'scaleRightCheck', 'scaleRecord', 'scaleStanding'], measure: atBothSizes },
  {
    names: ['replayEntriesPerS'],
    measure: async () => {
      const { perSecond, seconds, entries, changes } = await replayEntriesPerS(await benchCity(millionSize, say));
      const note = `${entries} entries in ${seconds.toFixed(1)} s, ${changes} doctors would change band`;
      return [{ name: 'replayEntriesPerS', value: perSecond, bound: atLeast(100_000), note }];
    },
  },
  {
    names: ['trend36P99Ms'],
    measure: async () => {
      const { completed, failed, p50Ms, p99Ms } = await trend36(await benchCity(demoSize, say));
      const note = `200 requests/s offered, ${completed} answered, ${failed} failed, median ${p50Ms.toFixed(2)} ms; ${beside(await bareTrend())}`;
      return [{ name: 'trend36P99Ms', value: p99Ms, bound: lessThan(10), note }];
    },
  },
  { names: ['questionsP99Ms', 'trendP99Ms', 'trendGrowth'], measure: questionsAtBothSizes },
  {
    names: ['importVsSqliteCli'],
    measure: async () => {
      const race = await importVsSqliteCli(cacheFolder, importRows, seededRandom(7));
      const note = `${race.rows} front pages checked in ${race.importS.toFixed(1)} s; sqlite3 .import ${race.sqliteCliS.toFixed(1)} s`;
      return [{ name: 'importVsSqliteCli', value: race.importVsSqliteCli, bound: atLeast(0.8), note }];
    },
  },
  {
    names: ['importPeakMb', 'importServerPeakMb', 'importClientPeakMb'],
    measure: async () => {
      const file = await frontPagesFile(cacheFolder, importRows, seededRandom(7));
      const { serverMb, serverBeforeMb, clientMb, aloneMb } = await importMemory(await benchCity(demoSize, say), file);
      const rows = `${importRows} front pages, the built program`;
      const before = `${serverBeforeMb.toFixed(0)} MB before the import`;
      return [
        {
          name: 'importPeakMb',
          value: aloneMb,
          bound: lessThan(250),
          note: `${rows}: the import in a process of its own`,
        },
        {
          name: 'importServerPeakMb',
          value: serverMb,
          bound: lessThan(350),
          note: `the whole server of the demo city, ${before}`,
        },
        { name: 'importClientPeakMb', value: clientMb, bound: lessThan(250), note: 'rx12 import FILE, which sends it' },
      ];
    },
  },
  {
    names: ['hostileS', 'hostileMb'],
    measure: async () => {
      const { slowestS, mostMb, note } = await hostile(await benchCity(demoSize, say));
      return [
        { name: 'hostileS', value: slowestS, bound: lessThan(2), note },
        { name: 'hostileMb', value: mostMb, bound: lessThan(200), note: 'rise of the server’s memory by one file' },
      ];
    },
  },
  {
    names: ['rightCheckDuringImport', 'recordDuringImport'],
    measure: async () => {
      const file = await frontPagesFile(cacheFolder, importRows, seededRandom(7));
      const { rightCheck, record } = await duringImport(await benchCity(demoSize, say), file);
      // 3 times the idle p99 or 100 ms, whichever is more.
      const bound = record.p99Ms <= 100 ? Math.max(3, record.ratio) : 3;
      return [
        { name: 'rightCheckDuringImport', value: rightCheck.ratio, bound: atMost(3), note: rightCheck.note },
        { name: 'recordDuringImport', value: record.ratio, bound: atMost(bound), note: record.note },
      ];
    },
  },
  {
    names: ['verifyEntriesPerS'],
    measure: async () => {
      const { perSecond, seconds, entries } = await verifyRate(await benchCity(millionSize, say));
      const note = `${entries} entries in ${seconds.toFixed(1)} s, start of the process included`;
      return [{ name: 'verifyEntriesPerS', value: perSecond, bound: atLeast(25_000), note }];
    },
  },
  {
    names: ['inclusionProofMs'],
    measure: async () => {
      const { p99Ms, medianMs, size } = await inclusionProofs(await benchCity(millionSize, say));
      const note = `median at ${size} entries, p99 ${p99Ms.toFixed(3)} ms`;
      return [{ name: 'inclusionProofMs', value: medianMs, bound: lessThan(1), note }];
    },
  },
  {
    names: ['startupMillionS'],
    measure: async () => {
      const { seconds, all } = await startUp(await benchCity(millionSize, say));
      const note = `median of ${all.map((one) => one.toFixed(2)).join(', ')} s, the built program, start of the process included`;
      return [{ name: 'startupMillionS', value: seconds, bound: lessThan(2), note }];
    },
  },
  {
    names: ['consoleFirstLoadMs'],
    measure: async () => {
      const { ms, note } = await consoleFirstLoad(await benchCity(demoSize, say));
      return [{ name: 'consoleFirstLoadMs', value: ms, bound: atMost(1_500), note }];
    },
  },
  {
    names: ['receiptBytes'],
    measure: async () => {
      const { largest, middle, count } = await receiptSizes(await benchCity(millionSize, say));
      const note = `the largest of ${count} findings without remarks, median ${middle}`;
      return [{ name: 'receiptBytes', value: largest, bound: lessThan(2_000), note }];
    },
  },
  ...postgresBenchmarks(say),
];

function beside({ p50Ms, p99Ms }: Offered): string {
  return `a bare route beside it: median ${p50Ms.toFixed(2)}, p99 ${p99Ms.toFixed(2)} ms`;
}

/** Every question over fifty thousand front pages and over five million. */
async function questionsAtBothSizes(): Promise<readonly Figure[]> {
  const few = await questionTimes(await benchCity(fewPagesSize, say));
  const many = await questionTimes(await benchCity(manyPagesSize, say));
  const shown = many.questions.map(({ name, p50Ms, p99Ms }) => `${name} ${p50Ms.toFixed(1)}/${p99Ms.toFixed(1)}`);
  const counts = `${many.completed} answered, ${many.failed} failed`;
  return [
    {
      name: 'questionsP99Ms',
      value: many.questions[0]?.p99Ms ?? Number.NaN,
      bound: lessThan(30),
      note: `50 requests/s each, ${counts}; median/p99 ms: ${shown.join(', ')}`,
    },
    {
      name: 'trendP99Ms',
      value: many.trendP99Ms,
      bound: lessThan(5),
      note: `50 requests/s over ${manyPagesSize.frontPages} front pages, median ${many.trendP50Ms.toFixed(2)} ms; ${beside(await bareQuestion())}`,
    },
    {
      name: 'trendGrowth',
      value: many.trendP50Ms / few.trendP50Ms,
      bound: atMost(1.3),
      note: `median ${few.trendP50Ms.toFixed(2)} against ${many.trendP50Ms.toFixed(2)} ms; p99 ${few.trendP99Ms.toFixed(2)} against ${many.trendP99Ms.toFixed(2)} ms`,
    },
  ];
}

/** The same three loads on the demo city's size and on a hundred thousand doctors with a million entries. */
async function atBothSizes(): Promise<readonly Figure[]> {
  const bare = await bareStanding();
  const measured = [];
  for (const size of [demoSize, millionSize]) {
    const city = await benchCity(size, say);
    const server = await serveCity(city);
    try {
      const standing = await standing40(server, city);
      const checks = await rightChecksPerSecond(server, city.doctors);
      const records = await recordingsPerSecond(server, city);
      measured.push({ standing, checks, records });
    } finally {
      await server.stop();
    }
  }
  const [small, large] = measured;
  if (small === undefined || large === undefined) throw new Error('both sizes are measured');
  const { standing } = small;
  const against = (a: number, b: number, unit: string) =>
    `${a.toFixed(2)} against ${b.toFixed(2)} ${unit}, ${demoSize.entries} and ${millionSize.entries} entries`;
  return [
    {
      name: 'standing40P99Ms',
      value: standing.p99Ms,
      bound: lessThan(10),
      note: `500 requests/s offered, ${standing.completed} answered, ${standing.failed} failed, median ${standing.p50Ms.toFixed(2)} ms; ${beside(bare)}`,
    },
    {
      name: 'scaleRightCheck',
      value: small.checks / large.checks,
      bound: atMost(1.3),
      note: against(small.checks, large.checks, 'requests/s'),
    },
    {
      name: 'scaleRecord',
      value: small.records / large.records,
      bound: atMost(1.3),
      note: against(small.records, large.records, 'recordings/s'),
    },
    {
      name: 'scaleStanding',
      value: large.standing.p50Ms / standing.p50Ms,
      bound: atMost(1.3),
      note: `median ${against(standing.p50Ms, large.standing.p50Ms, 'ms')}; p99 ${against(standing.p99Ms, large.standing.p99Ms, 'ms')}`,
    },
  ];
}

const chosen = benchmarks.filter(({ names }) => values.only === undefined || names.includes(values.only));
if (chosen.length === 0)
  throw new Error(
    `no figure is named ${values.only}; there are ${benchmarks.flatMap(({ names }) => names).join(', ')}`,
  );
const figures: Figure[] = [];
for (const { names, measure } of chosen) {
  say(`measuring ${names.join(', ')} …`);
  figures.push(...(await measure()));
}
if (values.json) {
  process.stdout.write(`${JSON.stringify(Object.fromEntries(figures.map(({ name, value }) => [name, value])))}\n`);
} else {
  for (const figure of figures) {
    const { name, value, bound, note } = figure;
    process.stdout.write(
      `${holds(figure) ? 'ok  ' : 'MISS'} ${name.padEnd(20)} ${value.toPrecision(4).padStart(9)}  ${bound ? `${bound.kind} ${bound.at}  ` : ''}(${note})\n`,
    );
  }
}
