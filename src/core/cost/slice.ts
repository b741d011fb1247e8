import type { Month } from '../time.ts';
import type { RowError } from './frontpage/frontpage.ts';
import type { Dataset } from './sums.ts';

/** The unit that is loaded, replaced and pointed back as a whole: hospital × month × dataset. */
export interface SliceKey {
  readonly hospitalId: string;
  readonly month: Month;
  readonly dataset: Dataset;
}

/** `partial`: good rows are in, some were refused. A slice nobody loaded is missing – and missing is not zero. */
export type SliceState = 'complete' | 'partial';
export type DataStatus = SliceState | 'missing';

/** The live import of a slice, as its newest ledger entry says; `importId` null after it was taken out. */
export interface LiveSlice extends SliceKey {
  readonly importId: string | null;
  readonly state: SliceState;
  readonly position: number;
}

/** Above this share of refused rows a slice is not loaded: what is left says more about the file than about the ward. */
const maxRejectShare = 0.05;

export interface SliceTally {
  readonly rows: number;
  /** Refused rows whose discharge month is known. */
  readonly rejected: number;
}

/**
 * Decides a slice from its rows and from the file's refused rows whose month nobody can tell, which count pro rata:
 * they may belong to any month of the file.
 */
export function sliceOutcome(
  slice: SliceTally,
  file: { readonly rows: number; readonly unplaced: number },
): SliceState | 'refused' {
  const share = file.rows === 0 ? file.unplaced : Math.ceil((file.unplaced * slice.rows) / file.rows);
  const rejected = slice.rejected + share;
  if (rejected > maxRejectShare * (slice.rows + rejected)) return 'refused';
  return rejected === 0 ? 'complete' : 'partial';
}

/** One slice of an import as its summary tells it. */
export interface SliceSummary extends SliceKey {
  readonly rows: number;
  readonly rejected: number;
  readonly state: SliceState | 'refused';
}

/** What an import did. Holds no value of an unmapped column and no record number, so it may be shown and stored. */
export interface ImportSummary {
  /** `unchanged`: these bytes were read before with the same maps; `importId` is that earlier import. */
  readonly outcome: 'stored' | 'unchanged' | 'refused' | 'dry-run';
  readonly importId: string | null;
  readonly dataset: Dataset;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly encoding: string;
  readonly rows: number;
  readonly rejected: number;
  readonly slices: readonly SliceSummary[];
  /** At most `maxListedRejects` of them; `rejected` counts all rows, one row may have several errors. */
  readonly rejects: readonly RejectedRow[];
  readonly warnings: readonly {
    readonly code: string;
    readonly rows: number;
    readonly firstLines: readonly number[];
  }[];
  /** How many rows fit which sum (see frontpage.ts); null for returns and where a cost column is absent. */
  readonly sumCheck: Readonly<Record<'without' | 'with' | 'both' | 'neither', number>> | null;
  /** Codes without a ward; `code` null stands for all codes that may not be shown. Their rows count as unmapped. */
  readonly unmappedWardCodes: readonly { readonly code: string | null; readonly rows: number }[];
  /** Columns of the file that were not read. Their names are not kept. */
  readonly droppedColumns: number;
}

/** One thing wrong with one row of a file, in which nothing of the row stands but what `echo` allows. */
export type RejectedRow = Omit<RowError, 'column'> & { readonly column: string | null };

/** In the summary; the report that can be downloaded holds `maxReportedRejects`. */
export const maxListedRejects = 500;
export const maxReportedRejects = 20_000;
export const maxListedLines = 20;
