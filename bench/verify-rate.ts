import { join } from 'node:path';
import type { BenchCity } from './city/city.ts';
import { run } from './rig/processes.ts';

/** Entries per second of the whole `rx12 verify` command, start of the process included. */
export async function verifyRate(city: BenchCity): Promise<{ perSecond: number; seconds: number; entries: number }> {
  const start = performance.now();
  const running = await run(['src/main.ts', 'verify'], /ok: (\d+) entries/, {
    environment: { RX12_DATA: join(city.folder) },
  });
  const seconds = (performance.now() - start) / 1_000;
  await running.stop();
  const entries = Number(running.said);
  return { perSecond: entries / seconds, seconds, entries };
}
