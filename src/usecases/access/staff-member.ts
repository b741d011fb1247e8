import { isAdministrator, type Role } from '../../core/register/people/access.ts';
import { within } from '../../core/time.ts';
import type { AccountHolder } from '../../store/queries/people.ts';
import { absent, type Context, grantsHeld, todayOf } from '../context.ts';
import { hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';

export interface StaffMember {
  readonly personId: string;
  readonly name: string;
  /** The hospitals that the person's accounts belong to; empty: the commission. */
  readonly institutions: readonly string[];
  /** Held now, wherever. */
  readonly roles: readonly Role[];
}

export interface StaffMembersAsked {
  /** A part of the name; empty: everybody. */
  readonly text: string;
  readonly hospitalId?: string | undefined;
  /** Only who holds it there now. */
  readonly role?: Role | undefined;
  readonly limit: number;
}

/**
 * Whom the actor may have act for a hospital: humans with an open account at the hospitals in scope, by name. Whoever is
 * one of the three administrators is not among them, for they hold nothing beside that.
 *
 * @throws DomainError `absent` for a hospital outside the scope.
 */
export async function staffMembers(
  context: Context,
  asked: StaffMembersAsked,
): Promise<{ readonly items: readonly StaffMember[]; readonly more: boolean }> {
  const { limit, hospitalId } = asked;
  const today = todayOf(context);
  const register = await registerOf(context);
  const hospitalIds = hospitalsReached(register, grantsHeld(context, 'staff.read'), today, hospitalId);
  if (hospitalId !== undefined && hospitalIds?.length === 0) throw absent();
  const holders = byPerson(await holdersOf(context, asked, hospitalIds));
  const items: StaffMember[] = [];
  for (const { personId, name, accountsAt } of holders.slice(0, limit)) {
    const held = (await context.store.people.grantsOf(personId)).filter((grant) => within(grant, today));
    if (held.some(({ role }) => isAdministrator(role))) continue;
    const institutions = accountsAt.map((id) => register.hospitalName(id, today));
    items.push({ personId, name, institutions, roles: [...new Set(held.map(({ role }) => role))] });
  }
  return { items, more: holders.length > limit };
}

async function holdersOf(
  context: Context,
  { text, role, limit }: StaffMembersAsked,
  hospitalIds: readonly string[] | null,
): Promise<readonly AccountHolder[]> {
  const { people } = context.store;
  const searched = { text, hospitalIds, limit: (limit + 1) * accountsEach };
  if (role === undefined) return people.accountHolders(searched);
  const today = todayOf(context);
  const here = (hospitalId: string) => hospitalIds === null || hospitalIds.includes(hospitalId);
  const holding = (await people.staffGrants(today, maxStaffGrants)).filter(
    (grant) =>
      grant.role === role && within(grant, today) && grant.scope.kind === 'hospital' && here(grant.scope.hospitalId),
  );
  return people.accountHolders({ ...searched, personIds: holding.map(({ personId }) => personId), hospitalIds: null });
}

interface Holder {
  readonly personId: string;
  readonly name: string;
  readonly accountsAt: string[];
}

/** In the order given; somebody with accounts at two hospitals is one person. */
function byPerson(found: readonly AccountHolder[]): Holder[] {
  const holders = new Map<string, Holder>();
  for (const { personId, name, hospitalId } of found) {
    const holder = holders.get(personId) ?? { personId, name, accountsAt: [] };
    if (hospitalId !== null && !holder.accountsAt.includes(hospitalId)) holder.accountsAt.push(hospitalId);
    holders.set(personId, holder);
  }
  return [...holders.values()];
}

/** Nobody has more accounts than hospitals to work at. */
const accountsEach = 4;
/** Ten times what the staff of a city's hospitals hold. */
const maxStaffGrants = 20_000;
