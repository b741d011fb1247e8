import type { ImportJob, ImportJobRecord } from './core/cost/import-job.ts';
import type { RerolledImport, RerollJob } from './core/cost/reroll.ts';
import type { ImportSummary, LiveSlice } from './core/cost/slice.ts';
import type { ErrorKind, Parameter, ProblemRow } from './core/errors.ts';

/** What the worker is started with. */
export interface WorkerSettings {
  /** The file of drug cost, or the database that holds it. */
  readonly cost: { readonly path: string } | { readonly url: string };
  /** Secret under which record numbers and ward codes are hashed. */
  readonly recordKey: Uint8Array;
}

/** Work for the worker. Each kind answers with `done` and the result named for it, `refused` or `failed`. */
export type WorkerJob =
  | { readonly kind: 'import'; readonly job: ImportJob; readonly source: PostedSource }
  | { readonly kind: 'reroll'; readonly job: RerollJob }
  | { readonly kind: 'point'; readonly live: readonly LiveSlice[] }
  | { readonly kind: 'keep-job'; readonly job: ImportJobRecord }
  | { readonly kind: 'sync'; readonly live: readonly LiveSlice[]; readonly wholeBelow: number | undefined }
  | { readonly kind: 'close' };

/** A path, or the memory through which an upload is handed over: one block at a time, so that nothing is made for each. */
export type PostedSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'shared'; readonly block: SharedArrayBuffer };

export interface WorkerResults {
  import: ImportSummary;
  reroll: readonly RerolledImport[];
  point: null;
  'keep-job': null;
  /** How many slices differed. */
  sync: number;
  close: null;
}

/** Main thread → worker. To each `more` of an upload the answer is `block`, `end` or `abort`; a block is the shared memory's first `length` bytes, valid until the next `more`. */
export type ToWorker =
  | { readonly kind: 'job'; readonly id: number; readonly job: WorkerJob }
  | { readonly kind: 'block'; readonly id: number; readonly length: number }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'abort'; readonly id: number };

/** Worker → main thread. */
export type FromWorker =
  | { readonly kind: 'more'; readonly id: number }
  | { readonly kind: 'progress'; readonly id: number; readonly bytesRead: number }
  | { readonly kind: 'done'; readonly id: number; readonly result: WorkerResults[keyof WorkerResults] }
  /** An expected refusal: the parts of a DomainError, which does not survive being posted as a class. */
  | { readonly kind: 'refused'; readonly id: number; readonly error: PostedError }
  /** A bug. The message stays in the log of the main thread. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

export interface PostedError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly rows: readonly ProblemRow[];
}
