import { migrateStore } from '../../src/cli/migrate-store.ts';
import { readConfig } from '../../src/config.ts';
import type { BenchCity } from '../city/city.ts';
import { offerTrend36 } from '../cost/cost.ts';
import { recordingsPerSecond } from '../record.ts';
import { type BenchServer, serveCity } from '../rig/server.ts';
import { rightChecksPerSecond } from '../right-check.ts';
import { standing40 } from '../standing.ts';
import { benchDatabase } from './server.ts';

/** What callers get of one server over a city. */
export interface Served {
  readonly checksPerSecond: number;
  readonly recordsPerSecond: number;
  readonly standingP50Ms: number;
  readonly standingP99Ms: number;
  readonly trendP50Ms: number;
  readonly trendP99Ms: number;
}

/** The same city, served from files and from PostgreSQL to which it was moved: the same loads on each, one after the other. */
export async function citySideBySide(city: BenchCity): Promise<{ readonly sqlite: Served; readonly postgres: Served }> {
  const files = await serveCity(city);
  const sqlite = await measured(files, city).finally(() => files.stop());
  const database = await benchDatabase({ founded: false });
  try {
    const to = { from: `sqlite:${city.folder}`, to: database.ownerUrl, writer: 'rx12' };
    const lines: string[] = [];
    const moved = await migrateStore(readConfig({ RX12_DATA: city.folder }), to, (line) => lines.push(line));
    if (moved !== 0) throw new Error(`the city was not moved: ${lines.join('\n')}`);
    const server = await serveCity(city, { settings: { DATABASE_URL: database.url } });
    return { sqlite, postgres: await measured(server, city).finally(() => server.stop()) };
  } finally {
    database.stop();
  }
}

async function measured(server: BenchServer, city: BenchCity): Promise<Served> {
  const checksPerSecond = await rightChecksPerSecond(server, city.doctors);
  const recordsPerSecond = await recordingsPerSecond(server, city);
  const standing = await standing40(server, city);
  const authorization = `Bearer ${await server.token('officer')}`;
  await offerTrend36(server.origin, authorization, 2);
  const trend = await offerTrend36(server.origin, authorization);
  return {
    checksPerSecond,
    recordsPerSecond,
    standingP50Ms: standing.p50Ms,
    standingP99Ms: standing.p99Ms,
    trendP50Ms: trend.p50Ms,
    trendP99Ms: trend.p99Ms,
  };
}
