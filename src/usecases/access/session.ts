import { DomainError } from '../../core/errors.ts';
import type { PersonKind } from '../../core/register/people/person.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import type { Ports } from '../context.ts';

export interface Entrance {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly mustChange: boolean;
}

export interface StartedSession extends Entrance {
  readonly refresh: string;
  readonly refreshExpiresAt: Instant;
}

export const sessionLifetimeMs = 12 * 3_600_000;
/** As long as the token that it is opened for. */
export const clientSessionLifetimeMs = 15 * 60_000;
export const passwordLength = { min: 10, max: 128 } as const;

/**
 * @param command.source the caller's network; failed attempts are budgeted by it and by account.
 * @throws DomainError `auth.refused`, the same for an unknown login, a wrong password and a closed account, in the same time.
 */
export async function logIn(
  ports: Ports,
  command: { readonly login: string; readonly password: string; readonly source: string },
): Promise<StartedSession> {
  const account = await authenticate(ports, command, 'human');
  const secret = ports.newSecret();
  const { sessionId, expiresAt } = await startSession(ports, account.accountId, sessionLifetimeMs, sha256Hex(secret));
  return { ...account, sessionId, refresh: cookieOf(sessionId, secret), refreshExpiresAt: expiresAt };
}

/** A machine's login: its session lasts as long as a token and cannot be refreshed; it asks again with its secret. */
export async function logInClient(
  ports: Ports,
  command: { readonly clientId: string; readonly clientSecret: string; readonly source: string },
): Promise<Entrance> {
  const { clientId, clientSecret, source } = command;
  const account = await authenticate(ports, { login: clientId, password: clientSecret, source }, 'machine');
  const { sessionId } = await startSession(ports, account.accountId, clientSessionLifetimeMs, null);
  return { ...account, sessionId };
}

/**
 * Exchanges a refresh secret for the next one. One that was exchanged before must never appear again: if it does,
 * somebody copied it, and the whole session ends, for whoever holds the newest one too.
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
  const next = ports.newSecret();
  // The session's end does not move: a stolen cookie cannot live for ever by being used.
  if (!(await ports.store.doors.rotateSession(sessionId, sha256Hex(secret), sha256Hex(next)))) {
    await ports.store.doors.endSession(sessionId, now);
    throw sessionEnded();
  }
  const credential = await ports.store.doors.credentialOf(account.id);
  return {
    accountId: account.id,
    personId: account.personId,
    sessionId,
    mustChange: credential?.mustChange ?? true,
    refresh: cookieOf(sessionId, next),
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
  const { min, max } = passwordLength;
  const length = [...newPassword].length;
  if (length < min || length > max || newPassword === account.login || newPassword === command.currentPassword) {
    throw new DomainError('invalid', 'auth.password-weak', { min, max });
  }
  const passwordHash = await ports.passwords.hash(newPassword);
  await ports.store.doors.setCredential({
    accountId: account.id,
    passwordHash,
    mustChange: false,
    changedAt: instantOf(ports.clock.now()),
  });
}

async function authenticate(
  ports: Ports,
  command: { readonly login: string; readonly password: string; readonly source: string },
  kind?: PersonKind,
): Promise<Omit<Entrance, 'sessionId'>> {
  ports.budget.take(command.login, command.source);
  const account = await ports.store.people.accountByLogin(command.login);
  const credential = account && (await ports.store.doors.credentialOf(account.id));
  const person = account && (await ports.store.people.personById(account.personId));
  // An unknown login costs the same time as a known one.
  const right = await ports.passwords.verify(command.password, credential?.passwordHash ?? nobodysHash);
  const wrongDoor = kind !== undefined && person?.personKind !== kind;
  if (!account || account.closed || !credential || !right || wrongDoor) {
    throw new DomainError('unauthenticated', 'auth.refused');
  }
  ports.budget.succeeded(command.login, command.source);
  return { accountId: account.id, personId: account.personId, mustChange: credential.mustChange };
}

async function startSession(
  ports: Ports,
  accountId: string,
  lifetimeMs: number,
  refreshHash: string | null,
): Promise<{ readonly sessionId: string; readonly expiresAt: Instant }> {
  const now = ports.clock.now();
  const sessionId = ports.newId('ses');
  const expiresAt = instantOf(now + lifetimeMs);
  await ports.store.doors.startSession({
    sessionId,
    accountId,
    refreshHash,
    startedAt: instantOf(now),
    expiresAt,
    endedAt: null,
  });
  return { sessionId, expiresAt };
}

/** The session is named beside the secret, so that any secret it ever had is recognised as one of its own. */
function cookieOf(sessionId: string, secret: string): string {
  return `${sessionId}.${secret}`;
}

/** A hash of the usual cost that no password has. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function sessionEnded(): DomainError {
  return new DomainError('unauthenticated', 'auth.session-ended');
}
