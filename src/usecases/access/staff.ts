import { type AccessGrant, type Role, roles } from '../../core/register/people/access.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';
import { hospitalOfGrant, managingGrant } from './manager.ts';

export interface StaffGrant extends AccessGrant {
  readonly name: string;
  /** Hospital or county by its name; null: the city. */
  readonly institution: string | null;
  readonly logins: readonly { readonly accountId: string; readonly login: string }[];
}

export interface StaffAsked {
  readonly role?: Role | undefined;
  readonly hospitalId?: string | undefined;
  readonly limit: number;
  /** How many were shown before. */
  readonly after: number;
}

/**
 * Who holds which role, as far as the asking administrator manages it: by role in the order in which roles are listed,
 * then by name. Doctors are not among them; their accounts are found from the register.
 */
export async function staffGrants(
  context: Context,
  { role, hospitalId, limit, after }: StaffAsked,
): Promise<{ readonly items: readonly StaffGrant[]; readonly more: boolean }> {
  const held = grantsHeld(context, 'access.read');
  const { people } = context.store;
  const today = todayOf(context);
  const all = await people.staffGrants(today, maxStaffGrants);
  const places = await Promise.all(all.map(({ scope }) => hospitalOfGrant(context, scope, null)));
  const seen = all.filter((grant, at) => {
    const place = places[at] ?? null;
    if (role !== undefined && grant.role !== role) return false;
    if (hospitalId !== undefined && place !== hospitalId) return false;
    return managingGrant(held, place, grant.role) !== undefined;
  });
  const names = await people.namesOf([...new Set(seen.map(({ personId }) => personId))]);
  const nameOf = ({ personId }: AccessGrant) => names.get(personId) ?? '';
  const inOrder = [...seen].sort(
    (a, b) => rankOf(a) - rankOf(b) || compare(nameOf(a), nameOf(b)) || compare(a.grantId, b.grantId),
  );
  const register = await registerOf(context);
  const institution = ({ scope }: AccessGrant): string | null => {
    if (scope.kind === 'county') return register.regions.get(scope.regionId)?.name ?? scope.regionId;
    return 'hospitalId' in scope ? register.hospitalName(scope.hospitalId, today) : null;
  };
  const page = inOrder.slice(after, after + limit);
  const items = page.map(async (grant) => ({
    ...grant,
    name: nameOf(grant),
    institution: institution(grant),
    logins: (await people.accountsOf(grant.personId))
      .filter(({ closed }) => !closed)
      .map(({ id: accountId, login }) => ({ accountId, login })),
  }));
  return { items: await Promise.all(items), more: inOrder.length > after + limit };
}

/** Ten times what the staff of a city's hospitals hold. */
const maxStaffGrants = 20_000;

function rankOf({ role }: AccessGrant): number {
  return roles.indexOf(role);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
