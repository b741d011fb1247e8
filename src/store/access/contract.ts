import type {
  AccessAct,
  AccessOutcome,
  AccessRecord,
  RightCheckCount,
} from '../../core/register/people/access-record.ts';
import type { Instant } from '../../core/time.ts';

/** Who looked at what. It can be added to and read; only what is older than six months can be taken away. */
export interface AccessRecordStore {
  /**
   * Adds a row and resolves once it is durable: whoever answers a request waits for that. Several share one fsync.
   *
   * @param doctorIds whose record was shown or asked for.
   * @returns the row's number.
   */
  add(record: AccessRecord, doctorIds: readonly string[]): Promise<number>;

  /** Names more doctors whose record the request of an earlier row shows; resolves once that is durable. */
  addDoctors(recordId: number, doctorIds: readonly string[]): Promise<void>;

  /** Newest first. */
  search(filter: AccessRecordFilter, page: AccessRecordPage): Promise<readonly AccessRecordRow[]>;

  /** Adds to what is counted already. */
  addChecks(counts: readonly RightCheckCount[]): Promise<void>;

  /** By hour, newest first; `after` is the last one of the page before. */
  checks(filter: RightCheckFilter, page: RightCheckPage): Promise<readonly RightCheckCount[]>;

  /** Forgets what was recorded before the instant, the oldest rows first. @returns how many rows went. */
  prune(before: Instant): Promise<number>;

  /** Writes what is waiting, and closes. */
  close(): Promise<void>;
}

export interface AccessRecordFilter {
  readonly personId?: string | undefined;
  readonly doctorIds?: readonly string[] | undefined;
  readonly act?: AccessAct | undefined;
  readonly outcome?: AccessOutcome | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

export interface AccessRecordPage {
  readonly limit: number;
  /** The number of the last row of the page before. */
  readonly before?: number | undefined;
}

export interface AccessRecordRow extends AccessRecord {
  readonly recordId: number;
  readonly doctorIds: readonly string[];
}

export interface RightCheckFilter {
  readonly accountId?: string | undefined;
  readonly doctorIds?: readonly string[] | undefined;
  /** Hours, as the counts have them. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface RightCheckPage {
  readonly limit: number;
  readonly after?: Pick<RightCheckCount, 'hour' | 'accountId' | 'doctorId'> | undefined;
}
