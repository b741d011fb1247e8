import { closeSync, cpSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { realSurroundings } from '../../src/compose/folder.ts';
import { confirmClock } from '../../src/log/clock-guard.ts';
import { type BenchCity, benchPassword } from '../city/city.ts';
import { cacheFolder, type Running, repository, run } from './processes.ts';

/** A real server over a copy of a city, with the tokens that the load needs. */
export interface BenchServer {
  readonly origin: string;
  readonly running: Running;
  /** From the start of the process until it said where it listens. */
  readonly startedInS: number;
  token(login: 'his' | 'auditor' | 'officer' | 'affairs'): Promise<string>;
  stop(): Promise<void>;
}

let copies = 0;

/** Servers are measured as `npm start` runs them. */
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

function settleOnDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export async function serveCity(
  city: BenchCity,
  options: {
    readonly slowFsyncUs?: number;
    readonly program?: string;
    readonly settings?: Readonly<Record<string, string>>;
  } = {},
): Promise<BenchServer> {
  copies += 1;
  const folder = join(cacheFolder, `run-${process.pid}-${copies}`);
  cpSync(city.folder, folder, { recursive: true });
  // What the kernel still has to write of the copy is none of the service's work.
  for (const file of readdirSync(folder)) settleOnDisk(join(folder, file));
  // The city was built on a day long past.
  confirmClock(folder, realSurroundings.clock);
  // The city was built on a day long past: its passwords would be too old to open anything.
  const environment = {
    RX12_DATA: folder,
    RX12_PORT: '0',
    RX12_LOG_LEVEL: 'info',
    RX12_PASSWORD_MAX_AGE_DAYS: '0',
    ...options.settings,
  };
  const start = performance.now();
  const running = await run(
    [...startFlags(), options.program ?? 'src/main.ts', 'serve'],
    /at (http:\/\/127\.0\.0\.1:\d+)/,
    {
      environment,
      ...options,
    },
  );
  const startedInS = (performance.now() - start) / 1_000;
  return {
    origin: running.said,
    running,
    startedInS,
    token: async (login) => {
      const response = await fetch(`${running.said}/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password: benchPassword }),
      });
      const { accessToken } = (await response.json()) as { accessToken?: string };
      if (accessToken === undefined) throw new Error(`no token for ${login}: ${response.status}`);
      return accessToken;
    },
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
