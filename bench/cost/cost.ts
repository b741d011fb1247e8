import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportJob } from '../../src/core/cost/import-job.ts';
import type { SliceEvent } from '../../src/core/cost/switch.ts';
import { type DemoHospital, demoCost, demoCostGenerator } from '../../src/demo/cost.ts';
import { frontPageSample } from '../../src/demo/front-page-sample.ts';
import { importFileHere } from '../../src/intake/file-import.ts';
import { loadRollups } from '../../src/intake/rollup-load.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';
import { type Offered, offerInRounds } from '../rig/offered.ts';

/** What the figure `trend36P99Ms` asks: three years of the whole city, level 3, level 2 and all. */
export const trend36Path =
  '/v1/cost/trends?measure=drugCostPerDischarge&scope=city&grain=month&from=2023-11&until=2026-11';

export const trend36Load = { perSecond: 200, seconds: 5, connections: 50 };

/** p99 at 200 requests/s over 50 connections against a running server whose city has its demo cost. */
export function offerTrend36(
  origin: string,
  authorization: string,
  seconds = trend36Load.seconds,
  path = trend36Path,
): Promise<Offered> {
  const request = () => ({ method: 'GET', path, headers: { authorization } });
  return offerInRounds({ ...trend36Load, origin, seconds, request, expected: 200 });
}

/** Three years of generated cost in a file of its own. @returns the entries that say what of it is live. */
export async function loadBenchCost(
  costPath: string,
  hospitals: readonly DemoHospital[],
  random: () => number,
): Promise<SliceEvent[]> {
  const store = openCostStore(costPath);
  const events: SliceEvent[] = [];
  for (const [at, load] of demoCost({ hospitals, until: '2026-11', months: 36, random, leaveOut: null }).entries()) {
    const named = {
      ...load,
      importId: `imp_bench${at}`,
      startedAt: '2026-01-05T01:00:00.000Z',
      generator: demoCostGenerator,
    };
    events.push(...(await loadRollups(store, named)));
  }
  await store.close();
  return events;
}

export interface ImportRace {
  readonly rows: number;
  readonly importS: number;
  readonly sqliteCliS: number;
  /** sqlite3 `.import` time ÷ ours: above 1 we are faster, with every check made and less kept on disk. */
  readonly importVsSqliteCli: number;
}

/** Front-page rows with full validation against `sqlite3 .import` of the same file into a bare table. */
export async function importVsSqliteCli(folder: string, rows: number, random: () => number): Promise<ImportRace> {
  const file = await frontPagesFile(folder, rows, random);
  const ours = join(folder, 'import-race.db');
  const theirs = join(folder, 'import-race-cli.db');
  for (const path of [ours, `${ours}-wal`, `${ours}-shm`, theirs]) rmSync(path, { force: true });
  const store = openCostStore(ours);
  const started = performance.now();
  const source = { kind: 'path', path: file } as const;
  const summary = await importFileHere(store, new Uint8Array(32).fill(1), raceJob, source);
  const importS = (performance.now() - started) / 1_000;
  await store.close();
  if (summary.outcome !== 'stored') throw new Error(`the import race was not stored: ${summary.outcome}`);
  const cliStarted = performance.now();
  // Its complaints about short rows are thousands of lines: they go nowhere.
  const cli = spawnSync('sqlite3', [theirs, '.mode csv', `.import ${file} front_page`], { stdio: 'ignore' });
  const sqliteCliS = (performance.now() - cliStarted) / 1_000;
  if (cli.status !== 0) throw new Error('sqlite3 .import failed');
  return { rows: summary.rows, importS, sqliteCliS, importVsSqliteCli: sqliteCliS / importS };
}

const raceJob: ImportJob = {
  dataset: 'inpatientRows',
  jobId: null,
  importId: 'race',
  hospitalId: 'race',
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  wards: [{ code: 'W01', wardId: 'ward-1', from: '2000-01-01', until: null }],
  grouper: null,
  dryRun: false,
};

/** A file of front pages in the cache, made once. */
export async function frontPagesFile(folder: string, rows: number, random: () => number): Promise<string> {
  const file = join(folder, `front-pages-${rows}.csv`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) await writeFrontPages(file, rows, random);
  return file;
}

/** The demo's rows, 2 % of them dirty, `rowsPerPart` at a time so that memory stays small. */
async function writeFrontPages(file: string, rows: number, random: () => number): Promise<void> {
  const out = createWriteStream(file);
  const wardCodes = Array.from({ length: 20 }, (_, at) => `W${String(at + 1).padStart(2, '0')}`);
  for (let written = 0; written < rows; written += rowsPerPart) {
    const part = frontPageSample({ rows: Math.min(rowsPerPart, rows - written), month: '2026-10', wardCodes, random });
    // Record numbers start anew in every part: the part's number makes the stays distinct.
    const distinct = part.replaceAll(/,D(\d{6}),/g, `,D${written}-$1,`);
    const body = written === 0 ? distinct : distinct.slice(distinct.indexOf('\r\n') + 2);
    if (!out.write(body)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const rowsPerPart = 10_000;
