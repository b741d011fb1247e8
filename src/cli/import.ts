import { createReadStream, statSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { createInterface } from 'node:readline/promises';
import { pipeline, Transform, Writable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';

export interface ImportOptions {
  readonly url: string;
  readonly login: string;
  readonly dataset: string;
  readonly hospital?: string;
  readonly grouper?: string;
  readonly dryRun: boolean;
  /** How long between two questions; a second where not given. */
  readonly pollMs?: number;
}

/**
 * Sends a file to the running server, which reads it while it arrives, and tells what became of it. A server that ends
 * meanwhile is waited for, and the file sent again: nothing of it is live before it was read whole, and bytes that were read
 * before change nothing.
 *
 * @returns the exit code: 0 when the file was read, 2 when it or all of it was refused.
 * @throws Error when the server cannot be reached, or ends again and again.
 */
export async function importFile(
  file: string,
  options: ImportOptions,
  password: string,
  print: (line: string) => void,
): Promise<number> {
  for (let sending = 1; ; sending += 1) {
    const authorization = await tokenOf(options, password);
    try {
      const ended = await sent(file, options, authorization, password);
      if (ended.kind === 'refused') return refused(ended.problem, print);
      if (ended.job.state !== 'interrupted') return told(ended.job, options, print);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
    if (sending === maxSendings) throw new Gone(options.url);
    print('the server ended meanwhile; the file is sent again when it is back');
    await back(options);
  }
}

type Ended = { readonly kind: 'refused'; readonly problem: unknown } | { readonly kind: 'job'; readonly job: Job };

async function sent(file: string, options: ImportOptions, authorization: string, password: string): Promise<Ended> {
  const { url, dataset, dryRun, hospital, grouper } = options;
  const query = new URLSearchParams({ dataset, dryRun: String(dryRun) });
  if (hospital !== undefined) query.set('hospital', hospital);
  if (grouper !== undefined) query.set('grouper', grouper);
  const bar = new SingleBar({
    stream: process.stderr,
    noTTYOutput: false,
    format: ' {bar} {percentage} % {value}/{total} bytes',
  });
  bar.start(statSync(file).size, 0);
  const headers = { authorization, 'content-type': 'application/octet-stream' };
  const answer = await posted(`${url}/v1/cost/imports?${query}`, headers, file, (bytes) =>
    bar.increment(bytes),
  ).finally(() => bar.stop());
  const asJob = async (jobId: string) => {
    const headers = { authorization: await tokenOf(options, password) };
    return (await asked(`${url}/v1/cost/import-jobs/${jobId}`, { headers })).body as Job;
  };
  if (answer.status !== 202) {
    // Of a file that was read to its end the job tells more than the refusal.
    const jobId = (answer.body as Problem).parameters?.jobId;
    return jobId === undefined ? { kind: 'refused', problem: answer.body } : { kind: 'job', job: await asJob(jobId) };
  }
  let job = answer.body as Job;
  for (let polls = 0; job.state === 'running' && polls < maxPolls; polls += 1) {
    await setTimeout(options.pollMs ?? pollMs);
    job = await asJob(job.jobId);
  }
  return { kind: 'job', job };
}

function told(job: Job, { url }: ImportOptions, print: (line: string) => void): number {
  if (job.problem !== null) return refused(job.problem, print);
  if (job.result === null) throw new Error(`the import ${job.jobId} is ${job.state}; nothing of it is live`);
  const { outcome, rows, rejected, slices, switched, sumCheck, unmappedWardCodes, late, shrunk } = job.result;
  print(`${job.jobId}: ${outcome}, ${rows} rows taken, ${rejected} refused, ${switched.length} slices switched live`);
  for (const slice of slices)
    print(`  ${slice.month} ${slice.hospitalId} ${slice.state}: ${slice.rows} rows, ${slice.rejected} refused`);
  if (sumCheck !== null) print(`  ${sumsSaid(sumCheck)}`);
  const unmapped = unmappedWardCodes.reduce((sum, code) => sum + code.rows, 0);
  if (unmapped > 0) print(`  ${unmapped} rows under ward codes without a ward: GET ${url}/v1/cost/unmapped-wards`);
  for (const { month, dueOn, daysLate } of late) print(`  ${month} was owed by ${dueOn}: ${daysLate} days late`);
  for (const { month, rowsBefore, rows: left } of shrunk)
    print(
      `  ${month}: ${left} rows took the place of ${rowsBefore}. Was that meant? POST ${url}/v1/cost/slices/point takes it back`,
    );
  if (rejected > 0) print(`  the refused rows: GET ${url}/v1/cost/import-jobs/${job.jobId}/report`);
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
    readonly sumCheck: SumCheck | null;
    readonly unmappedWardCodes: readonly { readonly rows: number }[];
    readonly shrunk: readonly { readonly month: string; readonly rowsBefore: number; readonly rows: number }[];
    readonly late: readonly { readonly month: string; readonly dueOn: string; readonly daysLate: number }[];
    readonly slices: readonly {
      readonly month: string;
      readonly hospitalId: string;
      readonly state: string;
      readonly rows: number;
      readonly rejected: number;
    }[];
  } | null;
}

type SumCheck = Readonly<Record<'without' | 'with' | 'both' | 'neither', number>>;

/** Which of both sums the totals fit: at least one hospital adds the antibacterials to the western medicines they lie in. */
function sumsSaid({ without, with: withIt, both, neither }: SumCheck): string {
  const fits =
    without >= withIt
      ? 'without KJYWF, as the standard says'
      : 'with KJYWF added, which the standard counts inside XYF';
  const counts = `${without} only without it, ${withIt} only with it, ${both} either way, ${neither} neither`;
  return `total charges fit the sum of their parts ${fits}: ${counts}`;
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly parameters?: { readonly jobId?: string };
}

const blockBytes = 65_536;
const pollMs = 1_000;
const maxSendings = 3;
/** Ten minutes for a server that starts again. */
const maxWaits = 600;
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

/**
 * Sends a file, a block when the server has taken the one before. Not by `fetch`, which holds every block of a streamed body
 * until all are sent: a gigabyte would be held whole.
 */
function posted(
  url: string,
  headers: Readonly<Record<string, string>>,
  file: string,
  onBlock: (bytes: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? secureRequest : plainRequest;
    let answered = false;
    const sending = request(url, { method: 'POST', headers, agent: false }, (response) => {
      answered = true;
      json(response)
        .then((body) => resolve({ status: response.statusCode ?? 0, body }))
        .catch(() => reject(new Gone(url)))
        // Of a file that was refused early the rest need not be sent.
        .finally(() => sending.destroy());
    });
    const counted = new Transform({
      transform: (block: Buffer, _encoding, done) => {
        onBlock(block.length);
        done(null, block);
      },
    });
    pipeline(createReadStream(file, { highWaterMark: blockBytes }), counted, sending, (error) => {
      if (error && !answered) reject(new Gone(url));
    });
  });
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function asked(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, body: await response.json() };
  } catch {
    throw new Gone(url);
  }
}

/** Whoever was asked did not answer, or stopped in the middle. */
class Gone extends Error {
  constructor(url: string) {
    super(`${new URL(url).origin} did not answer or ended meanwhile; nothing of the file is live, send it again`);
  }
}

/** Resolves when the server answers again. @throws Error when it does not come back. */
async function back({ url, pollMs: every = pollMs }: ImportOptions): Promise<void> {
  for (let waits = 0; waits < maxWaits; waits += 1) {
    await setTimeout(every);
    const answered = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
  }
  throw new Gone(url);
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
