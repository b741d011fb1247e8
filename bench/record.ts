import { execFileSync } from 'node:child_process';
import type { BenchCity } from './city/city.ts';
import { hospitalId, licenceNo } from './city/entries.ts';
import { closedLoop, type LoadRequest } from './rig/closed-loop.ts';
import { median } from './rig/figures.ts';
import { cacheFolder, repository, slow } from './rig/processes.ts';
import { type BenchServer, serveCity } from './rig/server.ts';

const rounds = 3;
const seconds = 4;
const doctorStride = 7_919;
let acts = 0;

/** Recording a deduction durably through HTTP against one bare insert per transaction, in turn, median of the pairs. */
export async function recordVsInsert(city: BenchCity, slowFsyncUs?: number): Promise<{ ratio: number; note: string }> {
  const server = await serveCity(city, slowFsyncUs === undefined ? {} : { slowFsyncUs });
  try {
    const token = await server.token('auditor');
    await closedLoop(server.origin, recordings(city, token), 1);
    const pairs: { records: number; inserts: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const records = (await closedLoop(server.origin, recordings(city, token), seconds)).perSecond;
      pairs.push({ records, inserts: bareInsertsPerSecond(slowFsyncUs) });
    }
    const records = median(pairs.map((pair) => pair.records));
    const inserts = median(pairs.map((pair) => pair.inserts));
    return {
      ratio: median(pairs.map((pair) => pair.records / pair.inserts)),
      note: `${records.toFixed(0)} recordings/s against ${inserts.toFixed(0)} bare inserts/s, ${rounds} pairs of ${seconds} s`,
    };
  } finally {
    await server.stop();
  }
}

export async function recordingsPerSecond(server: BenchServer, city: BenchCity): Promise<number> {
  const token = await server.token('auditor');
  await closedLoop(server.origin, recordings(city, token), 2);
  return (await closedLoop(server.origin, recordings(city, token), seconds)).perSecond;
}

/** More than can be used up in a round; each act is new, because an act may be recorded once. */
const prepared = 40_000;

export function recordings(city: BenchCity, token: string): LoadRequest[] {
  return Array.from({ length: prepared }, (_, n) => {
    acts += 1;
    return {
      method: 'POST',
      path: '/v1/deductions',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `bench-${process.pid}-${acts}`,
      },
      // A large stride, so that requests near in time are about doctors far apart.
      body: JSON.stringify(recording((n * doctorStride) % city.doctors)),
    };
  });
}

function recording(doctor: number): unknown {
  return {
    persons: [{ doctor: { licenceNo: licenceNo(doctor) } }],
    hospitalId: hospitalId(doctor),
    occurredOn: '2026-01-05',
    setting: 'outpatient',
    actRef: `bench-${process.pid}-${acts}`,
    items: [{ scheme: 'ganzhou-default', code: '2-5' }],
  };
}

/** The baseline: see bare-insert.ts. */
export function bareInsertsPerSecond(slowFsyncUs: number | undefined): number {
  const output = execFileSync(process.execPath, ['bench/rig/bare-insert.ts', cacheFolder, String(seconds)], {
    cwd: repository,
    env: { ...process.env, ...slow(slowFsyncUs) },
    encoding: 'utf8',
  });
  return Number(/inserts\/s ([\d.]+)/.exec(output)?.[1]);
}
