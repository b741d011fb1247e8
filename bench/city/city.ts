import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { createDataFolder, realSurroundings } from '../../src/compose/folder.ts';
import { openService } from '../../src/compose/service.ts';
import { readConfig } from '../../src/config.ts';
import { instantOf } from '../../src/core/time.ts';
import { migrationSteps } from '../../src/store/migrate.ts';
import { founder } from '../../src/usecases/access/bootstrap.ts';
import { loadBenchCost } from '../cost/cost.ts';
import { loadFrontPages } from '../cost/pages.ts';
import { seededRandom } from '../rig/closed-loop.ts';
import { cacheFolder, repository } from '../rig/processes.ts';
import { costHospitals, drafts, fortyEntryDoctors } from './entries.ts';

/** A city of a given size, built once through the real append and kept by the hash of what built it. */
export interface BenchCity {
  readonly folder: string;
  readonly doctors: number;
  readonly entries: number;
  /** Doctors of exactly 40 entries. */
  readonly fortyEntryDoctors: number;
}

export interface CitySize {
  readonly name: string;
  readonly doctors: number;
  readonly entries: number;
  /** Rows of front pages, in place of generated rollups. */
  readonly frontPages?: number;
}

/** The size of the demo city, and a hundred thousand doctors with a million entries. */
export const demoSize: CitySize = { name: 'demo', doctors: 3_000, entries: 30_000 };
export const millionSize: CitySize = { name: 'million', doctors: 100_000, entries: 1_000_000 };

/** The demo's city with a small and a large number of front pages behind its figures. */
export const fewPagesSize: CitySize = { name: 'few-pages', doctors: 3_000, entries: 30_000, frontPages: 50_000 };
export const manyPagesSize: CitySize = { name: 'many-pages', doctors: 3_000, entries: 30_000, frontPages: 5_000_000 };

export const benchPassword = 'the password of every bench account';
/** @returns the folder in the cache; copy it before writing to it. */
export async function benchCity(size: CitySize, say: (line: string) => void): Promise<BenchCity> {
  const key = generatorHash(size);
  const folder = join(cacheFolder, `city-${size.name}-${key}`);
  const made = { folder, doctors: size.doctors, entries: size.entries, fortyEntryDoctors };
  if (existsSync(folder)) return made;
  mkdirSync(cacheFolder, { recursive: true });
  for (const old of readdirSync(cacheFolder)) {
    if (old.startsWith(`city-${size.name}-`)) rmSync(join(cacheFolder, old), { recursive: true });
  }
  const unfinished = `${folder}.unfinished`;
  say(`building ${size.doctors} doctors and ${size.entries} entries …`);
  const start = Date.parse('2026-01-05T01:00:00.000Z');
  let appended = 0;
  const clock = { now: () => start + appended * 20 };
  createDataFolder(unfinished, 'bench.example/rx12', clock);
  const costPath = join(unfinished, 'cost.db');
  const slices = await loadBenchCost(costPath, costHospitals(), seededRandom(36));
  // Newer entries of the same slices: the rows take the place of the generated rollups.
  if (size.frontPages !== undefined)
    slices.push(...(await loadFrontPages(costPath, costHospitals(), size.frontPages, seededRandom(37))));
  const config = readConfig({ RX12_DATA: unfinished });
  const service = await openService(config, pino({ level: 'silent' }), { ...realSurroundings, clock });
  for (const batch of batches(drafts(size), 2_000)) {
    await service.ports.store.ledger.append(batch);
    appended += batch.length;
  }
  for (const batch of batches(slices, 500)) {
    await service.ports.store.ledger.append(
      batch.map((event) => ({
        event,
        by: founder,
        streams: [{ kind: 'slice', id: `${event.hospitalId}/${event.month}/${event.dataset}` }],
      })),
    );
  }
  const passwordHash = await service.ports.passwords.hash(benchPassword);
  for (const accountId of ['acc_his', 'acc_auditor', 'acc_officer', 'acc_affairs']) {
    const changedAt = instantOf(clock.now());
    await service.ports.store.doors.setCredential({ accountId, passwordHash, mustChange: false, changedAt });
  }
  await service.close();
  renameSync(unfinished, folder);
  return made;
}

/** What the data depends on: the generator and the migrations. */
function generatorHash(size: CitySize): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const file of [
    'bench/city/city.ts',
    'bench/city/entries.ts',
    'bench/cost/cost.ts',
    'bench/cost/pages.ts',
    'src/demo/cost.ts',
  ])
    hash.update(readFileSync(join(repository, file)));
  for (const { sha256 } of [...migrationSteps('ledger'), ...migrationSteps('cost')]) hash.update(sha256);
  return hash.digest('hex').slice(0, 12);
}

function* batches<T>(items: Iterable<T>, size: number): Iterable<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
