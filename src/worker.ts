import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { ImportSource } from './core/cost/import-job.ts';
import { DomainError } from './core/errors.ts';
import { importFileHere } from './intake/file-import.ts';
import { rerollHere } from './intake/ward-reroll.ts';
import { openCostStore } from './store/cost/sqlite.ts';
import { openPostgresCost } from './store/postgres/cost.ts';
import type { FromWorker, ToWorker, WorkerJob, WorkerResults, WorkerSettings } from './worker-messages.ts';

/**
 * The worker thread: the one writer of cost.db, and where whatever takes longer than about 20 ms runs. Imports go one
 * after another; a switch (`point`) is done between two blocks of a running import. Started by worker-client.ts.
 */
if (!isMainThread && parentPort !== null) {
  stepBack();
  serve(parentPort, workerData as WorkerSettings);
}

/**
 * Lets the thread that answers go first where both want a core: nobody waits for an import as somebody waits for a right
 * check. Linux keeps a priority for each thread; elsewhere the number would be the whole process's, and nothing is done.
 */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    const threadId = Number(basename(readlinkSync('/proc/thread-self')));
    if (threadId !== process.pid) setPriority(threadId, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox without /proc, or that forbids it: imports work all the same.
  }
}

function serve(port: NonNullable<typeof parentPort>, settings: WorkerSettings): void {
  const { cost } = settings;
  const store = 'path' in cost ? openCostStore(cost.path) : openPostgresCost(cost.url);
  const inboxes = new Map<number, Inbox>();
  const post = (message: FromWorker) => port.postMessage(message);
  // A crash may have left half an import behind; nothing can be reading or writing it now.
  const started = store.discardStaged();
  let lastImport: Promise<unknown> = started;

  const run = async (id: number, job: WorkerJob): Promise<WorkerResults[keyof WorkerResults]> => {
    switch (job.kind) {
      case 'import': {
        const before = lastImport;
        const inbox =
          job.source.kind === 'shared' ? inboxFor(job.source.block, () => post({ kind: 'more', id })) : null;
        if (inbox !== null) inboxes.set(id, inbox);
        const source: ImportSource =
          job.source.kind === 'path' ? job.source : { kind: 'stream', stream: (inbox as Inbox).blocks() };
        const imported = (async () => {
          await before.catch(() => undefined);
          return importFileHere(store, settings.recordKey, job.job, source, (bytesRead) =>
            post({ kind: 'progress', id, bytesRead }),
          );
        })();
        lastImport = imported;
        return imported.finally(() => inboxes.delete(id));
      }
      // Beside a running import: both let go between two chunks.
      case 'reroll':
        await started;
        return rerollHere(store, settings.recordKey, job.job);
      case 'point':
        await store.pointTo(job.live);
        return null;
      case 'keep-job':
        await store.keepJob(job.job);
        return null;
      case 'sync':
        return store.syncLive(job.live, job.wholeBelow);
      case 'close':
        for (const inbox of inboxes.values()) inbox.abort();
        await lastImport.catch(() => undefined);
        await store.close();
        return null;
    }
  };

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'job':
        run(message.id, message.job)
          .then((result) => post({ kind: 'done', id: message.id, result }))
          .catch((error: unknown) => post(failure(message.id, error)))
          // Only after the answer has left: a closed port sends nothing.
          .finally(() => message.job.kind === 'close' && port.close());
        return;
      case 'block':
        inboxes.get(message.id)?.push(message.length);
        return;
      case 'end':
        inboxes.get(message.id)?.end();
        return;
      case 'abort':
        inboxes.get(message.id)?.abort();
    }
  });
}

/** The receiving end of a stream: asks for one block at a time, so a fast sender cannot fill the memory. */
interface Inbox {
  push(length: number): void;
  end(): void;
  abort(): void;
  blocks(): AsyncGenerator<Uint8Array>;
}

function inboxFor(shared: SharedArrayBuffer, askForMore: () => void): Inbox {
  let state: 'open' | 'ended' | 'aborted' = 'open';
  let waiting: (() => void) | null = null;
  const block = new Uint8Array(shared);
  let filled = 0;
  const wake = () => {
    waiting?.();
    waiting = null;
  };
  return {
    push(length) {
      filled = length;
      wake();
    },
    end() {
      state = 'ended';
      wake();
    },
    abort() {
      state = 'aborted';
      wake();
    },
    async *blocks() {
      for (;;) {
        if (filled === 0 && state === 'open') {
          const woken = new Promise<void>((resolve) => {
            waiting = resolve;
          });
          askForMore();
          await woken;
        }
        if (state === 'aborted') throw new DomainError('malformed', 'cost.upload-cut-short');
        if (filled === 0) return;
        const length = filled;
        filled = 0;
        yield block.subarray(0, length);
      }
    },
  };
}

function failure(id: number, error: unknown): FromWorker {
  if (error instanceof DomainError) {
    const { kind, code, parameters, rows } = error;
    return { kind: 'refused', id, error: { kind, code, parameters, rows } };
  }
  return { kind: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
