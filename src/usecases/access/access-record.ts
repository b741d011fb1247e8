import {
  type AccessAct,
  type AccessOutcome,
  type Capacity,
  noDoctor,
  type Purpose,
  type RightCheckCount,
  wholeList,
} from '../../core/register/people/access-record.ts';
import type { Register } from '../../core/register/register.ts';
import { type Instant, type IsoDate, shanghaiDateOf, startOfShanghaiDay } from '../../core/time.ts';
import type { AccessRecordFilter, AccessRecordRow, RightCheckPage } from '../../store/access/contract.ts';
import { type Context, grantsHeld } from '../context.ts';
import { ownRecord } from '../deductions/deduction-view.ts';
import { registerOf } from '../register.ts';

/** Somebody who looked at a doctor's record, or was turned away from it. */
export interface AccessSeen {
  readonly recordId: number;
  readonly at: Instant;
  readonly act: AccessAct;
  readonly operation: string;
  readonly outcome: AccessOutcome;
  /** Empty for a login that no account has. */
  readonly name: string;
  readonly capacities: readonly SeenCapacity[];
  readonly purpose: Purpose | null;
  readonly purposeStated: boolean;
  readonly object: string | null;
}

/** A role with the name of the hospital or region it is held for; null: the whole city, or the own record. */
export interface SeenCapacity extends Capacity {
  readonly institution: string | null;
}

export interface AuditedAccess extends AccessSeen {
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly requestId: string;
  readonly doctorIds: readonly string[];
}

export interface Found<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null on the last. */
  readonly before: number | null;
}

interface Page {
  readonly limit: number;
  readonly before?: number | undefined;
}

/**
 * Who read the own record, in which role, for what and when: with names, because a doctor who cannot tell who looked
 * cannot object to it. The own reads are among them, so that a stranger's use of the account shows.
 *
 * @throws DomainError `absent` for whoever is no doctor.
 */
export async function accessToOwnRecord(
  context: Context,
  page: Page,
): Promise<Found<AccessSeen & { readonly own: boolean }>> {
  const { dossier } = await ownRecord(context, 'access-record.own');
  const rows = await context.accessRecords.search({ doctorIds: dossier.doctorIds }, oneMore(page));
  const { items, before } = await found(context, rows, page.limit);
  const { personId } = context.actor;
  return {
    items: items.map(({ accountId: _account, doctorIds: _doctors, requestId: _request, personId: whose, ...seen }) => ({
      ...seen,
      own: whose === personId,
    })),
    before,
  };
}

