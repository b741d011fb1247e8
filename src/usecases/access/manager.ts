import { DomainError } from '../../core/errors.ts';
import type { Signer } from '../../core/ledger/entry.ts';
import { postsAt } from '../../core/register/doctor.ts';
import type { AccessGrant, Role, Scope } from '../../core/register/people/access.ts';
import { covers } from '../../core/register/people/permission.ts';
import type { AccountRow } from '../../store/queries/people.ts';
import { absent, type Context, grantsHeld, signerIn, todayOf } from '../context.ts';
import { recordOf } from '../dossier.ts';

/**
 * A security administrator manages everybody; a hospital account manager only hospital roles of the own hospital.
 *
 * @throws DomainError `access.forbidden`, `absent`.
 */
export function managerOf(context: Context, hospitalId: string | null, role?: Role): Signer {
  const grant = managingGrant(grantsHeld(context, 'access.grant'), hospitalId, role);
  if (grant === undefined) throw absent();
  return signerIn(context, grant);
}

/** The one of the held grants, if any, by which a grant of this role at this hospital is managed. */
export function managingGrant(
  held: readonly AccessGrant[],
  hospitalId: string | null,
  role?: Role,
): AccessGrant | undefined {
  return held.find((own) => {
    if (own.role === 'security-administrator') return true;
    if (hospitalId === null || (role !== undefined && !hospitalRoles.includes(role))) return false;
    return covers(own, { hospitalId });
  });
}

/**
 * The grant, if any, by which somebody's account is managed. Who may set a password may become that person, so a
 * hospital account manager reaches only accounts of the own hospital whose person may do nothing outside it.
 */
export async function managesPerson(
  context: Context,
  held: readonly AccessGrant[],
  account: AccountRow,
): Promise<AccessGrant | undefined> {
  const grants = await context.store.people.grantsOf(account.personId);
  const today = todayOf(context);
  const live = grants.filter((grant) => grant.until === null || grant.until > today);
  for (const own of held) {
    if (own.role === 'security-administrator') return own;
    if (account.hospitalId === null || !covers(own, { hospitalId: account.hospitalId })) continue;
    const places = await Promise.all(live.map((grant) => hospitalOfGrant(context, grant.scope, account.hospitalId)));
    if (live.every((grant, at) => managingGrant([own], places[at] ?? null, grant.role) !== undefined)) return own;
  }
  return undefined;
}

/**
 * An open account that the actor manages, and who signs for it.
 *
 * @throws DomainError `absent`, `account.closed`, `account.own`: nobody does this to the own account.
 */
export async function managedAccount(
  context: Context,
  accountId: string,
  operation: 'access.grant' | 'factor.reset' = 'access.grant',
): Promise<{ readonly account: AccountRow; readonly signer: Signer }> {
  const held = grantsHeld(context, operation);
  const account = await context.store.people.accountById(accountId);
  const grant = account && (await managesPerson(context, held, account));
  if (!account || !grant) throw absent();
  if (account.personId === context.actor.personId) throw new DomainError('invalid', 'account.own');
  if (account.closed) throw closedAccount();
  return { account, signer: signerIn(context, grant) };
}

export function closedAccount(): DomainError {
  return new DomainError('conflict', 'account.closed');
}

/** The hospital that a scope belongs to; a doctor's own record belongs to `wanted` where that is the only employer. */
export async function hospitalOfGrant(context: Context, scope: Scope, wanted: string | null): Promise<string | null> {
  switch (scope.kind) {
    case 'hospital':
    case 'department':
      return scope.hospitalId;
    case 'self': {
      if (wanted === null) return null;
      const record = await recordOf(context, scope.doctorId);
      return record && postsAt(record.doctor, wanted, todayOf(context)).length > 0 ? wanted : null;
    }
    case 'county':
    case 'city':
      return null;
  }
}

const hospitalRoles: readonly Role[] = [
  'doctor',
  'department-head',
  'auditor',
  'reviewer',
  'medical-affairs',
  'ethics-office',
  'his-client',
];
