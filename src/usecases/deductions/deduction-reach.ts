import type { Signer } from '../../core/ledger/entry.ts';
import type { Finding } from '../../core/procedure/deduction.ts';
import { schemeOfItem } from '../../core/procedure/deduction-status.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers, type Operation, type Place } from '../../core/register/people/permission.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, signerIn, todayOf } from '../context.ts';

/** What of a finding decides who reaches it. */
export type Reached = Pick<Finding, 'hospitalId' | 'department' | 'occurredOn' | 'items'>;

/**
 * The signer for a step on a finding.
 *
 * @param doctorIds every record of the doctor concerned.
 * @throws DomainError `access.forbidden`; `absent` when it is none of the actor's business.
 */
export function reachFinding(
  context: Context,
  operation: Operation,
  register: Register,
  finding: Reached,
  doctorIds: readonly string[],
): Signer {
  const grant = grantsHeld(context, operation).find((held) =>
    coversFinding(held, register, finding, doctorIds, todayOf(context)),
  );
  if (grant === undefined) throw absent();
  return signerIn(context, grant);
}

export function coversFinding(
  grant: AccessGrant,
  register: Register,
  finding: Reached,
  doctorIds: readonly string[],
  today: IsoDate,
): boolean {
  return (
    placesOfFinding(register, finding, doctorIds, today).some((place) => covers(grant, place)) &&
    admitsCategories(grant, categoriesOf(register, finding))
  );
}

/** A grant for one category reaches a finding only where every item of it is of that category. */
export function admitsCategories(grant: AccessGrant, categories: readonly string[]): boolean {
  return grant.category === null || categories.every((category) => category === grant.category);
}

/** The category of each item; an item that no scheme knows has none. */
export function categoriesOf(register: Register, finding: Reached): string[] {
  return finding.items.flatMap(
    ({ scheme, code }) => schemeOfItem(register, finding, scheme)?.violations.get(code)?.category ?? [],
  );
}

/** Where the act was done, and the doctor themself. */
function placesOfFinding(
  register: Register,
  { hospitalId, department }: Reached,
  doctorIds: readonly string[],
  today: IsoDate,
): Place[] {
  return [
    { ...placeOfHospital(register, hospitalId, today), department },
    ...doctorIds.map((doctorId): Place => ({ doctorId })),
  ];
}
