import { DomainError } from '../../core/errors.ts';
import { instantOf } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import type { Ports } from '../context.ts';
import { authenticate, cookieOf, type Entrance, openSession, type StartedSession, useFor } from './entrance.ts';
import { refusePassword } from './new-password.ts';

/** As long as the token that it is opened for. */
export const clientSessionLifetimeMs = 15 * 60_000;
/** Of a first password, which its person changes. */
export const minFirstPasswordLength = 10;
/** How long after its exchange a refresh secret is taken for another tab's and not for a thief's. */
export const rotationGraceMs = 10_000;

/**
 * @param command.source the caller's network; failed attempts are budgeted by it and by account.
 * @throws DomainError `auth.refused`, the same for an unknown login, a wrong password and a closed account, in the same time.
 */
export async function logIn(
  ports: Ports,
  command: { readonly login: string; readonly password: string; readonly source: string },
): Promise<StartedSession> {
  return openSession(ports, await authenticate(ports, command, 'human'), 'password');
}

/** A machine's login: its session lasts as long as a token and cannot be refreshed; it asks again with its secret. */
export async function logInClient(
  ports: Ports,
  command: { readonly clientId: string; readonly clientSecret: string; readonly source: string },
): Promise<Entrance> {
  const { clientId, clientSecret, source } = command;
  const account = await authenticate(ports, { login: clientId, password: clientSecret, source }, 'machine');
  const now = ports.clock.now();
  const sessionId = ports.newId('ses');
  const check = { at: instantOf(now), by: 'password' } as const;
  const session = { sessionId, accountId: account.id, refreshHash: null, endedAt: null, check, seenAt: check.at };
  const expiresAt = instantOf(now + clientSessionLifetimeMs);
  await ports.store.doors.startSession({ ...session, startedAt: check.at, expiresAt }, 1);
  const use = await useFor(ports, account, check);
  return { accountId: account.id, personId: account.personId, sessionId, check, use };
}

/**
 * Exchanges a refresh secret for the next one. One that was exchanged before must never appear again: if it does,
 * somebody copied it, and the whole session ends, for whoever holds the newest one too. For a few seconds the one before
 * is let in without a next one: two tabs of one browser ask at once with the same cookie, and the cookie that the other
 * tab was given serves both. A thief gains no secret by it, and is found out with the next use of either.
 *
 * @throws DomainError `auth.session-ended`.
 */
export async function refresh(ports: Ports, cookie: string | undefined): Promise<StartedSession> {
  const now = instantOf(ports.clock.now());
  const [sessionId = '', secret = ''] = (cookie ?? '').split('.');
  const session = await ports.store.doors.sessionById(sessionId);
  if (session === undefined || session.endedAt !== null || session.expiresAt <= now) throw sessionEnded();
  const account = await ports.store.people.accountById(session.accountId);
  if (account === undefined || account.closed) throw sessionEnded();
  const { idleMs } = ports.doorRules;
  if (!(await ports.store.doors.useSession(sessionId, ports.clock.now(), idleMs))) throw sessionEnded();
  const next = ports.newSecret();
  // The session's end does not move: a stolen cookie cannot live for ever by being used.
  const rotated = await ports.store.doors.rotateSession(sessionId, sha256Hex(secret), sha256Hex(next), now);
  const graceFrom = instantOf(ports.clock.now() - rotationGraceMs);
  if (!rotated && !(await ports.store.doors.rotatedSince(sessionId, sha256Hex(secret), graceFrom))) {
    await ports.store.doors.endSession(sessionId, now);
    throw sessionEnded();
  }
  const { check } = session;
  return {
    accountId: account.id,
    personId: account.personId,
    sessionId,
    check,
    use: await useFor(ports, account, check),
    refresh: rotated ? cookieOf(sessionId, next) : null,
    refreshExpiresAt: session.expiresAt,
  };
}

export async function logOut(ports: Ports, sessionId: string): Promise<void> {
  await ports.store.doors.endSession(sessionId, instantOf(ports.clock.now()));
}

/** Ends every session of the account: whoever else was logged in with the old password is out. */
export async function changePassword(
  ports: Ports,
  command: {
    readonly accountId: string;
    readonly currentPassword: string;
    readonly newPassword: string;
    readonly source: string;
  },
): Promise<void> {
  const account = await ports.store.people.accountById(command.accountId);
  if (account === undefined) throw new DomainError('unauthenticated', 'access.unauthenticated');
  await authenticate(ports, { login: account.login, password: command.currentPassword, source: command.source });
  const { newPassword } = command;
  await refusePassword(ports, { password: newPassword, login: account.login, accountId: account.id });
  const passwordHash = await ports.passwords.hash(newPassword);
  await ports.store.doors.setCredential({
    accountId: account.id,
    passwordHash,
    mustChange: false,
    changedAt: instantOf(ports.clock.now()),
  });
}

function sessionEnded(): DomainError {
  return new DomainError('unauthenticated', 'auth.session-ended');
}
