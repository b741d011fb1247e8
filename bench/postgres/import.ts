import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportJob } from '../../src/core/cost/import-job.ts';
import { importFileHere } from '../../src/intake/file-import.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';
import type { CostStore } from '../../src/store/cost-contract.ts';
import { openPostgresCost } from '../../src/store/postgres/cost.ts';
import { frontPagesFile } from '../cost/cost.ts';
import { seededRandom } from '../rig/closed-loop.ts';
import { cacheFolder } from '../rig/processes.ts';
import { benchDatabase } from './server.ts';

/** What `importVsSqliteCli` reads too. */
const job: ImportJob = {
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

/** The same file of front pages into either store, in turn. @returns SQLite's time ÷ PostgreSQL's. */
export async function pgImportVsSqlite(rows: number): Promise<{ readonly ratio: number; readonly note: string }> {
  const { sqliteS, postgresS } = await importTimes(rows);
  const note = `${rows} front pages: ${postgresS.toFixed(1)} s into PostgreSQL, ${sqliteS.toFixed(1)} s into SQLite`;
  return { ratio: sqliteS / postgresS, note };
}

/** How either store's time grows with the rows of a file. @returns PostgreSQL's time a row at the last size ÷ at the first. */
export async function importGrowth(
  sizes: readonly number[],
): Promise<{ readonly growth: number; readonly note: string }> {
  const lines: string[] = [];
  const perRow: number[] = [];
  for (const rows of sizes) {
    const { sqliteS, postgresS } = await importTimes(rows);
    lines.push(`${rows} rows ${sqliteS.toFixed(2)} s/${postgresS.toFixed(2)} s`);
    perRow.push(postgresS / rows);
  }
  return { growth: (perRow.at(-1) ?? 0) / (perRow[0] ?? 0), note: `SQLite/PostgreSQL: ${lines.join(', ')}` };
}

async function importTimes(rows: number): Promise<{ readonly sqliteS: number; readonly postgresS: number }> {
  const file = await frontPagesFile(cacheFolder, rows, seededRandom(7));
  const path = join(cacheFolder, 'import-beside-pg.db');
  for (const each of [path, `${path}-wal`, `${path}-shm`]) rmSync(each, { force: true });
  const sqlite = openCostStore(path);
  const sqliteS = await timed(sqlite, file);
  await sqlite.close();
  const database = await benchDatabase();
  try {
    const postgres = openPostgresCost(database.url);
    const postgresS = await timed(postgres, file);
    await postgres.close();
    return { sqliteS, postgresS };
  } finally {
    database.stop();
  }
}

async function timed(store: CostStore, path: string): Promise<number> {
  const started = performance.now();
  const summary = await importFileHere(store, new Uint8Array(32).fill(1), job, { kind: 'path', path });
  if (summary.outcome !== 'stored') throw new Error(`the import was not stored: ${summary.outcome}`);
  return (performance.now() - started) / 1_000;
}
