import type { Compression } from '../core/ledger/receipt.ts';
import type { Instant } from '../core/time.ts';

/** The published ledger as the use cases see it; who signs, and where the newest checkpoint is kept, is not theirs. */
export interface PublishedLog {
  /**
   * The newest checkpoint, made anew when the ledger has grown and the last one is a second old.
   *
   * @throws DomainError `ledger.rolled-back` and its like (unavailable) while the ledger may only be read.
   */
  newest(): Promise<{ readonly size: number; readonly text: string }>;

  /** How it stands, without signing anything; never refused. */
  health(): Promise<LogHealth>;

  /** A note over a text in the log's name. @throws DomainError as above. */
  sign(text: string): Promise<string>;

  /** The public keys that sign now, as they are handed out. */
  readonly vkeys: readonly string[];
  readonly compression: Pick<Compression, 'deflate'>;
}

export interface LogHealth {
  readonly checkpoint: { readonly entries: number; readonly at: Instant } | null;
  /** Why nothing may be written: a code of a problem. */
  readonly readOnly: string | null;
  readonly verification: KeptVerification | null;
}

/** What the last verification of the data that are served found. */
export interface KeptVerification {
  readonly at: Instant;
  readonly entries: number;
  /** How much did not fit; 0: all is well. */
  readonly findings: number;
}
