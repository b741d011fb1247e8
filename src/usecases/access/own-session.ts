import type { CheckedBy } from '../../core/register/people/check.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import { absent, type Context, grantsHeld } from '../context.ts';
import { managedAccount, managesPerson } from './manager.ts';

export interface OpenSession {
  readonly sessionId: string;
  readonly startedAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
  readonly checkedAt: Instant;
  readonly checkedBy: CheckedBy;
}

export interface OwnSession extends OpenSession {
  /** The one that asks. */
  readonly current: boolean;
}

/** The open sessions of the own account, newest first: where else somebody is in under this name. */
export async function ownSessions(context: Context, current: string | undefined): Promise<readonly OwnSession[]> {
  const sessions = await openSessions(context, context.actor.accountId);
  return sessions.map((session) => ({ ...session, current: session.sessionId === current }));
}

/** Where an account that the asking administrator manages is open, newest first. @throws DomainError `absent`. */
export async function sessionsOfAccount(context: Context, accountId: string): Promise<readonly OpenSession[]> {
  const held = grantsHeld(context, 'access.read');
  const account = await context.store.people.accountById(accountId);
  if (account === undefined || !(await managesPerson(context, held, account))) throw absent();
  return openSessions(context, accountId);
}

/**
 * Ends them all: a telephone that was lost, somebody who left a machine open. It takes nothing away for good, so it is
 * no entry; the access record holds who did it.
 *
 * @throws DomainError `absent`, `account.closed`, `account.own`.
 */
export async function endSessionsOfAccount(context: Context, accountId: string): Promise<void> {
  const { account } = await managedAccount(context, accountId);
  await context.store.doors.endSessionsOf(account.id, instantOf(context.clock.now()));
}

async function openSessions(context: Context, accountId: string): Promise<readonly OpenSession[]> {
  const now = context.clock.now();
  const sessions = await context.store.doors.sessionsOf(accountId, instantOf(now));
  const idleFrom = instantOf(now - context.doorRules.idleMs);
  return sessions
    .filter(({ refreshHash, seenAt }) => refreshHash === null || seenAt > idleFrom)
    .map(({ sessionId, startedAt, seenAt, expiresAt, check }) => ({
      sessionId,
      startedAt,
      lastUsedAt: seenAt,
      expiresAt,
      checkedAt: check.at,
      checkedBy: check.by,
    }));
}

/** @throws DomainError `absent` for one that is not open, or another account's. */
export async function endOwnSession(context: Context, sessionId: string): Promise<void> {
  const session = await context.store.doors.sessionById(sessionId);
  if (session?.accountId !== context.actor.accountId || session.endedAt !== null) throw absent();
  await context.store.doors.endSession(sessionId, instantOf(context.clock.now()));
}
