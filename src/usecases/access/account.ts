import { DomainError } from '../../core/errors.ts';
import type { DraftStream } from '../../core/ledger/entry.ts';
import { postsAt } from '../../core/register/doctor.ts';
import type { PersonKind } from '../../core/register/people/person.ts';
import { instantOf } from '../../core/time.ts';
import type { AccountRow } from '../../store/queries/people.ts';
import { absent, type Context, grantsHeld, replyFor, todayOf, type Written } from '../context.ts';
import { recordOf } from '../dossier.ts';
import { identityClaim } from '../register/doctor-numbers.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';
import { closedAccount, managedAccount, managerOf, managesPerson } from './manager.ts';
import { refusePassword } from './new-password.ts';

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
  await refuseNoHospital(context, command.hospitalId);
  const { personKind, name, login, identityNo, hospitalId } = command;
  if (personKind === 'machine') await refusePassword(context, { password: command.password, login });
  const passwordHash = await context.passwords.hash(command.password);
  return decideOnNewest(undefined, async () => {
    const { identityHash, streams: identity, holder } = await identityClaim(context, identityNo);
    if (holder) throw new DomainError('conflict', 'person.known', { personId: holder.id });
    const claimed = await newLogin(context, login);
    const personId = context.newId('per');
    const accountId = context.newId('acc');
    const person = { kind: 'person' as const, id: personId };
    const appended = await context.store.ledger.append(
      [
        {
          event: { kind: 'person.registered', v: 1, personId, personKind, name, identityHash },
          by: signer,
          streams: [person, ...identity],
        },
        {
          event: { kind: 'account.opened', v: 1, accountId, personId, login, hospitalId },
          by: signer,
          streams: [person, claimed],
        },
      ],
      replyFor(context, accountId),
      { accountId, passwordHash, mustChange: personKind === 'human', changedAt: instantOf(context.clock.now()) },
    );
    return { id: accountId, appended };
  });
}

/**
 * Opens an account for somebody already registered. A hospital account manager does so only for a doctor of the own
 * hospital who has none: otherwise a second account would be a way to act as somebody else.
 */
export async function openAccountFor(
  context: Context,
  command: {
    readonly personId: string;
    readonly login: string;
    readonly password: string;
    readonly hospitalId: string | null;
  },
): Promise<Written> {
  const { personId, login, hospitalId } = command;
  const signer = managerOf(context, hospitalId);
  await refuseNoHospital(context, hospitalId);
  const person = await context.store.people.personById(personId);
  if (person === undefined) throw absent();
  if (signer.role !== 'security-administrator') await refuseStranger(context, personId, hospitalId);
  if (person.personKind === 'machine') await refusePassword(context, { password: command.password, login });
  const passwordHash = await context.passwords.hash(command.password);
  const mustChange = person.personKind === 'human';
  return decideOnNewest(undefined, async () => {
    const claimed = await newLogin(context, login);
    const accountId = context.newId('acc');
    const appended = await context.store.ledger.append(
      [
        {
          event: { kind: 'account.opened', v: 1, accountId, personId, login, hospitalId },
          by: signer,
          streams: [{ kind: 'person', id: personId }, claimed],
        },
      ],
      replyFor(context, accountId),
      { accountId, passwordHash, mustChange, changedAt: instantOf(context.clock.now()) },
    );
    return { id: accountId, appended };
  });
}

/** A forgotten password: a new first one, which must be changed; every session of the account ends. */
export async function resetPassword(
  context: Context,
  command: { readonly accountId: string; readonly password: string; readonly reason: string },
): Promise<Written> {
  const { account, signer } = await managedAccount(context, command.accountId);
  const { id: accountId, personId } = account;
  const person = await context.store.people.personById(personId);
  if (person?.personKind === 'machine') await refusePassword(context, { ...command, login: account.login });
  const passwordHash = await context.passwords.hash(command.password);
  const appended = await context.store.ledger.append(
    [
      {
        event: { kind: 'account.password-reset', v: 1, accountId, personId, reason: command.reason },
        by: signer,
        streams: [{ kind: 'person', id: personId }],
      },
    ],
    replyFor(context, accountId),
    {
      accountId,
      passwordHash,
      mustChange: person?.personKind !== 'machine',
      changedAt: instantOf(context.clock.now()),
    },
  );
  return { id: accountId, appended };
}

