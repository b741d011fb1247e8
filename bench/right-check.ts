import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { benchPassword, type BenchCity, licenceNo } from './city.ts';
import { cacheFolder, type Running, run } from './processes.ts';

/** A real server over a copy of a city, with the tokens that the load needs. */
export interface BenchServer {
  readonly origin: string;
  readonly running: Running;
  token(login: 'his' | 'auditor' | 'officer'): Promise<string>;
  stop(): Promise<void>;
}

let copies = 0;

export async function serveCity(city: BenchCity, options: { readonly slowFsyncUs?: number } = {}): Promise<BenchServer> {
  copies += 1;
  const folder = join(cacheFolder, `run-${process.pid}-${copies}`);
  cpSync(city.folder, folder, { recursive: true });
  const environment = { RX12_DATA: folder, RX12_PORT: '0', RX12_LOG_LEVEL: 'info' };
  const running = await run(['src/main.ts', 'serve'], /at (http:\/\/127\.0\.0\.1:\d+)/, { environment, ...options });
  return {
    origin: running.said,
    running,
    token: async (login) => {
      const response = await fetch(`${running.said}/v1/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ clientId: login, clientSecret: benchPassword }),
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

const connections = 50;

/** Requests per second that all connections together got, each asking for random doctors as fast as it is answered. */
export async function rightChecksPerSecond(server: BenchServer, doctors: number, seconds: number): Promise<{ perSecond: number; count: number }> {
  const token = await server.token('officer');
  return closedLoop(server.origin, { authorization: `Bearer ${token}` }, doctors, seconds);
}

export async function closedLoop(
  origin: string,
  headers: Readonly<Record<string, string>>,
  doctors: number,
  seconds: number,
): Promise<{ perSecond: number; count: number }> {
  let seed = 12_345;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  // Enough different doctors that no cache of a few hot ones is measured; every connection starts elsewhere in the list.
  const requests = Array.from({ length: 2_000 }, () => ({
    method: 'GET' as const,
    path: `/v1/prescribing-rights/${licenceNo(Math.floor(random() * doctors))}`,
    headers: { ...headers },
  }));
  const result = await autocannon({ url: origin, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused and ${result.errors} failed`);
  return { perSecond: result.requests.total / result.duration, count: result.requests.total };
}

/** The same load on a bare route that returns the same bytes. */
export async function bareRequestsPerSecond(bytes: string, doctors: number, seconds: number): Promise<{ perSecond: number; count: number }> {
  const running = await run(['bench/bare-server.ts'], /listening at (http:\/\/127\.0\.0\.1:\d+)/, {
    environment: { BARE_BYTES: bytes },
  });
  try {
    return await closedLoop(running.said, { authorization: 'Bearer x' }, doctors, seconds);
  } finally {
    await running.stop();
  }
}
