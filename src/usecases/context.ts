import type { Clock } from '../core/clock.ts';
import { DomainError } from '../core/errors.ts';
import type { Signer } from '../core/ledger/entry.ts';
import type { AccessGrant } from '../core/register/people/access.ts';
import type { Check, SecondFactorPolicy } from '../core/register/people/check.ts';
import type { PasswordPolicy } from '../core/register/people/password-policy.ts';
import { covers, grantsFor, type Operation, type Place } from '../core/register/people/permission.ts';
import type { Replay } from '../core/replay/replay.ts';
import type { Scheme } from '../core/rules/scheme.ts';
import { type Instant, type IsoDate, shanghaiDateOf } from '../core/time.ts';
import type { AccessRecordStore } from '../store/access/contract.ts';
import type { Appended, IdempotentReply, Store } from '../store/contract.ts';
import type { AttemptBudget } from './access/budget.ts';
import type { RightCheckTally } from './access/right-check-count.ts';
import type { CostPorts } from './cost/cost-door.ts';
import type { PublishedLog } from './published-log.ts';

/** What every use case works with; compose/ makes the ports, a door adds the actor. */
export interface Ports {
  readonly store: Store;
  /** Who looked at what; beside the ledger, in a file of its own. */
  readonly accessRecords: AccessRecordStore;
  readonly rightChecks: RightCheckTally;
  readonly clock: Clock;
  /** A fresh id such as `ded_7k2m…`: unguessable, and said to be of what by its prefix. */
  readonly newId: (prefix: string) => string;
  /** A keyed hash of a staff or ID number: tells that two records are one person without holding the number. */
  readonly identityHash: (number: string) => string;
  readonly passwords: Passwords;
  /** How many audit messages syslog did not get. */
  readonly toldInVain: () => number;
  /** Undefined: the settings name none. */
  readonly issuer: OutsideIssuer | undefined;
  /** Whether a list of what everybody takes has it. */
  readonly isCommonPassword: (password: string) => boolean;
  readonly factorKit: FactorKit;
  /** What the settings ask of whoever logs in. */
  readonly doorRules: DoorRules;
  readonly budget: AttemptBudget;
  readonly tokens: TokenIssuer;
  /** A fresh 256-bit secret, base64url. */
  readonly newSecret: () => string;
  readonly log: PublishedLog;
  readonly cost: CostPorts;
  /**
   * Runs a draft over the whole history, off the main thread.
   *
   * @throws DomainError `replay.never-adopted`.
   */
  readonly replay: (question: { readonly scheme: Scheme; readonly asOf: IsoDate }) => Promise<Replay>;
  /** The origins that may be told of changed rights, by the settings. */
  readonly webhookTargets: readonly string[];
  /** The schemes shipped with the release, by file name; they bind nobody until they are adopted. */
  readonly library: () => readonly { readonly file: string; readonly scheme: Scheme }[];
}

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(password: string, stored: string): Promise<boolean>;
}

export interface DoorRules {
  readonly secondFactor: SecondFactorPolicy;
  /** How long a check is good for what asks for a recent one. */
  readonly stepUpMs: number;
  /** After how long without use a session that can be refreshed ends. */
  readonly idleMs: number;
  /** Open sessions of one account, of those that can be refreshed. */
  readonly sessionsPerAccount: number;
  readonly passwords: PasswordPolicy;
}

/** Second factors by time (RFC 6238); their secrets leave it sealed, but for the one time that they are shown. */
export interface FactorKit {
  create(accountId: string, label: string): { readonly secret: string; readonly uri: string; readonly box: string };
  /** The step whose code it is; undefined: none of now. */
  stepOf(accountId: string, box: string, code: string, nowMs: number): number | undefined;
  seal(purpose: string, text: string): string;
  /** undefined: it was not sealed here for this purpose. */
  unseal(purpose: string, box: string): string | undefined;
}

/** Where people are known already: an OpenID Connect issuer. */
export interface OutsideIssuer {
  readonly issuer: string;
  /** Where to send the person. @param maxAgeS how long ago it may have checked them. */
  begin(maxAgeS: number): Promise<{ readonly url: string; readonly pending: PendingLogin }>;
  /** Whom it knows, by the query that it sent them back with. */
  finish(
    answer: string,
    pending: PendingLogin,
  ): Promise<{ readonly subject: string; readonly checkedSecondsAgo: number }>;
}

/** What ties the answer to the question. */
export interface PendingLogin {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly maxAgeS: number;
}

/** Access tokens as the use cases see them; how they are signed and read back is the door's. */
export interface TokenIssuer {
  issue(subject: TokenSubject): Promise<{ readonly token: string; readonly expiresAt: Instant }>;
}

export interface TokenSubject {
  readonly accountId: string;
  readonly personId: string;
  /** When it ends, so does every token of it. */
  readonly sessionId: string;
  readonly use: TokenUse;
  readonly check: Check;
}

/** Anything but `full` opens only the doors that lead on: the password's, the code's, or that of enrolling a factor. */
export const tokenUses = ['full', 'change-password', 'second-factor', 'enrol-factor'] as const;
export type TokenUse = (typeof tokenUses)[number];

export interface Context extends Ports {
  readonly actor: Actor;
  /** Set by the door when the request carried an Idempotency-Key. */
  readonly idempotency: IdempotencyKey | undefined;
}

/** Who is asking: one person through one account, with the grants that were in force when the request began. */
export interface Actor {
  readonly personId: string;
  readonly accountId: string;
  readonly grants: readonly AccessGrant[];
}

export interface IdempotencyKey {
  readonly key: string;
  readonly bodyHash: string;
}

/** What a writing use case returns: which thing, and which entries said so. Its reply can be rebuilt from these alone. */
export interface Written {
  readonly id: string;
  readonly appended: Appended;
}

export function todayOf(context: Pick<Ports, 'clock'>): IsoDate {
  return shanghaiDateOf(context.clock.now());
}

/** The reply that is stored with the entries when the request carried an Idempotency-Key. */
export function replyFor(context: Context, id: string, status = 201): IdempotentReply | undefined {
  return context.idempotency && { ...context.idempotency, status, id };
}

/**
 * The signer for an operation on an object, in the first of the actor's roles that reaches it.
 *
 * @throws DomainError `access.forbidden` (forbidden) when no role of the actor holds the operation.
 * @throws DomainError `absent` (absent) when one does, but not here: byte-equal to an object that does not exist.
 */
export function reach(context: Context, operation: Operation, places: readonly Place[]): Signer {
  const grant = grantReaching(context, operation, places);
  if (grant === undefined) throw absent();
  return signerIn(context, grant);
}

/** The grant by which the actor reaches one of the places, if any. @throws DomainError `access.forbidden`. */
export function grantReaching(
  context: Context,
  operation: Operation,
  places: readonly Place[],
): AccessGrant | undefined {
  return grantsHeld(context, operation).find((grant) => places.some((place) => covers(grant, place)));
}

/** The actor's grants for an operation, at least one. @throws DomainError `access.forbidden`. */
export function grantsHeld(context: Context, operation: Operation): readonly AccessGrant[] {
  const grants = grantsFor(operation, context.actor.grants, todayOf(context));
  if (grants.length === 0) throw new DomainError('forbidden', 'access.forbidden', { operation });
  return grants;
}

export function signerIn(context: Context, grant: AccessGrant): Signer {
  return { personId: context.actor.personId, accountId: context.actor.accountId, role: grant.role };
}

/** The one answer for what does not exist and for what is none of the caller's business. */
export function absent(): DomainError {
  return new DomainError('absent', 'absent');
}
