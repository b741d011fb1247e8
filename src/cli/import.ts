import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';

export interface ImportOptions {
  readonly url: string;
  readonly login: string;
  readonly dataset: string;
  readonly hospital?: string;
  readonly grouper?: string;
  readonly dryRun: boolean;
}

/**
 * Sends a file to the running server, which reads it while it arrives, and tells what became of it.
 *
 * @returns the exit code: 0 when the file was read, 2 when it or all of it was refused.
 * @throws Error when the server cannot be reached or ends meanwhile: then nothing of the file is live.
 */
export async function importFile(
  file: string,
  options: ImportOptions,
  password: string,
  print: (line: string) => void,
): Promise<number> {
  const { size } = statSync(file);
  const authorization = await tokenOf(options, password);
  const query = new URLSearchParams({ dataset: options.dataset, dryRun: String(options.dryRun) });
  if (options.hospital !== undefined) query.set('hospital', options.hospital);
  if (options.grouper !== undefined) query.set('grouper', options.grouper);
  const bar = new SingleBar({
    stream: process.stderr,
    noTTYOutput: false,
    format: ' {bar} {percentage} % {value}/{total} bytes',
  });
  bar.start(size, 0);
  // The server takes a block only when it has read the one before, so what was sent is what was read.
  const stream = createReadStream(file, { highWaterMark: blockBytes });
  stream.on('data', (block) => bar.increment(block.length));
  const answer = await asked(`${options.url}/v1/cost/imports?${query}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(stream) as ReadableStream,
    duplex: 'half',
  }).finally(() => bar.stop());
  if (answer.status !== 202) return refused(answer.body, print);
  let job = answer.body as Job;
  for (let polls = 0; job.state === 'running' && polls < maxPolls; polls += 1) {
    await setTimeout(pollMs);
    const headers = { authorization: await tokenOf(options, password) };
    job = (await asked(`${options.url}/v1/cost/import-jobs/${job.jobId}`, { headers })).body as Job;
  }
  if (job.problem !== null) return refused(job.problem, print);
  if (job.result === null) throw new Error(`the import ${job.jobId} is ${job.state}; nothing of it is live`);
  const { outcome, rows, rejected, slices, switched } = job.result;
  print(`${job.jobId}: ${outcome}, ${rows} rows taken, ${rejected} refused, ${switched.length} slices switched live`);
  for (const slice of slices)
    print(`  ${slice.month} ${slice.hospitalId} ${slice.state}: ${slice.rows} rows, ${slice.rejected} refused`);
  if (rejected > 0) print(`  the refused rows: GET ${options.url}/v1/cost/import-jobs/${job.jobId}/report`);
  return outcome === 'refused' ? 2 : 0;
}

interface Job {
  readonly jobId: string;
  readonly state: string;
  readonly problem: Problem | null;
  readonly result: {
    readonly outcome: string;
    readonly rows: number;
    readonly rejected: number;
    readonly switched: readonly unknown[];
    readonly slices: readonly {
      readonly month: string;
      readonly hospitalId: string;
      readonly state: string;
      readonly rows: number;
      readonly rejected: number;
    }[];
  } | null;
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
}

const blockBytes = 262_144;
const pollMs = 1_000;
/** An hour; an import of two gigabytes takes some minutes. */
const maxPolls = 3_600;

function refused(problem: unknown, print: (line: string) => void): number {
  const { code, detail } = problem as Problem;
  print(`refused (${code ?? 'unknown'}): ${detail ?? ''}`);
  return 2;
}

async function tokenOf({ url, login }: ImportOptions, password: string): Promise<string> {
  const { body } = await asked(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { accessToken, detail } = body as { accessToken?: string; detail?: string };
  if (accessToken === undefined) throw new Error(detail ?? 'the login was refused');
  return `Bearer ${accessToken}`;
}

async function asked(url: string, init: RequestInit): Promise<{ readonly status: number; readonly body: unknown }> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Error(
      `${new URL(url).origin} did not answer or ended meanwhile; nothing of the file is live, send it again`,
    );
  }
  return { status: response.status, body: await response.json() };
}

/** Typed without being shown, or the first line of standard input where that is no terminal. */
export async function askedPassword(login: string): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  if (terminal) process.stderr.write(`password of ${login}: `);
  // What is typed goes nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    if (terminal) process.stderr.write('\n');
  }
}
