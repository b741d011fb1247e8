import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { hostileFiles, sending } from '../../test/support/files/hostile-files.ts';
import type { BenchCity } from '../city/city.ts';
import { hospitalId } from '../city/entries.ts';
import { serveCity } from '../rig/server.ts';

export interface Hostile {
  /** The longest from the first byte sent to the whole answer. */
  readonly slowestS: number;
  /** The most that one of them made the server's memory rise above where it was. */
  readonly mostMb: number;
  readonly note: string;
}

/** Sends each hostile file to a running server. @throws Error when one is not answered by a 4xx. */
export async function hostile(city: BenchCity): Promise<Hostile> {
  const server = await serveCity(city, { program: 'dist/main.js' });
  const { pid } = server.running.child;
  try {
    const token = await server.token('affairs');
    const url = `${server.origin}/v1/cost/imports?dataset=inpatientRows&hospital=${hospitalId(0)}`;
    // The thread that reads is started by the first of them.
    await send(url, token, Readable.from([Buffer.from('a,b\n')]));
    const taken: { readonly name: string; readonly seconds: number; readonly mb: number }[] = [];
    for (const { name, make } of hostileFiles) {
      const file = make();
      // The high-water mark is set back to what is held now.
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
      const before = megabytes(pid, 'VmRSS');
      const started = performance.now();
      const status = await send(url, token, Readable.from(sending(file, limitBytes).blocks));
      const seconds = (performance.now() - started) / 1_000;
      if (status < 400 || status > 499) throw new Error(`${name} was answered ${status}`);
      taken.push({ name, seconds, mb: megabytes(pid, 'VmHWM') - before });
    }
    const slowest = taken.reduce((worst, one) => (one.seconds > worst.seconds ? one : worst));
    const most = taken.reduce((worst, one) => (one.mb > worst.mb ? one : worst));
    const note = `${taken.length} files; slowest: ${slowest.name}; most memory: ${most.name}`;
    return { slowestS: slowest.seconds, mostMb: most.mb, note };
  } finally {
    await server.stop();
  }
}

/** An endless file ends here: a server that reads so far has failed anyway. */
const limitBytes = 512 * 1024 * 1024;

/** The status; the server may answer and close before the file has been sent. */
function send(url: string, token: string, body: Readable): Promise<number> {
  return new Promise((resolve, reject) => {
    let answered = false;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
    const sent = request(url, { method: 'POST', headers }, (response) => {
      answered = true;
      response.resume();
      // The answer counts, not whether the connection was closed under the rest of the file.
      response.on('error', () => undefined);
      response.on('close', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', (error) => {
      if (!answered) reject(error);
    });
    body.on('error', () => undefined);
    sent.on('close', () => body.destroy());
    body.pipe(sent);
  });
}

function megabytes(pid: number | undefined, name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024;
}
