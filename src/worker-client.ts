import { Worker } from 'node:worker_threads';
import type { ImportJob, ImportJobRecord, ImportSource } from './core/cost/import-job.ts';
import type { RerolledImport, RerollJob } from './core/cost/reroll.ts';
import type { ImportSummary, LiveSlice } from './core/cost/slice.ts';
import { DomainError } from './core/errors.ts';
import type {
  FromWorker,
  PostedSource,
  ToWorker,
  WorkerJob,
  WorkerResults,
  WorkerSettings,
} from './worker-messages.ts';

/** The main thread's side of worker.ts. */
export interface WorkerClient {
  /**
   * @throws DomainError what the import refuses; cost.imports-busy with `maxImports` waiting already.
   */
  importFile(job: ImportJob, source: ImportSource, onProgress?: (bytesRead: number) => void): Promise<ImportSummary>;
  reroll(job: RerollJob): Promise<readonly RerolledImport[]>;
  pointTo(live: readonly LiveSlice[]): Promise<void>;
  keepJob(job: ImportJobRecord): Promise<void>;
  syncLive(live: readonly LiveSlice[], wholeBelow?: number): Promise<number>;
  /** Cuts running uploads short, closes the database and ends the thread. */
  close(): Promise<void>;
  /** Whether the thread has ended: nothing more is done by this client. */
  ended(): boolean;
}

/**
 * What an import leaves to the collector is many small things that die at once: without a limit the young generation
 * grows to 128 MB for them. The old one holds the rows of one workbook at most; beyond it the thread ends and the service
 * does not.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 384 };

/** Imports running or waiting; the next is told to come back. */
const maxImports = 8;

/**
 * Starts the thread. Should it die, everything in flight is rejected with an Error and every later call too: half an
 * import is harmless, but whoever runs the service must learn that something is broken. Whoever wants to go on starts another.
 */
export function startWorker(settings: WorkerSettings): WorkerClient {
  // The same source runs as .ts from a checkout and as .js from dist.
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: settings,
    name: 'rx12-worker',
    resourceLimits,
  });
  const calls = new Map<number, Call>();
  let lastId = 0;
  let imports = 0;
  let dead: Error | null = null;

  const post = (message: ToWorker) => worker.postMessage(message);
  const call = <K extends WorkerJob['kind']>(
    job: WorkerJob & { kind: K },
    more?: Partial<Call>,
  ): Promise<WorkerResults[K]> => {
    if (dead !== null) return Promise.reject(dead);
    lastId += 1;
    const id = lastId;
    return new Promise<WorkerResults[K]>((resolve, reject) => {
      calls.set(id, { ...more, resolve: resolve as Call['resolve'], reject });
      post({ kind: 'job', id, job });
    });
  };

  worker.on('message', (message: FromWorker) => {
    const waiting = calls.get(message.id);
    if (waiting === undefined) return;
    if (message.kind === 'progress') return waiting.onProgress?.(message.bytesRead);
    if (message.kind === 'more') return void waiting.sendNext?.(message.id);
    calls.delete(message.id);
    if (message.kind === 'done') return waiting.resolve(message.result);
    if (message.kind === 'failed') return waiting.reject(new Error(message.message));
    const { kind, code, parameters, rows } = message.error;
    waiting.reject(new DomainError(kind, code, parameters, rows));
  });
  const bury = (error: Error) => {
    dead = error;
    for (const waiting of calls.values()) waiting.reject(error);
    calls.clear();
  };
  worker.on('error', (error) => bury(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => bury(new Error(`the worker thread has ended (${code})`)));

  return {
    async importFile(job, source, onProgress) {
      if (imports >= maxImports) throw new DomainError('unavailable', 'cost.imports-busy', { maxImports });
      imports += 1;
      const upload = source.kind === 'stream' ? uploadOf(source.stream, post) : { posted: source };
      try {
        return await call({ kind: 'import', job, source: upload.posted }, { onProgress, sendNext: upload.sendNext });
      } finally {
        imports -= 1;
        await upload.stop?.();
      }
    },
    reroll: (job) => call({ kind: 'reroll', job }),
    pointTo: async (live) => void (await call({ kind: 'point', live })),
    keepJob: async (job) => void (await call({ kind: 'keep-job', job })),
    syncLive: (live, wholeBelow) => call({ kind: 'sync', live, wholeBelow }),
    ended: () => dead !== null,
    async close() {
      if (dead !== null) return;
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      await call({ kind: 'close' });
      await ended;
    },
  };
}

/** What the socket gives at a time is a quarter of it. */
const sharedBytes = 262_144;

interface Call {
  readonly resolve: (result: WorkerResults[keyof WorkerResults]) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
  readonly sendNext?: ((id: number) => Promise<void>) | undefined;
}

interface Upload {
  readonly posted: PostedSource;
  readonly sendNext?: (id: number) => Promise<void>;
  readonly stop?: () => Promise<void>;
}

/** Hands a stream over block by block, each when the worker asks for it, through memory that both see. */
function uploadOf(stream: AsyncIterable<Uint8Array>, post: (message: ToWorker) => void): Upload {
  const blocks = stream[Symbol.asyncIterator]();
  const block = new SharedArrayBuffer(sharedBytes);
  const bytes = new Uint8Array(block);
  let rest = new Uint8Array(0);
  return {
    posted: { kind: 'shared', block },
    async sendNext(id: number): Promise<void> {
      try {
        let filled = 0;
        while (filled < sharedBytes) {
          if (rest.length === 0) {
            const next = await blocks.next();
            if (next.done === true) break;
            rest = next.value as typeof rest;
          }
          const some = rest.subarray(0, sharedBytes - filled);
          bytes.set(some, filled);
          filled += some.length;
          rest = rest.subarray(some.length);
        }
        post(filled === 0 ? { kind: 'end', id } : { kind: 'block', id, length: filled });
      } catch {
        post({ kind: 'abort', id });
      }
    },
    async stop(): Promise<void> {
      await blocks.return?.();
    },
  };
}
