import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import pino from 'pino';
import { createDataFolder, realSurroundings, type Surroundings } from '../compose/folder.ts';
import { openService } from '../compose/service.ts';
import { type Config, readConfig } from '../config.ts';
import { announcement } from '../demo/announce.ts';
import { buildCity, demoSeed, type Progress } from '../demo/build.ts';
import { freshCity } from '../demo/folder.ts';
import { seededBytes } from '../demo/plan/chance.ts';
import { foundedOn, servedFrom } from '../demo/plan/days.ts';
import type { DemoSize } from '../demo/plan/size.ts';
import { readTour, tourOf, writeTour } from '../demo/tour.ts';
import { clockStartingAt, historyClock } from '../demo/world.ts';
import { replaceIdentityKey } from '../keys.ts';
import { logTo } from '../logger.ts';
import { openCostStore } from '../store/cost/sqlite.ts';
import { holdWriterLock } from '../store/writer-lock.ts';
import { listen } from './serve.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Makes a synthetic city unless it is there already, says who can enter, and serves it on loopback until it is stopped. */
export async function demo(environment: Environment, size: DemoSize, print: (line: string) => void): Promise<void> {
  const config = demoConfig(environment, environment.RX12_DATA ?? join('data', 'demo'));
  // Its passwords are printed and the same everywhere.
  if (!loopback.includes(config.host)) throw new Error('the demo is served on loopback only: leave RX12_HOST unset');
  const folder = await freshCity(config.dataDir, size, { holdWriterLock }, async (built) => {
    const shown = progressOn(process.stderr);
    await buildDemo(built, size, shown.progress);
    shown.end();
  });
  const served = { ...demoConfig(environment, folder), port: config.port };
  // Standard output is for people here.
  const log = logTo(config.logLevel, pino.destination(2));
  const service = await openService(served, log, {
    ...realSurroundings,
    clock: clockStartingAt(servedFrom),
    writtenApart: true,
  });
  const { address } = await listen(service, served, log);
  print(announcement(readTour(folder), address, folder));
}

/** Fills an empty folder with the city of the demo's seed: the same entries, ids and salts every time; keys are fresh. */
export async function buildDemo(
  folder: string,
  size: DemoSize,
  progress: Progress,
  passwordCost = realSurroundings.passwordCost,
): Promise<void> {
  const clock = historyClock(foundedOn);
  const bytes = seededBytes(demoSeed);
  createDataFolder(folder, 'demo.example/rx12', clock);
  replaceIdentityKey(join(folder, 'keys'), bytes(32));
  const config = demoConfig({}, folder);
  const surroundings: Surroundings = { clock, randomBytes: bytes, passwordCost };
  const service = await openService(config, logTo('silent'), surroundings);
  const cost = openCostStore(join(folder, 'cost.db'));
  try {
    const { world, plan } = await buildCity(service.ports, clock, { size, seed: demoSeed, cost }, progress);
    writeTour(folder, await tourOf(world, plan));
  } finally {
    await cost.close();
    await service.close();
  }
}

const loopback = ['127.0.0.1', 'localhost', '::1'];

function demoConfig(environment: Environment, folder: string): Config {
  // Its logins are shared by whoever tries it, and need nothing but the printed password, however long ago it was set.
  const shared = {
    RX12_LOG_LEVEL: 'warn',
    RX12_SECOND_FACTOR: 'off',
    RX12_SESSIONS_PER_ACCOUNT: '100',
    RX12_PASSWORD_MAX_AGE_DAYS: '0',
  };
  // A folder of its own, whatever else is set up on this machine.
  const elsewhere = { DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, LOCK_DATABASE_URL: undefined };
  return readConfig({
    ...shared,
    ...environment,
    ...elsewhere,
    RX12_DATA: folder,
    RX12_CHECKPOINT_LOCK: undefined,
  });
}

/** A bar where somebody watches, a line for each quarter where nobody does. */
function progressOn(stream: NodeJS.WriteStream): { readonly progress: Progress; end(): void } {
  if (stream.isTTY) {
    const bar = new SingleBar({ format: '生成演示城市 building the demo city [{bar}] {percentage}%', stream });
    let started = false;
    return {
      progress: (done, total) => {
        if (!started) bar.start(total, done);
        started = true;
        bar.update(done);
      },
      end: () => bar.stop(),
    };
  }
  let quarters = -1;
  return {
    progress: (done, total) => {
      const reached = Math.floor((4 * done) / total);
      if (reached > quarters) stream.write(`building the demo city: ${reached * 25} %\n`);
      quarters = Math.max(quarters, reached);
    },
    end: () => {},
  };
}
