import type {
  DrgMonth,
  DrgTotal,
  DrugTotal,
  HospitalMonthDrug,
  ImportedDrug,
  WardMonthDrug,
} from '../core/cost/drugs/drug-sums.ts';
import type { ImportJobRecord } from '../core/cost/import-job.ts';
import type { LiveSlice, RejectedRow, SliceKey, SliceState } from '../core/cost/slice.ts';
import type { Dataset, HospitalMonth, WardMonth } from '../core/cost/sums.ts';
import type { Instant, Month } from '../core/time.ts';

/**
 * Drug cost: immutable imports and the copy of which import of each slice is live.
 *
 * The ledger decides what is live (`slice.switched`). This store keeps a copy of each slice's newest such entry, because
 * every question joins it with the rollups and a city's three years are more than two thousand pairs to hand over with
 * each. The copy is set by `pointTo` right after the entry committed; a crash between the two is healed by `syncLive`
 * at start, which takes the ledger's whole list. Positions only rise, so a late or repeated call changes nothing.
 *
 * Writing happens on one connection (the worker's); any number read beside it. All methods return promises and take no
 * callback. Losing this store loses no decision: imports can be read again from their files, and `syncLive` restores
 * what was live.
 */
export interface CostStore extends CostReads, CostWrites {
  close(): Promise<void>;
}

export interface CostReads {
  /** Rises by at least 1 whenever an answer may differ. Cheap enough to ask before every question. */
  liveVersion(): Promise<number>;
  /** Live hospital-months of the datasets and hospitals in [from, until), each with the state of its slice. */
  hospitalMonths(question: HospitalMonthsQuestion): Promise<LiveHospitalMonth[]>;
  /** Live ward-months of one hospital in [from, until), of one ward or (`wardId` undefined) of all; null is "unmapped". */
  wardMonths(question: WardMonthsQuestion): Promise<LiveWardMonth[]>;
  /**
   * Slices whose live import changed after `version` of `liveVersion`, also those that were taken out (import null). What
   * `syncLive` removed is not among them: it runs at start, before anybody has read.
   */
  slicesChangedAfter(version: number): Promise<LiveSlice[]>;
  /** Live discharges by DRG of the hospitals in [from, until); nothing of a hospital that does not group its cases. */
  drgMonths(question: DrugMonthsQuestion): Promise<DrgMonth[]>;
  /** Live drugs of the hospitals in [from, until), the wards together. */
  hospitalMonthDrugs(question: DrugMonthsQuestion): Promise<HospitalMonthDrug[]>;
  /** The same of one hospital, its months added up: one row a DRG. */
  drgTotals(question: HospitalTotalsQuestion): Promise<DrgTotal[]>;
  /** Live drugs of one hospital, the wards together and its months added up: one row a setting and drug. */
  drugTotals(question: HospitalTotalsQuestion): Promise<DrugTotal[]>;
  /** Live drugs by ward of one hospital in [from, until), of one ward or (`wardId` undefined) of all. */
  wardMonthDrugs(question: WardMonthsQuestion): Promise<WardMonthDrug[]>;
  /** The names the newest live imports give these drugs; a drug nobody names is absent. */
  drugNames(codes: readonly string[]): Promise<ImportedDrug[]>;
  /** When each slice of a hospital in [from, until) first came in: the start of the first import that holds it. */
  arrivals(question: SliceRange): Promise<Arrival[]>;
  /** Live slices in [from, until); a slice that was taken out (import null) is not among them. */
  liveSlices(question: LiveSlicesQuestion): Promise<LiveSlice[]>;
  /** Which grouper the live front pages of a hospital and month were grouped by; null where nobody said. */
  groupers(question: DrugMonthsQuestion): Promise<SliceGrouper[]>;
  /** Every import that holds the slice, newest first, with what it said about it. */
  history(slice: SliceKey): Promise<SliceHistory[]>;
  /** An import that is ready; undefined where there is none of that id. */
  importOf(importId: string): Promise<StoredImport | undefined>;
  /** The ready import with that identity, if there is one: the same bytes read in the same way. */
  importByIdentity(identitySha256: string): Promise<StoredImport | undefined>;
  /** One chunk of front-page rows, unpacked by `unpackColumns`; undefined after the last. */
  chunk(importId: string, seq: number): Promise<Uint8Array | undefined>;
  /** What became of a job; undefined where there is none of that id, or it was forgotten. */
  importJob(jobId: string): Promise<ImportJobRecord | undefined>;
  /** The newest jobs of a hospital (null: of files whose rows name theirs), at most `limit`. */
  importJobs(hospitalId: string | null, limit: number): Promise<ImportJobRecord[]>;
  /** The refused rows of a job; empty where there were none. */
  importReport(jobId: string): Promise<readonly RejectedRow[]>;
  /** One chunk of drug lines, unpacked by `unpackColumns`; undefined after the last. */
  lineChunk(importId: string, seq: number): Promise<Uint8Array | undefined>;
  /** Codes of an import in order of place; ward codes as keyed hashes. */
  codes(importId: string, kind: CodeKind): Promise<string[]>;
  /** Codes of the drugs of an import in order of place. */
  importDrugs(importId: string): Promise<{ readonly code: string }[]>;
  /** The hospital-months of one import, live or not. */
  monthsOfImport(importId: string): Promise<HospitalMonth[]>;
  /** Rows of one import without a ward, by month, whether or not their code may be shown. */
  rowsWithoutWard(importId: string): Promise<readonly { readonly month: Month; readonly rows: number }[]>;
  /** Rows of live slices without a ward, of one hospital or (null) of all, by slice and code that may be shown. */
  liveUnmapped(hospitalId: string | null): Promise<LiveUnmapped>;
}

