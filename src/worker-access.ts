import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { AccessRecordStore } from './store/access/contract.ts';
import { type AccessWrite, accessReader, accessWriter, openAccessFile } from './store/access/sqlite.ts';
import { pagesWithHelp, setCheckpointPages } from './store/open-sqlite.ts';
import { checkpointsApart } from './worker-checkpoint.ts';

/**
 * Opens the file of the access record. A thread of its own writes it: the fsync that each answer about a doctor waits
 * for then holds up that answer and no other. The thread starts with the first row, and again should it have died.
 */
export function openAccessRecords(path: string): AccessRecordStore {
  const connection = openAccessFile(path);
  const checkpoints = checkpointsApart(path);
  const writer = groupedWrites(path, checkpoints.written);
  return {
    ...accessReader(connection),
    add: (record, doctorIds) => writer.queued({ kind: 'add', record, doctorIds }),
    addDoctors: async (recordId, doctorIds) => void (await writer.queued({ kind: 'doctors', recordId, doctorIds })),
    addChecks: async (counts) => void (await writer.queued({ kind: 'checks', counts })),
    prune: (before) => writer.queued({ kind: 'prune', before }),
    close: async () => {
      await checkpoints.close();
      await writer.close();
      connection.close();
    },
  };
}

/** Requests whose rows share one transaction and one fsync: as many as come in while the one before is written. */
const writesPerCommit = 256;

interface Waiting {
  readonly write: AccessWrite;
  readonly resolve: (result: number) => void;
  readonly reject: (error: Error) => void;
}

/** As JSON text: a string is handed over faster than the objects in it. */
type Said =
  | { readonly kind: 'written'; readonly results: readonly number[] }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined };

/** Hands over what is waiting, one batch at a time; a promise resolves only after its commit's fsync. */
function groupedWrites(path: string, written: (rows: number) => void) {
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let underWay: readonly Waiting[] = [];
  let scheduled = false;
  let idle: (() => void)[] = [];

  const settle = (say: (one: Waiting, at: number) => void) => {
    const settled = underWay;
    underWay = [];
    settled.forEach(say);
    if (queue.length > 0) return send();
    for (const wake of idle) wake();
    idle = [];
  };
  const start = () => {
    const started = startThread(path);
    started.on('message', (text: string) => {
      const said = JSON.parse(text) as Said;
      if (said.kind === 'failed') return settle(({ reject }) => reject(failure(said)));
      written(said.results.length);
      settle(({ resolve }, at) => resolve(said.results[at] ?? 0));
    });
    // Whether the last batch was written is not known: whoever waits for it is refused, and shown nothing.
    const gone = (error: Error) => {
      if (worker !== started) return;
      worker = undefined;
      settle(({ reject }) => reject(error));
    };
    started.once('error', (error) => gone(error instanceof Error ? error : new Error(String(error))));
    started.once('exit', (code) => gone(new Error(`the thread of the access record has ended (${code})`)));
    return started;
  };
  const send = () => {
    scheduled = false;
    underWay = queue.splice(0, writesPerCommit);
    worker ??= start();
    worker.postMessage(JSON.stringify(underWay.map(({ write }) => write)));
  };
  const schedule = () => {
    if (scheduled || underWay.length > 0) return;
    scheduled = true;
    // What comes in during the same turn of the event loop goes together.
    setImmediate(send);
  };
  return {
    queued: (write: AccessWrite) =>
      new Promise<number>((resolve, reject) => {
        queue.push({ write, resolve, reject });
        schedule();
      }),
    close: async () => {
      if (queue.length > 0 || underWay.length > 0) await new Promise<void>((resolve) => idle.push(resolve));
      const last = worker;
      worker = undefined;
      if (last === undefined) return;
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.postMessage(closing);
      await ended;
    },
  };
}

const closing = '';

function failure({ message, code }: Extract<Said, { kind: 'failed' }>): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

/** It holds a batch of rows at a time. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

function startThread(path: string): Worker {
  // The same source runs as .ts from a checkout and as .js from dist.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./worker-access.${extension}`, import.meta.url);
  return new Worker(file, { workerData: { access: path }, name: 'rx12-access', resourceLimits });
}

/** The thread's side. @param path of the file. */
function serveWrites(path: string, port: NonNullable<typeof parentPort>): void {
  const connection = openAccessFile(path);
  // Copied back by the writer itself, the log held up every answer of some seconds for a tenth of one.
  setCheckpointPages(connection, pagesWithHelp);
  const write = accessWriter(connection);
  const answer = (text: string): Said => {
    try {
      return { kind: 'written', results: write(JSON.parse(text) as AccessWrite[]) };
    } catch (error) {
      const { message, code } = error as Error & { readonly code?: string };
      return { kind: 'failed', message, code };
    }
  };
  port.on('message', (text: string) => {
    if (text !== closing) return port.postMessage(JSON.stringify(answer(text)));
    connection.close();
    port.close();
  });
}

const given = workerData as { readonly access?: string } | null;
if (!isMainThread && parentPort !== null && given?.access !== undefined) serveWrites(given.access, parentPort);
