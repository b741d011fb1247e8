import type { Doctor } from '../../core/register/doctor.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers, type Operation, type Place } from '../../core/register/people/permission.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';

/** The hospitals that the grants reach, narrowed to one where asked for; null: all of them. */
export function hospitalsReached(
  register: Register,
  grants: readonly AccessGrant[],
  today: IsoDate,
  asked?: string | undefined,
): readonly string[] | null {
  if (asked === undefined && grants.some(({ scope }) => scope.kind === 'city')) return null;
  const candidates = asked === undefined ? [...register.hospitals.keys()] : [asked];
  return candidates.filter((hospitalId) => {
    const place = placeOfHospital(register, hospitalId, today);
    return register.hospitals.has(hospitalId) && grants.some((grant) => covers(grant, place));
  });
}

/** Where grants reach in a list that goes doctor by doctor: hospitals as a whole, and the doctors of a department. */
export interface DoctorReach {
  /** Whose doctors are to be looked at; null: all. */
  readonly hospitalIds: readonly string[] | null;
  /** The hospitals at which what concerns this doctor is seen; null: all. */
  of(doctor: Doctor): ReadonlySet<string> | null;
}

export function doctorReach(
  register: Register,
  grants: readonly AccessGrant[],
  today: IsoDate,
  asked?: string | undefined,
): DoctorReach {
  const whole = hospitalsReached(register, grants, today, asked);
  if (whole === null) return { hospitalIds: null, of: () => null };
  const departments = grants.flatMap(({ scope }) =>
    scope.kind === 'department' && (asked === undefined || asked === scope.hospitalId) ? [scope] : [],
  );
  const idsOf = (scopes: typeof departments) => new Set([...whole, ...scopes.map(({ hospitalId }) => hospitalId)]);
  return {
    hospitalIds: [...idsOf(departments)],
    of: ({ posts }) =>
      idsOf(
        departments.filter(({ hospitalId, department }) =>
          posts.some((post) => post.hospitalId === hospitalId && post.department === department),
        ),
      ),
  };
}

/** A hospital as those meet it who belong to it: with their department, or as the doctor they are. */
export interface OwnPlace {
  readonly hospitalId: string;
  readonly place: Place;
}

/** Where the actor works by the grants for an operation: a head of department there, a doctor where a post is open. */
export async function ownPlaces(context: Context, operation: Operation): Promise<readonly OwnPlace[]> {
  const today = todayOf(context);
  const own: OwnPlace[] = [];
  for (const { scope } of grantsHeld(context, operation)) {
    if (scope.kind === 'department') {
      const { hospitalId, department } = scope;
      own.push({ hospitalId, place: { hospitalId, department } });
    } else if (scope.kind === 'self') {
      const { doctorId } = scope;
      const posts = (await recordNow(context, doctorId))?.doctor.posts ?? [];
      const open = posts.filter((post) => post.until === null || post.until > today);
      for (const { hospitalId } of open) own.push({ hospitalId, place: { hospitalId, doctorId } });
    }
  }
  return own;
}

/** The places of which one must be covered to read about a hospital: it as a whole, and what of it is one's own. */
export function placesRead(
  register: Register,
  hospitalId: string,
  today: IsoDate,
  own: readonly OwnPlace[],
): readonly Place[] {
  const ownHere = own.filter((each) => each.hospitalId === hospitalId).map(({ place }) => place);
  return [placeOfHospital(register, hospitalId, today), ...ownHere];
}
