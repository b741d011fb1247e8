import type { Draft, Entry, StreamRef } from '../core/ledger/entry.ts';
import type { Check } from '../core/register/people/check.ts';
import type { Instant } from '../core/time.ts';
import type { AttemptStore } from './doors/attempts.ts';
import type { Coordination } from './doors/coordination.ts';
import type { BaselineQueries } from './queries/baseline.ts';
import type { CreditQueries } from './queries/credit.ts';
import type { DeductionQueries } from './queries/deduction.ts';
import type { DeductionCountQueries } from './queries/deduction-count.ts';
import type { DoctorQueries } from './queries/doctor.ts';
import type { DueProcessQueries } from './queries/due-process.ts';
import type { FactorStore } from './queries/factor.ts';
import type { FollowUpQueries } from './queries/follow-up.ts';
import type { LeadQueries } from './queries/lead.ts';
import type { MandateQueries } from './queries/mandate.ts';
import type { MappingQueries } from './queries/mapping.ts';
import type { PeopleQueries } from './queries/people.ts';
import type { RightQueries } from './queries/right.ts';
import type { SanctionQueries } from './queries/sanction.ts';
import type { SliceQueries } from './queries/slice.ts';
import type { WebhookStore } from './queries/webhook.ts';
import type { TreeStore } from './tree/contract.ts';

/**
 * What the rest of the service may ask of storage, whichever database is behind it. Every method returns a promise and
 * takes no callback, so that nothing outside can hold a transaction open.
 */
export interface Store {
  readonly ledger: LedgerStore;
  readonly tree: TreeStore;
  readonly people: PeopleQueries;
  readonly doctors: DoctorQueries;
  readonly rights: RightQueries;
  readonly deductions: DeductionQueries;
  readonly deductionCounts: DeductionCountQueries;
  readonly credits: CreditQueries;
  readonly sanctions: SanctionQueries;
  readonly dueProcess: DueProcessQueries;
  readonly leads: LeadQueries;
  readonly mandates: MandateQueries;
  readonly mappings: MappingQueries;
  readonly slices: SliceQueries;
  readonly baselines: BaselineQueries;
  readonly followUps: FollowUpQueries;
  readonly doors: DoorStore;
  readonly factors: FactorStore;
  readonly webhooks: WebhookStore;
  readonly attempts: AttemptStore;
  readonly coordination: Coordination;
  close(): Promise<void>;
}

export interface LedgerStore {
  readonly origin: string;

  /**
   * Appends the drafts, all or none, and resolves once they are durable: the entries, their tree nodes, the projections
   * and the idempotency row are one transaction, and the fsync has returned. Several callers share one fsync.
   *
   * @param door changed in the same transaction, for entries that say that it was.
   * @throws DomainError `ledger.stream-moved` (moved) when a stream is longer than a draft was decided on; nothing is written.
   * @throws DomainError `idempotency.answered` (conflict) when the reply's key has been stored before; nothing is written.
   * @throws DomainError `ledger.clock-behind` (unavailable) when the clock is more than 5 s behind the newest entry.
   */
  append(drafts: readonly Draft[], reply?: IdempotentReply, door?: DoorChange): Promise<Appended>;

  /** The entries of the streams in ledger order, each once, up to and including position `upTo` where given. */
  entriesOf(streams: readonly StreamRef[], upTo?: number): Promise<readonly Entry[]>;

  /** The entries of one stream after its `n`-th, in order. */
  entriesAfter(stream: StreamRef, n: number): Promise<readonly Entry[]>;

  /** Entries by position, in the order asked; a position that does not exist, or whose body was erased, is left out. */
  entriesAt(seqs: readonly number[]): Promise<readonly SealedEntry[]>;

  /** How long a stream is; 0 when nothing was ever said of it. This is the number in its ETag. */
  lengthOf(stream: StreamRef): Promise<number>;

  /** How many entries there are; the newest one has the position `size − 1`. */
  size(): Promise<number>;

  /** How many entries were recorded at or before the instant: the ledger as it was known then. */
  sizeAt(at: Instant): Promise<number>;
}

export interface SealedEntry {
  readonly entry: Entry;
  /** The commitment in the tree, lower-case hex. */
  readonly leaf: string;
}

export interface Appended {
  readonly entries: readonly SealedEntry[];
}

/** Stored with the entries so that the same request again gets the same answer. It must hold no personal data. */
export interface IdempotentReply {
  readonly key: string;
  readonly bodyHash: string;
  readonly status: number;
  /** What the reply's body is made of, besides the positions of the entries. */
  readonly id: string;
}

export interface StoredReply {
  readonly bodyHash: string;
  readonly status: number;
  readonly id: string;
  readonly positions: readonly number[];
}

/** Secrets, sessions and stored replies: what no entry may hold and no verify rebuilds. */
export interface DoorStore {
  replyOf(key: string): Promise<StoredReply | undefined>;
  /** Forgets replies that were stored before the instant, at most `limit`: their keys are free again. @returns how many. */
  forgetReplies(before: Instant, limit: number): Promise<number>;
  credentialOf(accountId: string): Promise<Credential | undefined>;
  /** Also ends every session of the account: they were opened with another secret. */
  setCredential(credential: Credential): Promise<void>;
  /** Hashes of the present password and those before it, newest first. */
  newestPasswords(accountId: string, count: number): Promise<readonly string[]>;
  /**
   * Also forgets the sessions that expired before it started, and ends the oldest of the account's beyond `limit`: those
   * that can be refreshed count, and this one among them.
   */
  startSession(session: Session, limit: number): Promise<void>;
  sessionById(sessionId: string): Promise<Session | undefined>;
  /** Those neither ended nor expired, newest first. */
  sessionsOf(accountId: string, at: Instant): Promise<readonly Session[]>;
  /**
   * Notes that it is used, and says whether it may be: it was started, and has neither been ended, nor forgotten, nor, if
   * it can be refreshed, been unused for `idleMs`, which ends it. A restart of the service counts as use.
   */
  useSession(sessionId: string, nowMs: number, idleMs: number): Promise<boolean>;
  /** Replaces the refresh hash if it is still the one given, and keeps that one as the one before; false when it is not. */
  rotateSession(sessionId: string, from: string, to: string, at: Instant): Promise<boolean>;
  /** Whether the hash is the one before, and was replaced after the instant. */
  rotatedSince(sessionId: string, hash: string, after: Instant): Promise<boolean>;
  /** The person was checked again. */
  checkSession(sessionId: string, check: Check): Promise<void>;
  endSession(sessionId: string, at: Instant): Promise<void>;
  endSessionsOf(accountId: string, at: Instant, except?: string): Promise<void>;
}

/** What an entry says was done to a door: a password set, or a second factor taken away. Both end every session. */
export type DoorChange = Credential | FactorReset;

export interface FactorReset {
  readonly accountId: string;
  readonly factorResetAt: Instant;
}

export interface Credential {
  readonly accountId: string;
  readonly passwordHash: string;
  readonly mustChange: boolean;
  readonly changedAt: Instant;
}

export interface Session {
  readonly sessionId: string;
  readonly accountId: string;
  /** null: it cannot be refreshed. */
  readonly refreshHash: string | null;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly check: Check;
  /** The newest use that is known. */
  readonly seenAt: Instant;
}
