import type { Role, Scope } from '../../core/register/people/access.ts';
import type { PersonKind } from '../../core/register/people/person.ts';
import type { Chance } from './chance.ts';
import { nameOf } from './doctors.ts';
import type { HospitalPlan } from './places.ts';
import type { DemoSeeds } from './seeds.ts';

/** Somebody with an account who is no doctor: staff of a hospital or of the commission, an administrator, a machine. */
export interface StaffPlan {
  readonly login: string;
  readonly name: string;
  readonly personKind: PersonKind;
  /** A hospital's key; null: the commission's. */
  readonly hospital: string | null;
  readonly role: Role;
  readonly category: string | null;
  /** `department`: the first one of the hospital. */
  readonly scope: 'city' | 'county' | 'hospital' | 'department';
  /** A county's name, for that scope. */
  readonly county: string | null;
}

/** The two whose accounts can all be entered, each with the ending of its logins. */
const openHospitals: Readonly<Record<string, string>> = { h01: '', h02: '2' };

/** Everybody's password in the demo, said to everybody: it is served on loopback only and holds nothing real. */
export function demoPassword(login: string): string {
  return `rx12-demo-${login}`;
}

/** Whether the account can be entered; all others sign history and have no password that anybody knows. */
export function isOpen({ hospital }: Pick<StaffPlan, 'hospital'>): boolean {
  return hospital === null || hospital in openHospitals;
}

/** The login of a post at a hospital: `auditor`, `auditor2`, `h07.auditor`. */
export function loginAt(hospital: string, post: string): string {
  const ending = openHospitals[hospital];
  return ending === undefined ? `${hospital}.${post}` : `${post}${ending}`;
}

export const securityLogin = 'security';

export function planCommission({ people }: DemoSeeds, hospitals: readonly HospitalPlan[], luck: Chance): StaffPlan[] {
  const name = namer(people, luck.branch('commission'));
  const county = hospitals.find(({ key }) => key === 'h04')?.county ?? null;
  const plan = (login: string, role: Role, scope: 'city' | 'county' = 'city'): StaffPlan => ({
    login,
    name: name(),
    personKind: 'human',
    hospital: null,
    role,
    category: null,
    scope,
    county: scope === 'county' ? county : null,
  });
  return [
    plan('registrar', 'commission-registrar'),
    plan('registrar.b', 'commission-registrar'),
    plan('officer', 'commission-officer'),
    plan('officer.county', 'commission-officer', 'county'),
    plan('panel', 'appeal-panellist'),
    plan('system', 'system-administrator'),
    plan('audit', 'audit-administrator'),
  ];
}

/** Who opens accounts comes first. */
export function planStaff({ people }: DemoSeeds, hospital: HospitalPlan, luck: Chance): StaffPlan[] {
  const name = namer(people, luck.branch(`staff of ${hospital.key}`));
  const big = hospital.level === 3;
  const open = isOpen({ hospital: hospital.key });
  const plan = (post: string, role: Role, rest: Partial<StaffPlan> = {}): StaffPlan => ({
    login: loginAt(hospital.key, post),
    name: rest.personKind === 'machine' ? `${hospital.name}医院信息系统` : name(),
    personKind: 'human',
    hospital: hospital.key,
    role,
    category: null,
    scope: 'hospital',
    county: null,
    ...rest,
  });
  const staff = [
    plan('manager', 'hospital-account-manager'),
    plan('affairs', 'medical-affairs', { category: 'irregular-practice' }),
  ];
  if (hospital.level === 1) return staff;
  return [
    ...staff,
    plan('auditor', 'auditor'),
    plan('reviewer', 'reviewer'),
    plan('ethics', 'ethics-office', { category: 'ethics' }),
    ...(big ? [plan('auditor.b', 'auditor'), plan('his', 'his-client', { personKind: 'machine' })] : []),
    ...(open
      ? [
          plan('affairs.b', 'medical-affairs', { category: 'irregular-practice' }),
          plan('head', 'department-head', { scope: 'department' }),
        ]
      : []),
  ];
}

export function scopeOf(
  { scope, hospital, county }: StaffPlan,
  ids: { readonly hospital: (key: string) => string; readonly region: (name: string) => string },
  department: string,
): Scope {
  if (scope === 'county' && county !== null) return { kind: 'county', regionId: ids.region(county) };
  if (hospital === null) return { kind: 'city' };
  const hospitalId = ids.hospital(hospital);
  return scope === 'department' ? { kind: 'department', hospitalId, department } : { kind: 'hospital', hospitalId };
}

function namer({ surnames, given }: DemoSeeds['people'], chance: Chance): () => string {
  const [first, second] = [[...surnames], [...given]];
  return () => nameOf(first, second, chance);
}
