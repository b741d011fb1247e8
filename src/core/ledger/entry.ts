import type { DomainEvent } from '../events.ts';
import type { Instant } from '../time.ts';

/**
 * A stream is the gapless history of one thing. An entry names one to three: the thing it is about first, then those
 * whose readers must see it too.
 */
export interface StreamRef {
  readonly kind: StreamKind;
  readonly id: string;
}

/**
 * `register` holds everything decisions read about the whole jurisdiction: places, schemes in force, calendars.
 * `number` is the keyed hash of a licence, staff or ID number: entries that claim one are decided on its stream, so that
 * of two records claiming it at the same moment one is refused. `log` is about the published ledger itself.
 */
export type StreamKind =
  | 'register'
  | 'hospital'
  | 'doctor'
  | 'person'
  | 'scheme'
  | 'slice'
  | 'baseline'
  | 'follow-up'
  | 'lead'
  | 'number'
  | 'log';

/** Who signed: always a person, through one of that person's accounts, acting in one role. */
export interface Signer {
  readonly personId: string;
  readonly accountId: string;
  readonly role: string;
}

/** What core decides: not yet numbered, timed or hashed. */
export interface Draft<E extends DomainEvent = DomainEvent> {
  readonly event: E;
  readonly by: Signer;
  readonly streams: readonly DraftStream[];
}

/** `decidedOn` is the length of the stream that the decision read; a draft that names none cannot be refused for it. */
export interface DraftStream extends StreamRef {
  readonly decidedOn?: number;
}

/** An entry's place in one stream: `n` counts from 1, `link` commits to the whole stream before it. */
export interface StreamPlace extends StreamRef {
  readonly n: number;
  readonly link: string;
}

/** One sealed fact. `seq` is its position in the one ledger, from 0; `at` never decreases with `seq`. */
export interface Entry<E extends DomainEvent = DomainEvent> {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Signer;
  readonly streams: readonly StreamPlace[];
  readonly event: E;
}