export interface AuditFilter {
  readonly personId?: string | undefined;
  readonly doctorId?: string | undefined;
  readonly act?: AccessAct | undefined;
  readonly outcome?: AccessOutcome | undefined;
  /** Days in Shanghai; from is inside, until outside. */
  readonly from?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

/** What was recorded, for the audit administrator: ids of doctors and never their names or anything about them. */
export async function accessRecords(context: Context, filter: AuditFilter, page: Page): Promise<Found<AuditedAccess>> {
  grantsHeld(context, 'access-record.read');
  return found(context, await context.accessRecords.search(filterOf(filter), oneMore(page)), page.limit);
}

/** All of it, in pages, newest first. */
export async function* exportedAccessRecords(
  context: Context,
  filter: AuditFilter,
): AsyncGenerator<readonly AuditedAccess[]> {
  let before: number | null | undefined;
  do {
    const page = await accessRecords(context, filter, { limit: exportPage, before: before ?? undefined });
    yield page.items;
    before = page.before;
  } while (before !== null);
}

const exportPage = 500;

export interface CheckCountSeen {
  readonly hour: string;
  readonly accountId: string;
  /** Of the client, or of whoever asked. */
  readonly name: string;
  /** null: the number that was asked for is no doctor's, or it was a whole list. */
  readonly doctorId: string | null;
  readonly wholeList: boolean;
  readonly checks: number;
}

export interface CheckFilter {
  readonly accountId?: string | undefined;
  readonly doctorId?: string | undefined;
  readonly from?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

/** How often a client asked for a doctor's right, by hour of UTC; what was counted in the last minute may be missing. */
export async function rightCheckCounts(
  context: Context,
  { accountId, doctorId, from, until }: CheckFilter,
  page: RightCheckPage,
): Promise<{ readonly items: readonly CheckCountSeen[]; readonly after: RightCheckPage['after'] | null }> {
  grantsHeld(context, 'access-record.read');
  const rows = await context.accessRecords.checks(
    { accountId, doctorIds: doctorId === undefined ? undefined : [doctorId], from: hourAt(from), until: hourAt(until) },
    { ...page, limit: page.limit + 1 },
  );
  return checksFound(context, rows, page.limit);
}

/** The same about the own rights. @throws DomainError `absent` for whoever is no doctor. */
export async function checksOfOwnRight(
  context: Context,
  page: RightCheckPage,
): Promise<{ readonly items: readonly CheckCountSeen[]; readonly after: RightCheckPage['after'] | null }> {
  const { dossier } = await ownRecord(context, 'access-record.own');
  const rows = await context.accessRecords.checks({ doctorIds: dossier.doctorIds }, { ...page, limit: page.limit + 1 });
  return checksFound(context, rows, page.limit);
}

async function checksFound(context: Context, rows: readonly RightCheckCount[], limit: number) {
  const shown = rows.slice(0, limit);
  const names = new Map<string, string>();
  for (const accountId of new Set(shown.map((row) => row.accountId))) {
    const account = await context.store.people.accountById(accountId);
    const person = account && (await context.store.people.personById(account.personId));
    names.set(accountId, person?.name ?? '');
  }
  const last = shown.at(-1);
  return {
    items: shown.map(({ hour, accountId, doctorId, checks }) => ({
      hour: `${hour}:00:00.000Z`,
      accountId,
      name: names.get(accountId) ?? '',
      doctorId: doctorId === noDoctor || doctorId === wholeList ? null : doctorId,
      wholeList: doctorId === wholeList,
      checks,
    })),
    after: rows.length > limit && last !== undefined ? last : null,
  };
}

async function found(context: Context, rows: readonly AccessRecordRow[], limit: number): Promise<Found<AuditedAccess>> {
  const shown = rows.slice(0, limit);
  const register = await registerOf(context);
  const personIds = new Set(shown.flatMap(({ personId }) => (personId === null ? [] : [personId])));
  const names = await context.store.people.namesOf([...personIds]);
  return {
    items: shown.map((row) => ({
      ...row,
      name: names.get(row.personId ?? '') ?? '',
      capacities: row.capacities.map((capacity) => ({
        ...capacity,
        institution: institutionOf(register, capacity, row.at),
      })),
    })),
    before: rows.length > limit ? (shown.at(-1)?.recordId ?? null) : null,
  };
}

function institutionOf(register: Register, { scope }: Capacity, at: Instant): string | null {
  switch (scope.kind) {
    case 'department':
    case 'hospital':
      return register.hospitalName(scope.hospitalId, shanghaiDateOf(at));
    case 'county':
      return register.regions.get(scope.regionId)?.name ?? '';
    case 'self':
    case 'city':
      return null;
  }
}

function filterOf({ doctorId, from, until, ...rest }: AuditFilter): AccessRecordFilter {
  return {
    ...rest,
    doctorIds: doctorId === undefined ? undefined : [doctorId],
    from: from === undefined ? undefined : startOfShanghaiDay(from),
    until: until === undefined ? undefined : startOfShanghaiDay(until),
  };
}

function hourAt(date: IsoDate | undefined): string | undefined {
  return date === undefined ? undefined : startOfShanghaiDay(date).slice(0, 'YYYY-MM-DDTHH'.length);
}

/** One row more than is shown tells whether there is a next page. */
function oneMore({ limit, before }: Page) {
  return { limit: limit + 1, before };
}
