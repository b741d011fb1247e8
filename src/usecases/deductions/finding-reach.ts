import type { AccessGrant } from '../../core/register/people/access.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import type { ReachPart, SchemeCodes } from '../../store/queries/deduction.ts';
import type { Context } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';

/** What a grant reaches, for queries that ask it of all deductions at once. */
export async function reachPart(
  context: Context,
  register: Register,
  { scope, category }: AccessGrant,
  today: IsoDate,
): Promise<ReachPart> {
  const onlyCodes = category === null ? undefined : codesOf(register, category);
  switch (scope.kind) {
    case 'city':
      return { onlyCodes };
    case 'county': {
      const within = (id: string) => placeOfHospital(register, id, today).regionIds?.includes(scope.regionId) ?? false;
      return { hospitalIds: [...register.hospitals.keys()].filter(within), onlyCodes };
    }
    case 'hospital':
      return { hospitalIds: [scope.hospitalId], onlyCodes };
    case 'department':
      return { hospitalIds: [scope.hospitalId], department: scope.department, onlyCodes };
    case 'self':
      return { doctorIds: await recordIdsOf(context, scope.doctorId), onlyCodes };
  }
}

/** Every record of one doctor. */
export async function recordIdsOf(context: Context, doctorId: string): Promise<readonly string[]> {
  const record = await recordNow(context, doctorId);
  return record?.dossier.doctorIds ?? [doctorId];
}

/** The codes of a category. A code keeps its category for good (see adoptScheme), so no date is needed. */
export function codesOf(register: Register, category: string): SchemeCodes[] {
  const codes = new Map<string, Set<string>>();
  for (const { schemeId, scheme } of register.adoptions) {
    const own = codes.get(schemeId) ?? new Set();
    for (const violation of scheme.violations) if (violation.category === category) own.add(violation.code);
    if (own.size > 0) codes.set(schemeId, own);
  }
  return [...codes].map(([scheme, own]) => ({ scheme, codes: [...own] }));
}
