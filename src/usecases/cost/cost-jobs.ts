import { setTimeout } from 'node:timers/promises';
import type { ImportJobRecord, ImportSource } from '../../core/cost/import-job.ts';
import type { RejectedRow } from '../../core/cost/slice.ts';
import { DomainError } from '../../core/errors.ts';
import { type ImportedFile, type ImportFile, importFile } from './cost.ts';
import { type CostContext, type CostScope, placeOf } from './cost-context.ts';

/** A job as whoever may import there sees it. `bytesRead` is null once it has ended. */
export interface ImportJobView extends Omit<ImportJobRecord, 'result'> {
  readonly bytesRead: number | null;
  readonly result: ImportedFile | null;
}

/**
 * Imports a file as a job that can be asked for. Resolves when the import has ended, or `answerAfterMs` after the last
 * byte of the file was taken: then it goes on by itself. A file that is refused as a whole before that rejects.
 *
 * @throws DomainError as importFile does.
 */
export async function startImport(context: CostContext, command: ImportFile): Promise<ImportJobView> {
  const { dataset, hospitalId, dryRun } = command;
  context.reach('cost.import', [placeOf(context.places, scopeOf(hospitalId)).place]);
  const jobId = context.newId('job');
  const begun = { jobId, hospitalId, dataset, dryRun, startedAt: context.now(), finishedAt: null } as const;
  await context.cost.keepJob({ ...begun, state: 'running', result: null, problem: null });
  const source = watched(command.source);
  const imported = run(context, { ...command, source: source.source, jobId, onProgress }, begun);
  const settled = imported.finally(() => context.jobs.running.delete(jobId));
  const running = { bytesRead: 0, settled: settled.catch(() => undefined) };
  context.jobs.running.set(jobId, running);
  function onProgress(bytesRead: number) {
    running.bytesRead = bytesRead;
  }
  const patience = new AbortController();
  const answered = source.ended.then(() => setTimeout(context.jobs.answerAfterMs, null, { signal: patience.signal }));
  const first = await Promise.race([settled, answered.catch(() => null)]).finally(() => patience.abort());
  if (first !== null) return first;
  settled.catch((error: unknown) => {
    if (!(error instanceof DomainError)) context.jobs.onBug(error);
  });
  return { ...begun, state: 'running', bytesRead: running.bytesRead, result: null, problem: null };
}

/** @throws DomainError absent, access.forbidden. */
export async function importJob(context: CostContext, jobId: string): Promise<ImportJobView> {
  return viewOf(context, await jobInReach(context, jobId));
}

/** The newest jobs of a hospital. @throws DomainError absent, access.forbidden. */
export async function importJobs(context: CostContext, hospitalId: string | null): Promise<readonly ImportJobView[]> {
  context.reach('cost.import', [placeOf(context.places, scopeOf(hospitalId)).place]);
  const jobs = await context.cost.importJobs(hospitalId, maxListedJobs);
  return jobs.map((job) => viewOf(context, job));
}

/** The rows a job refused, in the order of the file's lines. @throws DomainError absent, access.forbidden. */
export async function importReport(context: CostContext, jobId: string): Promise<readonly RejectedRow[]> {
  await jobInReach(context, jobId);
  return context.cost.importReport(jobId);
}

const maxListedJobs = 50;

/** A job outside the scope is one that does not exist. */
async function jobInReach(context: CostContext, jobId: string): Promise<ImportJobRecord> {
  const job = await context.cost.importJob(jobId);
  if (job === undefined) {
    // Whoever may import nowhere is told so first, whether or not there is such a job.
    context.reach('cost.import', []);
    throw new DomainError('absent', 'absent');
  }
  context.reach('cost.import', [placeOf(context.places, scopeOf(job.hospitalId)).place]);
  return job;
}

async function run(
  context: CostContext,
  command: ImportFile,
  begun: Omit<ImportJobRecord, 'state' | 'result' | 'problem'>,
): Promise<ImportJobView> {
  const ended = async (job: Pick<ImportJobRecord, 'state' | 'result' | 'problem'>) => {
    const kept = { ...begun, finishedAt: context.now(), ...job };
    await context.cost.keepJob(kept);
    return kept;
  };
  try {
    const result = await importFile(context, command);
    const job = await ended({ state: 'done', result: JSON.stringify(result), problem: null });
    return { ...job, bytesRead: null, result };
  } catch (error) {
    if (error instanceof DomainError) {
      const { kind, code, parameters } = error;
      await ended({ state: 'refused', result: null, problem: { kind, code, parameters } });
    } else await ended({ state: 'failed', result: null, problem: null });
    throw error;
  }
}

function viewOf(context: CostContext, job: ImportJobRecord): ImportJobView {
  // What was kept before it was noted came in time.
  const result = job.result === null ? null : ({ late: [], shrunk: [], ...JSON.parse(job.result) } as ImportedFile);
  return { ...job, result, bytesRead: context.jobs.running.get(job.jobId)?.bytesRead ?? null };
}

function scopeOf(hospitalId: string | null): CostScope {
  return hospitalId === null ? { kind: 'city' } : { kind: 'hospital', hospitalId };
}

/** The same bytes, and a promise of when the last of them was taken. */
function watched(source: ImportSource): { readonly source: ImportSource; readonly ended: Promise<void> } {
  if (source.kind === 'path') return { source, ended: Promise.resolve() };
  const { stream } = source;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  async function* blocks() {
    yield* stream;
    end();
  }
  return { source: { kind: 'stream', stream: blocks() }, ended };
}