export interface LiveUnmapped {
  readonly shown: readonly (UnmappedCode & { readonly dataset: Dataset })[];
  /** All rows without a ward, those of `shown` among them. */
  readonly all: readonly {
    readonly hospitalId: string;
    readonly month: Month;
    readonly dataset: Dataset;
    readonly rows: number;
  }[];
}

/** Rows under a ward code that no ward bore then; only codes that may be shown in words. */
export interface UnmappedCode {
  readonly hospitalId: string;
  readonly month: Month;
  readonly code: string;
  readonly rows: number;
}

export interface CostWrites {
  /** Opens a staged import. Nothing of it can be read as an answer until `finishImport`, and never unless it is live. */
  beginImport(draft: ImportDraft): Promise<void>;
  addChunk(importId: string, seq: number, rows: number, packed: Uint8Array): Promise<void>;
  addLineChunk(importId: string, seq: number, rows: number, packed: Uint8Array): Promise<void>;
  /**
   * Adds slices with their figures, closes the import and makes it immutable, in one transaction. For front-page rows
   * give ward-months: hospital-months are summed from them; for returns give hospital-months. What the ward map does not
   * touch (DRGs, the names of drugs) is copied from the import that one stands on.
   *
   * @returns `unchanged` with the earlier import, and the staged one discarded, when that identity is already there.
   */
  finishImport(importId: string, outcome: ImportOutcome): Promise<FinishedImport>;
  /** Removes a staged import. An import that is ready stays: that is refused with an Error. */
  discardImport(importId: string): Promise<void>;
  /** Removes what imports left behind that a crash cut short; returns how many. For the writer, at start. */
  discardStaged(): Promise<number>;
  /** Makes imports the live ones of their slices, all at once, as ledger entries say; older positions are ignored. */
  pointTo(live: readonly LiveSlice[]): Promise<void>;
  /** Keeps what became of a job, in place of what was kept of it before; the oldest beyond `maxKeptJobs` are forgotten. */
  keepJob(job: ImportJobRecord): Promise<void>;
  /** Keeps the refused rows of a job, once. */
  keepReport(jobId: string, rows: readonly RejectedRow[]): Promise<void>;
  /** Calls every running job interrupted; returns how many. For the writer, at start. */
  interruptJobs(at: string): Promise<number>;
  /**
   * Replaces the copy by the ledger's list; returns how many slices differed. `wholeBelow` is the number of entries the
   * ledger had before the list was read, where other processes switch slices too: what they switched since stays. Without
   * it the copy becomes the list, whatever it was: then a position past the list is of another ledger.
   */
  syncLive(live: readonly LiveSlice[], wholeBelow?: number): Promise<number>;
}

