import { DomainError } from '../core/errors.ts';
import { type Instant, instantOf } from '../core/time.ts';
import { sha256Hex } from '../hashing.ts';
import type { Ports } from './context.ts';

export interface Entrance {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string | null;
  readonly mustChange: boolean;
}

export interface StartedSession extends Entrance {
  readonly refresh: string;
  readonly refreshExpiresAt: Instant;
}

export const sessionLifetimeMs = 12 * 3_600_000;
export const passwordLength = { min: 10, max: 128 } as const;

/**
 * @param command.source the caller's network address; failed attempts are budgeted by it and by account.
 * @throws DomainError `auth.refused`, the same for an unknown login, a wrong password and a closed account, in the same time.
 */
export async function logIn(
  ports: Ports,
  command: { readonly login: string; readonly password: string; readonly source: string },
): Promise<StartedSession> {
  const entrance = await authenticate(ports, command);
  const now = ports.clock.now();
  const sessionId = ports.newId('ses');
  const refresh = ports.newSecret();
  const refreshExpiresAt = instantOf(now + sessionLifetimeMs);
  await ports.store.doors.startSession({
    sessionId,
    accountId: entrance.accountId,
    refreshHash: sha256Hex(refresh),
    previousHash: null,
    startedAt: instantOf(now),
    expiresAt: refreshExpiresAt,
    endedAt: null,
  });
  return { ...entrance, sessionId, refresh, refreshExpiresAt };
}

/** A machine's login: no session and nothing to refresh; it asks again with its secret. */
export async function logInClient(
  ports: Ports,
  command: { readonly clientId: string; readonly clientSecret: string; readonly source: string },
): Promise<Entrance> {
  return authenticate(ports, { login: command.clientId, password: command.clientSecret, source: command.source });
}

/**
 * Exchanges a refresh secret for the next one. The one before it must never appear again: if it does, somebody copied
 * it, and the whole session ends.
 *
 * @throws DomainError `auth.session-ended`.
 */
export async function refresh(ports: Ports, secret: string | undefined): Promise<StartedSession> {
  const now = instantOf(ports.clock.now());
  const presented = sha256Hex(secret ?? '');
  const session = await ports.store.doors.sessionByRefresh(presented);
  if (session === undefined || session.endedAt !== null || session.expiresAt <= now) throw sessionEnded();
  if (session.refreshHash !== presented) {
    await ports.store.doors.endSession(session.sessionId, now);
    throw sessionEnded();
  }
  const account = await ports.store.people.accountById(session.accountId);
  if (account === undefined || account.closed) throw sessionEnded();
  const next = ports.newSecret();
  // The session's end does not move: a stolen cookie cannot live for ever by being used.
  const rotated = await ports.store.doors.rotateSession(
    session.sessionId,
    presented,
    sha256Hex(next),
    session.expiresAt,
  );
  if (!rotated) throw sessionEnded();
  const credential = await ports.store.doors.credentialOf(account.id);
  return {
    accountId: account.id,
    personId: account.personId,
    sessionId: session.sessionId,
    mustChange: credential?.mustChange ?? true,
    refresh: next,
    refreshExpiresAt: session.expiresAt,
  };
}

export async function logOut(ports: Ports, sessionId: string): Promise<void> {
  await ports.store.doors.endSession(sessionId, instantOf(ports.clock.now()));
}

/** Ends every session of the account: whoever else was logged in with the old password is out. */
export async function changePassword(
  ports: Ports,
  command: { readonly accountId: string; readonly current: string; readonly next: string; readonly source: string },
): Promise<void> {
  const account = await ports.store.people.accountById(command.accountId);
  if (account === undefined) throw new DomainError('unauthenticated', 'access.unauthenticated');
  await authenticate(ports, { login: account.login, password: command.current, source: command.source });
  const { min, max } = passwordLength;
  const length = [...command.next].length;
  if (length < min || length > max || command.next === account.login || command.next === command.current) {
    throw new DomainError('invalid', 'auth.password-weak', { min, max });
  }
  const now = instantOf(ports.clock.now());
  const passwordHash = await ports.passwords.hash(command.next);
  await ports.store.doors.setCredential({ accountId: account.id, passwordHash, mustChange: false, changedAt: now });
  await ports.store.doors.endSessionsOf(account.id, now);
}

async function authenticate(
  ports: Ports,
  command: { readonly login: string; readonly password: string; readonly source: string },
): Promise<Entrance> {
  const keys = [`login:${command.login}`, `source:${command.source}`];
  ports.budget.take(keys);
  const account = await ports.store.people.accountByLogin(command.login);
  const credential = account && (await ports.store.doors.credentialOf(account.id));
  // An unknown login costs the same time as a known one.
  const right = await ports.passwords.verify(command.password, credential?.passwordHash ?? nobodysHash);
  if (!account || account.closed || !credential || !right) throw new DomainError('unauthenticated', 'auth.refused');
  ports.budget.giveBack(keys);
  return { accountId: account.id, personId: account.personId, sessionId: null, mustChange: credential.mustChange };
}

/** A hash of the usual cost that no password has. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function sessionEnded(): DomainError {
  return new DomainError('unauthenticated', 'auth.session-ended');
}
