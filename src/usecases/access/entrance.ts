import { DomainError } from '../../core/errors.ts';
import type { Check } from '../../core/register/people/check.ts';
import { isTooOld } from '../../core/register/people/password-policy.ts';
import type { PersonKind } from '../../core/register/people/person.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import type { AccountRow } from '../../store/queries/people.ts';
import type { Ports, TokenUse } from '../context.ts';

/** Somebody let in by a session: what a token is made from. */
export interface Entrance {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly check: Check;
  readonly use: TokenUse;
}

export interface StartedSession extends Entrance {
  /** For the cookie; null: the one that was just given out in the same session stays. */
  readonly refresh: string | null;
  readonly refreshExpiresAt: Instant;
}

export const sessionLifetimeMs = 12 * 3_600_000;

/**
 * Looks at login and password within the budget of failed attempts.
 *
 * @throws DomainError `auth.refused`, the same for an unknown login, a wrong password and a closed account, in the same
 * time; `auth.too-many`.
 */
export async function authenticate(
  ports: Ports,
  command: { readonly login: string; readonly password: string; readonly source: string },
  kind?: PersonKind,
): Promise<AccountRow> {
  await ports.budget.take(command.login, command.source);
  const account = await ports.store.people.accountByLogin(command.login);
  const credential = account && (await ports.store.doors.credentialOf(account.id));
  const person = account && (await ports.store.people.personById(account.personId));
  // An unknown login costs the same time as a known one.
  const right = await ports.passwords.verify(command.password, credential?.passwordHash ?? nobodysHash);
  const wrongDoor = kind !== undefined && person?.personKind !== kind;
  if (!account || account.closed || !credential || !right || wrongDoor) {
    throw new DomainError('unauthenticated', 'auth.refused');
  }
  await ports.budget.succeeded(command.login, command.source);
  return account;
}

/** A hash of the usual cost that no password has. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * What a token of the account opens. Whoever has a second factor shows it before anything else, so that a stolen password
 * alone does not even change the password.
 */
export async function useFor(ports: Ports, account: AccountRow, check: Check): Promise<TokenUse> {
  const factor = await ports.store.factors.factorOf(account.id);
  const enrolled = factor !== undefined && factor.secretBox !== null;
  if (enrolled && check.by !== 'factor') return 'second-factor';
  const credential = await ports.store.doors.credentialOf(account.id);
  if (credential === undefined || credential.mustChange) return 'change-password';
  const { secondFactor, passwords } = ports.doorRules;
  const tooOld = isTooOld(passwords, Date.parse(credential.changedAt), ports.clock.now());
  const mustEnrol = !enrolled && secondFactor === 'all';
  if (!tooOld && !mustEnrol) return 'full';
  // A machine changes no password by itself, and a HIS that is shut out asks nobody before a prescription.
  const person = await ports.store.people.personById(account.personId);
  if (person?.personKind === 'machine') return 'full';
  return tooOld ? 'change-password' : 'enrol-factor';
}

/** Opens a session that can be refreshed; the oldest of the account beyond the limit end. */
export async function openSession(
  ports: Ports,
  account: AccountRow,
  by: Check['by'],
  checkedAt?: Instant,
): Promise<StartedSession> {
  const now = ports.clock.now();
  const check: Check = { at: checkedAt ?? instantOf(now), by };
  const sessionId = ports.newId('ses');
  const secret = ports.newSecret();
  const expiresAt = instantOf(now + sessionLifetimeMs);
  await ports.store.doors.startSession(
    {
      sessionId,
      accountId: account.id,
      refreshHash: sha256Hex(secret),
      startedAt: instantOf(now),
      expiresAt,
      endedAt: null,
      check,
      seenAt: instantOf(now),
    },
    ports.doorRules.sessionsPerAccount,
  );
  const use = await useFor(ports, account, check);
  const entrance = { accountId: account.id, personId: account.personId, sessionId, check, use };
  return { ...entrance, refresh: cookieOf(sessionId, secret), refreshExpiresAt: expiresAt };
}

/** The session is named beside the secret, so that any secret it ever had is recognised as one of its own. */
export function cookieOf(sessionId: string, secret: string): string {
  return `${sessionId}.${secret}`;
}
