import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { BenchCity } from '../city/city.ts';
import { hospitalId } from '../city/entries.ts';
import { recordings } from '../record.ts';
import { median } from '../rig/figures.ts';
import { type Offered, offer } from '../rig/offered.ts';
import { type BenchServer, serveCity } from '../rig/server.ts';
import { requestsFor } from '../right-check.ts';

const alternations = 5;
const windowS = 4;
const perSecond = 200;
const connections = 50;

export interface DuringImport {
  /** Median over the alternations of p99 during an import ÷ p99 without one. */
  readonly ratio: number;
  /** Median p99 while an import runs. */
  readonly p99Ms: number;
  readonly note: string;
}

/** Right checks and recordings at a fixed rate, with an import running in the same server and without, in turn. */
export async function duringImport(
  city: BenchCity,
  file: string,
): Promise<{ readonly rightCheck: DuringImport; readonly record: DuringImport }> {
  const server = await serveCity(city);
  try {
    const checks = await requestsFor(server, city.doctors);
    const written = recordings(city, await server.token('auditor'));
    const at = <T>(list: readonly T[], n: number) => list[n % list.length] as T;
    let recorded = 0;
    const check = (): Promise<Offered> => {
      const request = (n: number) => at(checks, n);
      return offer({ origin: server.origin, perSecond, seconds: windowS, connections, request, expected: 200 });
    };
    const record = (): Promise<Offered> => {
      const begun = recorded;
      recorded += perSecond * windowS;
      const request = (n: number) => at(written, begun + n);
      return offer({ origin: server.origin, perSecond, seconds: windowS, connections, request, expected: 201 });
    };
    await check();
    await record();
    return { rightCheck: await alternate(server, file, check), record: await alternate(server, file, record) };
  } finally {
    await server.stop();
  }
}

async function alternate(server: BenchServer, file: string, load: () => Promise<Offered>): Promise<DuringImport> {
  const pairs: { readonly idle: Offered; readonly busy: Offered }[] = [];
  for (let turn = 0; turn < alternations; turn += 1) {
    const idle = await load();
    const running = await startedImport(server, file);
    const busy = await load();
    // The window counts only if the import outlasted it.
    const ended = running.ended();
    if (ended !== null) throw new Error(`the import ended before the load did: ${ended}`);
    await running.stop();
    pairs.push({ idle, busy });
  }
  const completed = (which: 'idle' | 'busy') => pairs.map((pair) => pair[which].completed).join('+');
  const failed = pairs.reduce((sum, { idle, busy }) => sum + idle.failed + busy.failed, 0);
  const p99 = (which: 'idle' | 'busy') => median(pairs.map((pair) => pair[which].p99Ms));
  return {
    ratio: median(pairs.map(({ idle, busy }) => busy.p99Ms / idle.p99Ms)),
    p99Ms: p99('busy'),
    note:
      `p99 ${p99('busy').toFixed(1)} ms during an import, ${p99('idle').toFixed(1)} ms without; ${alternations} pairs, ` +
      `${perSecond}/s offered for ${windowS} s, answered ${completed('busy')} and ${completed('idle')}, ${failed} failed`,
  };
}

/** Sends the file to the server and returns once the import has begun; `stop` breaks the upload off. */
async function startedImport(server: BenchServer, file: string) {
  // Before the file is opened: a stream that somebody listens to does not wait for its reader.
  const authorization = `Bearer ${await server.token('affairs')}`;
  const cut = new AbortController();
  let ended: string | null = null;
  let sent = 0;
  const stream = createReadStream(file, { highWaterMark: 262_144 });
  stream.on('data', (block) => {
    sent += block.length;
  });
  const answer = fetch(`${server.origin}/v1/cost/imports?dataset=inpatientRows&hospital=${hospitalId(0)}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv' },
    body: Readable.toWeb(stream) as ReadableStream,
    duplex: 'half',
    signal: cut.signal,
  }).then(
    async (response) => {
      ended = `${response.status} ${await response.text()}`;
    },
    () => undefined,
  );
  while (sent < begunBytes && ended === null) await new Promise((resolve) => setTimeout(resolve, 5));
  return {
    ended: () => ended,
    stop: async () => {
      cut.abort();
      await answer;
    },
  };
}

const begunBytes = 4_194_304;
