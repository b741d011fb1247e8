import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers } from '../../core/register/people/permission.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';

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