/**
 * A lost telephone: the factor and its recovery codes are gone and every session ends; the person enrols anew. Only a
 * security administrator does it: whoever could set a password and take the factor would be that person.
 *
 * @throws DomainError `absent`, `account.own`, `account.closed`, `factor.not-enrolled`.
 */
export async function resetFactor(
  context: Context,
  command: { readonly accountId: string; readonly reason: string },
): Promise<Written> {
  const { account, signer } = await managedAccount(context, command.accountId, 'factor.reset');
  const { id: accountId, personId } = account;
  if ((await context.store.factors.factorOf(accountId)) === undefined) {
    throw new DomainError('conflict', 'factor.not-enrolled');
  }
  const appended = await context.store.ledger.append(
    [
      {
        event: { kind: 'account.factor-reset', v: 1, accountId, personId, reason: command.reason },
        by: signer,
        streams: [{ kind: 'person', id: personId }],
      },
    ],
    replyFor(context, accountId),
    { accountId, factorResetAt: instantOf(context.clock.now()) },
  );
  return { id: accountId, appended };
}

/** Nobody enters by it again, from the next request on; what was signed with it stays signed. */
export async function closeAccount(
  context: Context,
  command: { readonly accountId: string; readonly reason: string },
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { account, signer } = await managedAccount(context, command.accountId);
    const { id: accountId, personId } = account;
    const stream = { kind: 'person' as const, id: personId };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    if ((await context.store.people.accountById(accountId))?.closed !== false) throw closedAccount();
    const appended = await context.store.ledger.append(
      [
        {
          event: { kind: 'account.closed', v: 1, accountId, personId, reason: command.reason },
          by: signer,
          streams: [{ ...stream, decidedOn }],
        },
      ],
      replyFor(context, accountId),
    );
    await context.store.doors.endSessionsOf(accountId, instantOf(context.clock.now()));
    return { id: accountId, appended };
  });
}

export interface AccountShown extends AccountRow {
  readonly name: string;
}

/** An account that the asking administrator manages. */
export async function accountOf(context: Context, accountId: string): Promise<AccountShown> {
  const account = await context.store.people.accountById(accountId);
  return shown(context, account);
}

/** The account that logs in by this name, for the administrator who was told only that. */
export async function accountByLogin(context: Context, login: string): Promise<AccountShown> {
  return shown(context, await context.store.people.accountByLogin(login));
}

async function shown(context: Context, account: AccountRow | undefined): Promise<AccountShown> {
  const held = grantsHeld(context, 'access.read');
  if (account === undefined || !(await managesPerson(context, held, account))) throw absent();
  const person = await context.store.people.personById(account.personId);
  return { ...account, name: person?.name ?? '' };
}

async function refuseNoHospital(context: Context, hospitalId: string | null): Promise<void> {
  if (hospitalId !== null && !(await registerOf(context)).hospitals.has(hospitalId)) throw absent();
}

async function refuseStranger(context: Context, personId: string, hospitalId: string | null): Promise<void> {
  const record = await recordOf(context, personId);
  const here = record && hospitalId !== null && postsAt(record.doctor, hospitalId, todayOf(context)).length > 0;
  if (!here) throw absent();
  const accounts = await context.store.people.accountsOf(personId);
  if (accounts.some((account) => !account.closed)) throw new DomainError('conflict', 'account.has-one');
}

async function newLogin(context: Context, login: string): Promise<DraftStream> {
  const stream = { kind: 'number', id: context.identityHash(`login ${login}`) } as const;
  const decidedOn = await context.store.ledger.lengthOf(stream);
  if (await context.store.people.accountByLogin(login)) throw new DomainError('conflict', 'account.login-taken');
  return { ...stream, decidedOn };
}
