import type { ErrorKind, Parameter } from '../errors.ts';
import type { Instant, IsoDate } from '../time.ts';
import type { WardSpan } from './places.ts';
import type { ReturnDataset } from './returns.ts';
import type { Dataset } from './sums.ts';

/** Everything an import is told; plain values, because it crosses to the worker. Maps travel as arrays of pairs. */
export type ImportJob =
  | ({ readonly dataset: 'inpatientRows'; readonly hospitalId: string } & CommonJob & {
        readonly wards: readonly WardSpan[];
        /** Name and version of the grouper behind the file's DRG codes; null: not told. */
        readonly grouper: string | null;
      })
  | ({ readonly dataset: 'drugLines'; readonly hospitalId: string; readonly wards: readonly WardSpan[] } & CommonJob)
  | ({ readonly dataset: ReturnDataset; readonly hospitalId: string | null } & CommonJob & {
        readonly hospitalCodes: readonly (readonly [string, string])[];
      });

interface CommonJob {
  readonly importId: string;
  /** The job the refused rows are reported under; null: nobody asks for a report. */
  readonly jobId: string | null;
  readonly startedAt: Instant;
  readonly today: IsoDate;
  readonly dryRun: boolean;
}

/** A path is read by the importer itself; a stream (an upload) is passed on block by block and never stored. */
export type ImportSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'stream'; readonly stream: AsyncIterable<Uint8Array> };

export type JobState = 'running' | 'done' | 'refused' | 'failed' | 'interrupted';

/** What became of one file that was sent. `interrupted`: the service ended meanwhile, and nothing of it is live. */
export interface ImportJobRecord {
  readonly jobId: string;
  readonly hospitalId: string | null;
  readonly dataset: Dataset;
  readonly dryRun: boolean;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly state: JobState;
  /** JSON of what the import said; null while it runs and where the file was refused as a whole. */
  readonly result: string | null;
  readonly problem: JobProblem | null;
}

/** A refusal of the whole file, as its code and parameters. */
export interface JobProblem {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
}
