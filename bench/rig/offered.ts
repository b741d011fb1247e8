import http from 'node:http';
import { median, quantile } from './figures.ts';
import { run } from './processes.ts';

/** What a fixed rate of requests met with. Latency counts from when a request was due, so a stall is not hidden by waiting. */
export interface Offered {
  readonly completed: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Offer {
  readonly origin: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly connections: number;
  readonly request: (n: number) => {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly expected: number;
}

/** Offers requests at a fixed rate over kept-alive connections, whether or not earlier ones have been answered. */
export async function offer(options: Offer): Promise<Offered> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.connections });
  const { hostname, port } = new URL(options.origin);
  const latencies: number[] = [];
  const total = Math.floor(options.perSecond * options.seconds);
  const spacingMs = 1_000 / options.perSecond;
  let failed = 0;
  const one = (n: number, due: number) =>
    new Promise<void>((resolve) => {
      const { method, path, headers, body } = options.request(n);
      const request = http.request({ agent, hostname, port, method, path, headers }, (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode === options.expected) latencies.push(performance.now() - due);
          else failed += 1;
          resolve();
        });
      });
      request.on('error', () => {
        failed += 1;
        resolve();
      });
      request.end(body);
    });
  const start = performance.now() + 20;
  const pending: Promise<void>[] = [];
  for (let n = 0; n < total; ) {
    const now = performance.now();
    while (n < total && start + n * spacingMs <= now) {
      pending.push(one(n, start + n * spacingMs));
      n += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  agent.destroy();
  return { completed: latencies.length, failed, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) };
}

/** Rounds of which the middle one counts: another machine's burst on the same host falls into one of them. */
const rounds = 3;

/** The same offer several times, quantiles as the median of the rounds', completed and failed summed. */
export async function offerInRounds(options: Offer): Promise<Offered> {
  const all: Offered[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await offer(options));
  return {
    completed: all.reduce((sum, { completed }) => sum + completed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
  };
}

/**
 * What the machine itself does to the same offer: a bare route that answers with as many bytes. A figure in milliseconds
 * is read beside it, because a busy host makes any program wait.
 */
export async function bareOffered(
  offered: Pick<Offer, 'perSecond' | 'seconds' | 'connections'>,
  bytes: number,
): Promise<Offered> {
  const bare = await run(['bench/rig/bare-server.ts'], /listening at (http:\/\/127\.0\.0\.1:\d+)/, {
    environment: { BARE_BYTES: 'x'.repeat(bytes) },
  });
  const request = () => ({ method: 'GET', path: '/v1/prescribing-rights/1', headers: {} });
  try {
    await offer({ ...offered, origin: bare.said, expected: 200, request, seconds: 2 });
    return await offerInRounds({ ...offered, origin: bare.said, expected: 200, request });
  } finally {
    await bare.stop();
  }
}
