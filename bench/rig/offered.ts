import http from 'node:http';
import { quantile } from './figures.ts';

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
