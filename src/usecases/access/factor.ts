import { DomainError } from '../../core/errors.ts';
import type { Check } from '../../core/register/people/check.ts';
import { instantOf } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import type { AccountRow } from '../../store/queries/people.ts';
import type { Context, Ports } from '../context.ts';
import { authenticate, type Entrance, useFor } from './entrance.ts';

export const recoveryCodes = 10;
/** How long a shown secret waits for its first code. */
export const enrolmentMs = 10 * 60_000;

export interface FactorState {
  readonly enrolled: boolean;
  readonly recoveryCodesLeft: number;
}

export async function ownFactor(context: Context): Promise<FactorState> {
  const factor = await context.store.factors.factorOf(context.actor.accountId);
  const enrolled = factor !== undefined && factor.secretBox !== null;
  return { enrolled, recoveryCodesLeft: enrolled ? factor.recoveryCodesLeft : 0 };
}

/**
 * A fresh secret, shown this once. The factor in force, if there is one, stays until a code of the new one comes.
 *
 * @throws DomainError `factor.people-only` for a machine, whose secret is its key already.
 */
export async function startEnrolment(context: Context): Promise<{ readonly secret: string; readonly uri: string }> {
  const account = await ownAccount(context);
  const person = await context.store.people.personById(account.personId);
  if (person?.personKind !== 'human') throw new DomainError('invalid', 'factor.people-only');
  const { secret, uri, box } = context.factorKit.create(account.id, account.login);
  await context.store.factors.startFactor(account.id, box, instantOf(context.clock.now()));
  return { secret, uri };
}

export interface Enrolled {
  /** Shown this once; of each only a hash is kept. */
  readonly recoveryCodes: readonly string[];
  readonly entrance: Entrance;
}

/**
 * Puts the shown secret in force by a code of it. Every other session of the account ends: it was opened without.
 *
 * @throws DomainError `factor.none-pending`, `auth.code-refused`, `auth.too-many`.
 */
export async function confirmEnrolment(
  context: Context,
  command: { readonly sessionId: string; readonly code: string; readonly source: string },
): Promise<Enrolled> {
  const account = await ownAccount(context);
  const now = context.clock.now();
  const { pending } = (await context.store.factors.factorOf(account.id)) ?? { pending: null };
  if (pending === null || Date.parse(pending.at) + enrolmentMs <= now) throw nonePending();
  await context.budget.take(account.login, command.source);
  const step = context.factorKit.stepOf(account.id, pending.box, command.code, now);
  if (step === undefined) throw refused();
  await context.budget.succeeded(account.login, command.source);
  const codes = freshCodes(context);
  const first = { step, codeHashes: codes.map((code) => hashOf(account.id, code)) };
  if (!(await context.store.factors.activateFactor(account.id, pending.box, first))) throw nonePending();
  await context.store.doors.endSessionsOf(account.id, instantOf(now), command.sessionId);
  return { recoveryCodes: codes, entrance: await checked(context, account, command.sessionId, 'factor') };
}

/** Ten new ones for those on the old sheet, which open nothing any more. @throws DomainError `factor.not-enrolled`. */
export async function renewRecoveryCodes(context: Context): Promise<readonly string[]> {
  const { accountId } = context.actor;
  if (!(await ownFactor(context)).enrolled) throw new DomainError('conflict', 'factor.not-enrolled');
  const codes = freshCodes(context);
  await context.store.factors.replaceRecoveryCodes(
    accountId,
    codes.map((code) => hashOf(accountId, code)),
  );
  return codes;
}

/**
 * Makes sure once more that the right person is there: by a code (or a recovery code) of whoever has a second factor, by
 * the password of whoever has none. The session remembers it, and so does the token that is made from the answer.
 *
 * @throws DomainError `auth.step-up-code`, `auth.step-up-password` (invalid) when the other one was sent;
 * `auth.code-refused`, `auth.refused`, `auth.too-many`.
 */
export async function stepUp(
  context: Context,
  command: {
    readonly sessionId: string;
    readonly password?: string | undefined;
    readonly code?: string | undefined;
    readonly source: string;
  },
): Promise<Entrance> {
  const { sessionId, password, code, source } = command;
  const account = await ownAccount(context);
  if ((await ownFactor(context)).enrolled) {
    if (code === undefined) throw new DomainError('invalid', 'auth.step-up-code');
    await takeCode(context, account, code, source);
    return checked(context, account, sessionId, 'factor');
  }
  if (password === undefined) throw new DomainError('invalid', 'auth.step-up-password');
  await authenticate(context, { login: account.login, password, source });
  return checked(context, account, sessionId, 'password');
}

/** Takes a code of the account's factor, within the same budget of failed attempts as its password. */
async function takeCode(ports: Ports, account: AccountRow, code: string, source: string): Promise<void> {
  await ports.budget.take(account.login, source);
  const { factors } = ports.store;
  const box = (await factors.factorOf(account.id))?.secretBox ?? null;
  if (box === null) throw refused();
  const step = /^\d{6}$/.test(code) ? ports.factorKit.stepOf(account.id, box, code, ports.clock.now()) : undefined;
  const taken =
    step === undefined
      ? await factors.useRecoveryCode(account.id, hashOf(account.id, code))
      : await factors.useStep(account.id, step);
  if (!taken) throw refused();
  await ports.budget.succeeded(account.login, source);
}

async function checked(ports: Ports, account: AccountRow, sessionId: string, by: Check['by']): Promise<Entrance> {
  const check: Check = { at: instantOf(ports.clock.now()), by };
  await ports.store.doors.checkSession(sessionId, check);
  const use = await useFor(ports, account, check);
  return { accountId: account.id, personId: account.personId, sessionId, check, use };
}

async function ownAccount(context: Context): Promise<AccountRow> {
  const account = await context.store.people.accountById(context.actor.accountId);
  if (account === undefined) throw new DomainError('unauthenticated', 'access.unauthenticated');
  return account;
}

/** Ninety-six bits each: as unguessable as a key, so that an ordinary hash of one hides it. */
function freshCodes(ports: Ports): string[] {
  return Array.from({ length: recoveryCodes }, () => {
    const digits = sha256Hex(ports.newSecret()).slice(0, 24);
    return digits.replace(/(.{6})(?=.)/g, '$1-');
  });
}

function hashOf(accountId: string, code: string): string {
  return sha256Hex(`recovery ${accountId} ${code.toLowerCase().replace(/[\s-]/g, '')}`);
}

function refused(): DomainError {
  return new DomainError('unauthenticated', 'auth.code-refused');
}

function nonePending(): DomainError {
  return new DomainError('conflict', 'factor.none-pending');
}
