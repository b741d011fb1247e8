import type { CheckedBy } from '../../core/register/people/check.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import { absent, type Context } from '../context.ts';

export interface OwnSession {
  readonly sessionId: string;
  readonly startedAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
  readonly checkedAt: Instant;
  readonly checkedBy: CheckedBy;
  /** The one that asks. */
  readonly current: boolean;
}

/** The open sessions of the own account, newest first: where else somebody is in under this name. */
export async function ownSessions(context: Context, current: string | undefined): Promise<readonly OwnSession[]> {
  const now = context.clock.now();
  const sessions = await context.store.doors.sessionsOf(context.actor.accountId, instantOf(now));
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
      current: sessionId === current,
    }));
}

/** @throws DomainError `absent` for one that is not open, or another account's. */
export async function endOwnSession(context: Context, sessionId: string): Promise<void> {
  const session = await context.store.doors.sessionById(sessionId);
  if (session?.accountId !== context.actor.accountId || session.endedAt !== null) throw absent();
  await context.store.doors.endSession(sessionId, instantOf(context.clock.now()));
}
