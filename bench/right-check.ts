import type { BenchCity } from './city/city.ts';
import { licenceNo } from './city/entries.ts';
import { closedLoop, type LoadRequest, seededRandom, type Throughput } from './rig/closed-loop.ts';
import { median } from './rig/figures.ts';
import { run } from './rig/processes.ts';
import { type BenchServer, serveCity } from './rig/server.ts';

const rounds = 3;
const seconds = 4;
/** Different doctors asked for: more than any cache of a few hot ones would hold. */
const askedFor = 3_000;
/** Each of them once and more: every doctor of a city is held in memory, so a service that has run for a day has no others. */
const warmUpSeconds = 3;

/** The right check against a bare Fastify route with the same bytes and logging, in turn, median of the pairs. */
export async function rightCheckVsBare(city: BenchCity): Promise<{ ratio: number; note: string }> {
  const server = await serveCity(city);
  try {
    const checks = await requestsFor(server, city.doctors);
    const bytes = await sampleAnswer(server, checks);
    const bare = await run(['bench/rig/bare-server.ts'], /listening at (http:\/\/127\.0\.0\.1:\d+)/, {
      environment: { BARE_BYTES: bytes },
    });
    try {
      await closedLoop(server.origin, checks, warmUpSeconds);
      await closedLoop(bare.said, checks, warmUpSeconds);
      const pairs: { ours: Throughput; theirs: Throughput }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const ours = await closedLoop(server.origin, checks, seconds);
        pairs.push({ ours, theirs: await closedLoop(bare.said, checks, seconds) });
      }
      const ours = median(pairs.map((pair) => pair.ours.perSecond));
      const theirs = median(pairs.map((pair) => pair.theirs.perSecond));
      return {
        ratio: median(pairs.map((pair) => pair.ours.perSecond / pair.theirs.perSecond)),
        note: `${ours.toFixed(0)} against ${theirs.toFixed(0)} requests/s, ${bytes.length} bytes, ${rounds} pairs of ${seconds} s`,
      };
    } finally {
      await bare.stop();
    }
  } finally {
    await server.stop();
  }
}

/** Microseconds of the service's own processor time are not seen here: only what a caller gets. */
export async function rightChecksPerSecond(server: BenchServer, doctors: number): Promise<number> {
  const checks = await requestsFor(server, doctors);
  await closedLoop(server.origin, checks, warmUpSeconds);
  return (await closedLoop(server.origin, checks, seconds)).perSecond;
}

export async function requestsFor(server: BenchServer, doctors: number): Promise<LoadRequest[]> {
  const authorization = `Bearer ${await server.token('officer')}`;
  const random = seededRandom(12);
  return Array.from({ length: askedFor }, () => ({
    method: 'GET',
    path: `/v1/prescribing-rights/${licenceNo(Math.floor(random() * doctors))}`,
    headers: { authorization },
  }));
}

async function sampleAnswer(server: BenchServer, checks: readonly LoadRequest[]): Promise<string> {
  const first = checks[0];
  if (first === undefined) throw new Error('nothing to ask');
  const response = await fetch(`${server.origin}${first.path}`, { headers: first.headers });
  if (response.status !== 200) throw new Error(`the right check answered ${response.status}`);
  return response.text();
}
