import type { Instant, IsoDate } from '../time.ts';
import type { WardSpan } from './places.ts';
import type { ReturnDataset } from './returns.ts';

/** Everything an import is told; plain values, because it crosses to the worker. Maps travel as arrays of pairs. */
export type ImportJob =
  | ({ readonly dataset: 'inpatientRows'; readonly hospitalId: string } & CommonJob & {
        readonly wards: readonly WardSpan[];
        /** Name and version of the grouper behind the file's DRG codes; null: not told. */
        readonly grouper: string | null;
      })
  | ({ readonly dataset: ReturnDataset; readonly hospitalId: string | null } & CommonJob & {
        readonly hospitalCodes: readonly (readonly [string, string])[];
      });

interface CommonJob {
  readonly importId: string;
  readonly startedAt: Instant;
  readonly today: IsoDate;
  readonly dryRun: boolean;
}

/** A path is read by the importer itself; a stream (an upload) is passed on block by block and never stored. */
export type ImportSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'stream'; readonly stream: AsyncIterable<Uint8Array> };
