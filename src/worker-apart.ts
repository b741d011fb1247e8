import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Work of one question, done by a thread that ends with it: reading alone, on a connection of its own. */
export type Apart = 'worker-replay' | 'worker-verify';

type Said<T> = { readonly kind: 'progress'; readonly done: number } | { readonly kind: 'result'; readonly result: T };

/**
 * Starts a thread for one piece of work.
 *
 * @param task what the thread is given; plain data.
 * @throws Error whatever the work threw: callers check what can be refused before they start it.
 */
export function runApart<T>(name: Apart, task: unknown, onProgress: (done: number) => void = () => {}): Promise<T> {
  // The same source runs as .ts from a checkout and as .js from dist.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./${name}.${extension}`, import.meta.url);
  return new Promise<T>((resolve, reject) => {
    const worker = new Worker(file, { workerData: { apart: name, task }, name: `rx12-${name}` });
    worker.on('message', (said: Said<T>) => {
      if (said.kind === 'progress') onProgress(said.done);
      else resolve(said.result);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ${name} ended with ${code} before its answer`)));
  });
}

/** Called by the thread's own file: does its work and says so; anywhere else it does nothing. */
export function serveApart<Task, T>(name: Apart, work: (task: Task, progress: (done: number) => void) => T): void {
  const given = workerData as { readonly apart?: unknown; readonly task?: unknown } | null;
  if (isMainThread || parentPort === null || given?.apart !== name) return;
  const port = parentPort;
  const say = (said: Said<T>) => port.postMessage(said);
  say({ kind: 'result', result: work(given.task as Task, (done) => say({ kind: 'progress', done })) });
}
