import { and, asc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { AccessGrant, Role, Scope } from '../../core/register/people/access.ts';
import type { IsoDate } from '../../core/time.ts';
import type { Db } from '../db.ts';
import { accessGrant, account, accountLink, person } from '../tables.ts';

export interface AccountRow {
  readonly id: string;
  readonly personId: string;
  readonly login: string;
  /** Where it belongs; null: to no hospital. */
  readonly hospitalId: string | null;
  readonly closed: boolean;
}

export interface PersonRow {
  readonly id: string;
  readonly personKind: string;
  readonly name: string;
}

/** A human and where an open account of theirs belongs; null: to no hospital. */
export interface AccountHolder {
  readonly personId: string;
  readonly name: string;
  readonly hospitalId: string | null;
}

export interface AccountHolderSearch {
  /** A part of the name, whatever its case; empty: any. */
  readonly text: string;
  /** Where the account belongs; null: anywhere. */
  readonly hospitalIds: readonly string[] | null;
  /** Only these persons. */
  readonly personIds?: readonly string[];
  /** Of rows: one for each hospital of a person. */
  readonly limit: number;
}

export interface LinkRow {
  readonly id: string;
  readonly accountId: string;
  readonly ended: boolean;
}

/** Persons, accounts and their grants as they are now; grants are read anew for each request. */
export interface PeopleQueries {
  accountByLogin(login: string): Promise<AccountRow | undefined>;
  accountById(id: string): Promise<AccountRow | undefined>;
  accountsOf(personId: string): Promise<readonly AccountRow[]>;
  linkById(id: string): Promise<LinkRow | undefined>;
  linksOf(accountId: string): Promise<readonly LinkRow[]>;
  personById(id: string): Promise<PersonRow | undefined>;
  personByIdentity(identityHash: string): Promise<PersonRow | undefined>;
  grantsOf(personId: string): Promise<readonly AccessGrant[]>;
  grantById(grantId: string): Promise<AccessGrant | undefined>;
  /** Grants that have not ended by `today`, by their ids; not those over a doctor's own record, of which there are thousands. */
  staffGrants(today: IsoDate, limit: number): Promise<readonly AccessGrant[]>;
  /** By name, then by person. */
  accountHolders(search: AccountHolderSearch): Promise<readonly AccountHolder[]>;
  namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export function peopleQueries(db: Db): PeopleQueries {
  const { id, personId, login, hospitalId, closed } = account;
  const accountFields = { id, personId, login, hospitalId, closed };
  const linkFields = { id: accountLink.id, accountId: accountLink.accountId, ended: accountLink.ended };
  const personFields = { id: person.id, personKind: person.personKind, name: person.name };
  const byLogin = db
    .select(accountFields)
    .from(account)
    .where(eq(account.login, sql.placeholder('login')))
    .prepare();
  const byId = db
    .select(accountFields)
    .from(account)
    .where(eq(account.id, sql.placeholder('id')))
    .prepare();
  const grants = db
    .select()
    .from(accessGrant)
    .where(eq(accessGrant.personId, sql.placeholder('personId')))
    .prepare();
  return {
    accountByLogin: async (login) => (await byLogin.execute({ login })).map(accountOf)[0],
    accountById: async (id) => (await byId.execute({ id })).map(accountOf)[0],
    accountsOf: async (personId) =>
      (await db.select(accountFields).from(account).where(eq(account.personId, personId))).map(accountOf),
    linkById: async (id) =>
      (await db.select(linkFields).from(accountLink).where(eq(accountLink.id, id))).map(linkOf)[0],
    linksOf: async (accountId) =>
      (await db.select(linkFields).from(accountLink).where(eq(accountLink.accountId, accountId))).map(linkOf),
    personById: async (id) => (await db.select(personFields).from(person).where(eq(person.id, id)))[0],
    personByIdentity: async (identityHash) =>
      (await db.select(personFields).from(person).where(eq(person.identityHash, identityHash)))[0],
    grantsOf: async (personId) => (await grants.execute({ personId })).map(grantOf),
    grantById: async (grantId) => {
      const rows = await db
        .select()
        .from(accessGrant)
        .where(and(eq(accessGrant.id, grantId)));
      return rows[0] && grantOf(rows[0]);
    },
    staffGrants: async (today, limit) => {
      const goesOn = or(isNull(accessGrant.untilDate), gt(accessGrant.untilDate, today));
      const rows = await db
        .select()
        .from(accessGrant)
        .where(and(ne(accessGrant.role, 'doctor'), goesOn))
        .orderBy(asc(accessGrant.id))
        .limit(limit);
      return rows.map(grantOf);
    },
    accountHolders: async ({ text, hospitalIds, personIds, limit }) => {
      const part = text.trim().toLowerCase();
      return db
        .selectDistinct({ personId: person.id, name: person.name, hospitalId })
        .from(account)
        .innerJoin(person, eq(person.id, account.personId))
        .where(
          and(
            eq(account.closed, 0),
            eq(person.personKind, 'human'),
            hospitalIds === null ? undefined : inArray(hospitalId, [...hospitalIds]),
            personIds === undefined ? undefined : inArray(person.id, [...personIds]),
            part === '' ? undefined : contains(person.name, part),
          ),
        )
        .orderBy(asc(person.name), asc(person.id))
        .limit(limit);
    },
    namesOf: async (personIds) => {
      if (personIds.length === 0) return new Map();
      const rows = await db
        .select(personFields)
        .from(person)
        .where(inArray(person.id, [...personIds]));
      return new Map(rows.map((row) => [row.id, row.name]));
    },
  };
}

/** Both databases have `replace`, and no sign of the text means anything to it. */
function contains(column: typeof person.name, part: string) {
  return sql`replace(lower(${column}), ${part}, '') <> lower(${column})`;
}

function linkOf(row: Omit<LinkRow, 'ended'> & { readonly ended: number }): LinkRow {
  return { ...row, ended: row.ended === 1 };
}

interface StoredAccount extends Omit<AccountRow, 'closed'> {
  readonly closed: number;
}

function accountOf(row: StoredAccount): AccountRow {
  return { ...row, closed: row.closed === 1 };
}

function grantOf(row: typeof accessGrant.$inferSelect): AccessGrant {
  return {
    grantId: row.id,
    personId: row.personId,
    role: row.role as Role,
    scope: JSON.parse(row.scope) as Scope,
    category: row.category,
    from: row.fromDate,
    until: row.untilDate,
  };
}
