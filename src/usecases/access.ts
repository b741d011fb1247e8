import { DomainError } from '../core/errors.ts';
import type { AccessGrant, Role, Scope } from '../core/register/access.ts';
import { refuseGrant } from '../core/register/access.ts';
import { covers, type Place } from '../core/register/permission.ts';
import type { PersonKind } from '../core/register/person.ts';
import { type IsoDate, instantOf } from '../core/time.ts';
import { absent, type Context, grantsHeld, replyFor, signerIn, todayOf, type Written } from './context.ts';

export interface NewPerson {
  readonly personKind: PersonKind;
  readonly name: string;
  /** A staff or ID number; only its keyed hash is kept. */
  readonly identityNo: string | null;
  readonly login: string;
  /** The first password; it must be changed at the first login, except by a machine. */
  readonly password: string;
  /** Where the account belongs; a hospital account manager may only name the own hospital. */
  readonly hospitalId: string | null;
}

/** Registers a human or a machine and opens its account. @throws DomainError `person.known`, `account.login-taken`. */
export async function openAccount(context: Context, command: NewPerson): Promise<Written> {
  const signer = managerOf(context, command.hospitalId);
  await refuseTakenLogin(context, command.login);
  const identityHash = command.identityNo === null ? null : context.identityHash(command.identityNo);
  if (identityHash !== null) {
    const known = await context.store.people.personByIdentity(identityHash);
    if (known) throw new DomainError('conflict', 'person.known', { personId: known.id });
  }
  const personId = context.newId('per');
  const accountId = context.newId('acc');
  const streams = [{ kind: 'person' as const, id: personId }];
  const { personKind, name, login } = command;
  const passwordHash = await context.passwords.hash(command.password);
  const appended = await context.store.ledger.append(
    [
      { event: { kind: 'person.registered', v: 1, personId, personKind, name, identityHash }, by: signer, streams },
      { event: { kind: 'account.opened', v: 1, accountId, personId, login }, by: signer, streams },
    ],
    replyFor(context, accountId),
  );
  await context.store.doors.setCredential({
    accountId,
    passwordHash,
    mustChange: personKind === 'human',
    changedAt: instantOf(context.clock.now()),
  });
  return { id: accountId, appended };
}

/** Opens an account for somebody already registered, such as a doctor. */
export async function openAccountFor(
  context: Context,
  command: {
    readonly personId: string;
    readonly login: string;
    readonly password: string;
    readonly hospitalId: string | null;
  },
): Promise<Written> {
  const signer = managerOf(context, command.hospitalId);
  if ((await context.store.people.personById(command.personId)) === undefined) throw absent();
  await refuseTakenLogin(context, command.login);
  const accountId = context.newId('acc');
  const { personId, login } = command;
  const passwordHash = await context.passwords.hash(command.password);
  const appended = await context.store.ledger.append(
    [
      {
        event: { kind: 'account.opened', v: 1, accountId, personId, login },
        by: signer,
        streams: [{ kind: 'person', id: personId }],
      },
    ],
    replyFor(context, accountId),
  );
  const changedAt = instantOf(context.clock.now());
  await context.store.doors.setCredential({ accountId, passwordHash, mustChange: true, changedAt });
  return { id: accountId, appended };
}

export async function grantAccess(
  context: Context,
  command: {
    readonly personId: string;
    readonly role: Role;
    readonly scope: Scope;
    readonly category: string | null;
    readonly from: IsoDate;
    readonly until: IsoDate | null;
  },
): Promise<Written> {
  const signer = managerOf(context, hospitalOf(command.scope), command.role);
  if ((await context.store.people.personById(command.personId)) === undefined) throw absent();
  const stream = { kind: 'person' as const, id: command.personId };
  const decidedOn = await context.store.ledger.lengthOf(stream);
  const held = await context.store.people.grantsOf(command.personId);
  refuseGrant(command, held, signer.personId, todayOf(context));
  const grantId = context.newId('acg');
  const appended = await context.store.ledger.append(
    [{ event: { kind: 'access.granted', v: 1, grantId, ...command }, by: signer, streams: [{ ...stream, decidedOn }] }],
    replyFor(context, grantId),
  );
  return { id: grantId, appended };
}

/** Takes effect on the person's next request when `until` is today or earlier. */
export async function endAccess(
  context: Context,
  command: { readonly grantId: string; readonly until: IsoDate; readonly reason: string },
): Promise<Written> {
  const grant = await context.store.people.grantById(command.grantId);
  if (grant === undefined) {
    grantsHeld(context, 'access.grant');
    throw absent();
  }
  const signer = managerOf(context, hospitalOf(grant.scope), grant.role);
  if (grant.until !== null && grant.until <= command.until) {
    throw new DomainError('conflict', 'access.already-ended', { until: grant.until });
  }
  const stream = { kind: 'person' as const, id: grant.personId };
  const appended = await context.store.ledger.append(
    [{ event: { kind: 'access.ended', v: 1, personId: grant.personId, ...command }, by: signer, streams: [stream] }],
    replyFor(context, grant.grantId),
  );
  return { id: grant.grantId, appended };
}

/** The grants of a person as far as the asking administrator manages them. */
export async function grantsOfPerson(context: Context, personId: string): Promise<readonly AccessGrant[]> {
  const held = grantsHeld(context, 'access.read');
  if ((await context.store.people.personById(personId)) === undefined) throw absent();
  const grants = await context.store.people.grantsOf(personId);
  const seen = grants.filter((grant) => {
    const place: Place = { hospitalId: hospitalOf(grant.scope) ?? undefined };
    return held.some((own) => own.role === 'security-administrator' || covers(own, place));
  });
  if (seen.length === 0 && !held.some((own) => own.role === 'security-administrator')) throw absent();
  return seen;
}

/** A security administrator manages everybody; a hospital account manager only hospital roles of the own hospital. */
function managerOf(context: Context, hospitalId: string | null, role?: Role) {
  const grant = grantsHeld(context, 'access.grant').find((held) => {
    if (held.role === 'security-administrator') return true;
    if (hospitalId === null || (role !== undefined && !hospitalRoles.includes(role))) return false;
    return covers(held, { hospitalId });
  });
  if (grant === undefined) throw absent();
  return signerIn(context, grant);
}

const hospitalRoles: readonly Role[] = [
  'department-head',
  'auditor',
  'reviewer',
  'medical-affairs',
  'ethics-office',
  'his-client',
];

function hospitalOf(scope: Scope): string | null {
  return scope.kind === 'hospital' || scope.kind === 'department' ? scope.hospitalId : null;
}

async function refuseTakenLogin(context: Context, login: string): Promise<void> {
  if (await context.store.people.accountByLogin(login)) throw new DomainError('conflict', 'account.login-taken');
}
