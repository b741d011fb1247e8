import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openSqlite } from './store/open-sqlite.ts';

/** Copies the write-ahead log of a database back into its file. */
export interface Checkpoints {
  /** To be told what has become durable; every so many entries the log is copied back. */
  written(entries: number): void;
  /** Lets what is under way end. */
  close(): Promise<void>;
}

/**
 * A thread with a connection of its own copies the log back while the writer goes on: by the writer itself this took a
 * tenth of its time, and everybody waited for the fsync of the whole file. The thread starts with the first copy. It
 * decides nothing: should it fail, the log grows until the writer copies it back itself.
 */
export function checkpointsApart(path: string, every: number = entriesBetween): Checkpoints {
  let worker: Worker | undefined;
  let since = 0;
  let busy = false;
  let closed = false;
  const start = () => {
    const started = startThread(path);
    const gone = () => {
      if (worker === started) worker = undefined;
      busy = false;
    };
    started.on('message', () => {
      busy = false;
    });
    started.once('error', gone);
    started.once('exit', gone);
    return started;
  };
  return {
    written: (entries) => {
      since += entries;
      if (closed || busy || since < every) return;
      since = 0;
      busy = true;
      worker ??= start();
      worker.postMessage('copy');
    },
    close: async () => {
      closed = true;
      const last = worker;
      if (last === undefined) return;
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.postMessage('close');
      await ended;
    },
  };
}

/**
 * About ten pages of log an entry: 40 MB. Every two hundred, the fsyncs of the copying stood before those of the writing
 * several times a second.
 */
const entriesBetween = 1_000;

function startThread(path: string): Worker {
  // The same source runs as .ts from a checkout and as .js from dist.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./worker-checkpoint.${extension}`, import.meta.url);
  return new Worker(file, { workerData: { checkpoint: path }, name: 'rx12-checkpoint' });
}

/** The thread's side. @param path of the database. */
function serveCheckpoints(path: string, port: NonNullable<typeof parentPort>): void {
  const connection = openSqlite(path);
  port.on('message', (said: 'copy' | 'close') => {
    if (said === 'close') {
      connection.close();
      port.close();
      return;
    }
    // Passive: it waits for nobody and nobody waits for it.
    connection.pragma('wal_checkpoint(passive)');
    port.postMessage('copied');
  });
}

const given = workerData as { readonly checkpoint?: string } | null;
if (!isMainThread && parentPort !== null && given?.checkpoint !== undefined) {
  serveCheckpoints(given.checkpoint, parentPort);
}