export interface HospitalMonthsQuestion {
  readonly datasets: readonly Dataset[];
  readonly hospitalIds: readonly string[];
  readonly from: Month;
  readonly until: Month;
}

export interface WardMonthsQuestion {
  readonly hospitalId: string;
  readonly wardId?: string | null;
  readonly from: Month;
  readonly until: Month;
}

export interface DrugMonthsQuestion {
  readonly hospitalIds: readonly string[];
  readonly from: Month;
  readonly until: Month;
}

export interface HospitalTotalsQuestion {
  readonly hospitalId: string;
  /** Need not follow each other. */
  readonly months: readonly Month[];
}

export interface SliceRange {
  readonly hospitalId: string;
  readonly from: Month;
  readonly until: Month;
}

export interface Arrival {
  readonly dataset: Dataset;
  readonly month: Month;
  readonly arrivedAt: Instant;
}

export interface LiveSlicesQuestion {
  /** Of one hospital only. */
  readonly hospitalId?: string;
  readonly from: Month;
  readonly until: Month;
}

export interface LiveHospitalMonth extends HospitalMonth {
  readonly dataset: Dataset;
  readonly state: SliceState;
}

export interface LiveWardMonth extends WardMonth {
  readonly dataset: Dataset;
  readonly state: SliceState;
}

export interface SliceGrouper {
  readonly hospitalId: string;
  readonly month: Month;
  readonly grouper: string | null;
}

export interface SliceHistory {
  readonly importId: string;
  readonly startedAt: string;
  readonly fileSha256: string;
  readonly rows: number;
  readonly rejected: number;
  readonly state: SliceState;
  readonly live: boolean;
  /** The import whose rows were counted anew under a later ward map; null: a file of its own. */
  readonly rolledFrom: string | null;
}

/** More than a year of every hospital's files. */
export const maxKeptJobs = 5_000;

export type CodeKind = 'ward' | 'drg';

export interface ImportDraft {
  readonly importId: string;
  readonly origin: 'file' | 'generated';
  readonly dataset: Dataset;
  readonly startedAt: string;
  /** Of rows with a ward map: see wardedIdentity. */
  readonly readerVersion?: number;
  /** The import whose kept rows this one stands on. */
  readonly rolledFrom?: string;
}

export interface ImportOutcome {
  readonly identitySha256: string;
  readonly fileSha256: string;
  /** JSON of the import's summary. */
  readonly summary: string;
  readonly slices: readonly StoredSlice[];
  readonly wardMonths: readonly WardMonth[];
  readonly hospitalMonths: readonly HospitalMonth[];
  readonly drgMonths?: readonly DrgMonth[];
  /** Of drug lines: hospital-months of drugs are summed from them. */
  readonly wardMonthDrugs?: readonly WardMonthDrug[];
  readonly drugs?: readonly ImportedDrug[];
  readonly codes: Readonly<Record<CodeKind, readonly string[]>>;
  readonly unmapped?: readonly UnmappedCode[];
}

export interface StoredSlice extends SliceKey {
  readonly rows: number;
  readonly rejected: number;
  readonly state: SliceState;
  readonly grouper?: string | null;
}

export interface StoredImport {
  readonly importId: string;
  readonly origin: 'file' | 'generated';
  readonly dataset: Dataset;
  readonly fileSha256: string;
  readonly startedAt: string;
  readonly summary: string;
  readonly identitySha256: string;
  /** 0: not noted. */
  readonly readerVersion: number;
  /** The import whose kept rows it stands on, because the ward map changed after that; null: it has its own. */
  readonly rolledFrom: string | null;
  readonly slices: readonly StoredSlice[];
}

export type FinishedImport = { readonly kind: 'ready' } | { readonly kind: 'unchanged'; readonly importId: string };
