import { benchCity, demoSize } from '../city/city.ts';
import { atLeast, type Benchmark } from '../rig/figures.ts';
import { fourVsOne, pgAppendsPerSecond } from './append.ts';
import { citySideBySide } from './city.ts';
import { importGrowth, pgImportVsSqlite } from './import.ts';

/** As many as a large hospital discharges in a year. */
const importRows = 100_000;
const growingRows = [10_000, 100_000, 1_000_000, 5_000_000];

/** What PostgreSQL does beside what SQLite does, on the same machine and in the same run. */
export function postgresBenchmarks(say: (line: string) => void): readonly Benchmark[] {
  return [
    {
      names: ['pgFourVsOne'],
      measure: async () => {
        const { ratio, note } = await fourVsOne();
        return [{ name: 'pgFourVsOne', value: ratio, bound: atLeast(0.6), note }];
      },
    },
    {
      names: ['pgImportVsSqlite'],
      measure: async () => {
        const { ratio, note } = await pgImportVsSqlite(importRows);
        return [{ name: 'pgImportVsSqlite', value: ratio, bound: atLeast(0.7), note }];
      },
    },
    {
      names: ['pgImportGrowth'],
      measure: async () => {
        const { growth, note } = await importGrowth(growingRows);
        return [{ name: 'pgImportGrowth', value: growth, bound: undefined, note }];
      },
    },
    {
      names: ['pgAppendsPerS'],
      measure: async () => {
        const value = await pgAppendsPerSecond();
        const note = 'one caller that waits for each append, an fsync each; on SQLite see appendVsInsert';
        return [{ name: 'pgAppendsPerS', value, bound: undefined, note }];
      },
    },
    {
      names: ['pgRightCheckVsSqlite', 'pgRecordVsSqlite', 'pgStanding40P99Ms', 'pgTrend36P99Ms'],
      measure: async () => {
        const { sqlite, postgres } = await citySideBySide(await benchCity(demoSize, say));
        const both = (read: (served: typeof sqlite) => number, unit: string) =>
          `${read(postgres).toFixed(2)} on PostgreSQL, ${read(sqlite).toFixed(2)} on SQLite ${unit}`;
        return [
          {
            name: 'pgRightCheckVsSqlite',
            value: postgres.checksPerSecond / sqlite.checksPerSecond,
            bound: undefined,
            note: both((served) => served.checksPerSecond, 'requests/s'),
          },
          {
            name: 'pgRecordVsSqlite',
            value: postgres.recordsPerSecond / sqlite.recordsPerSecond,
            bound: undefined,
            note: both((served) => served.recordsPerSecond, 'recordings/s'),
          },
          {
            name: 'pgStanding40P99Ms',
            value: postgres.standingP99Ms,
            bound: undefined,
            note: `p99 ${both((served) => served.standingP99Ms, 'ms')}; median ${both((served) => served.standingP50Ms, 'ms')}`,
          },
          {
            name: 'pgTrend36P99Ms',
            value: postgres.trendP99Ms,
            bound: undefined,
            note: `p99 ${both((served) => served.trendP99Ms, 'ms')}; median ${both((served) => served.trendP50Ms, 'ms')}`,
          },
        ];
      },
    },
  ];
}
