import { DomainError } from '../../errors.ts';
import type { IsoDate } from '../../time.ts';

export const roles = [
  'doctor',
  'department-head',
  'auditor',
  'reviewer',
  'medical-affairs',
  'ethics-office',
  'hospital-account-manager',
  'commission-officer',
  'commission-registrar',
  'appeal-panellist',
  'his-client',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const;

export type Role = (typeof roles)[number];

/** Where a grant of access holds. One region tree: city ⊃ county ⊃ hospital ⊃ department. */
export type Scope =
  | { readonly kind: 'self'; readonly doctorId: string }
  | { readonly kind: 'department'; readonly hospitalId: string; readonly department: string }
  | { readonly kind: 'hospital'; readonly hospitalId: string }
  | { readonly kind: 'county'; readonly regionId: string }
  | { readonly kind: 'city' };

export interface AccessGrant {
  readonly grantId: string;
  readonly personId: string;
  readonly role: Role;
  readonly scope: Scope;
  /** Only violations of this category of a scheme; null: all. */
  readonly category: string | null;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export type AccessEvent =
  | ({ readonly kind: 'access.granted'; readonly v: 1 } & AccessGrant)
  | {
      readonly kind: 'access.ended';
      readonly v: 1;
      readonly grantId: string;
      readonly personId: string;
      readonly until: IsoDate;
      readonly reason: string;
    };

/**
 * Whether a grant may be given at all.
 *
 * @param signerIds every id of whoever gives it.
 * @throws DomainError `access.own-grant`; `access.role-unknown-scope`; `access.separation` when the person would hold two
 * of the three administrators' roles (三员分立), or one of them beside any role that sees business data.
 */
export function refuseGrant(
  wanted: Pick<AccessGrant, 'personId' | 'role' | 'scope'>,
  held: readonly AccessGrant[],
  signerIds: readonly string[],
  today: IsoDate,
): void {
  if (signerIds.includes(wanted.personId)) throw new DomainError('invalid', 'access.own-grant');
  if (!scopesOf[wanted.role].includes(wanted.scope.kind)) {
    throw new DomainError('invalid', 'access.role-unknown-scope', { role: wanted.role, scope: wanted.scope.kind });
  }
  const current = held.filter((grant) => grant.until === null || grant.until > today);
  for (const grant of current) {
    if (grant.role !== wanted.role && (isAdministrator(grant.role) || isAdministrator(wanted.role))) {
      throw new DomainError('conflict', 'access.separation', { held: grant.role, role: wanted.role });
    }
  }
}

export function isAdministrator(role: Role): boolean {
  return role === 'system-administrator' || role === 'security-administrator' || role === 'audit-administrator';
}

const scopesOf: Readonly<Record<Role, readonly Scope['kind'][]>> = {
  doctor: ['self'],
  'department-head': ['department'],
  auditor: ['hospital'],
  reviewer: ['hospital', 'county', 'city'],
  'medical-affairs': ['hospital'],
  'ethics-office': ['hospital'],
  'hospital-account-manager': ['hospital'],
  'commission-officer': ['county', 'city'],
  'commission-registrar': ['county', 'city'],
  'appeal-panellist': ['hospital', 'county', 'city'],
  'his-client': ['hospital'],
  'system-administrator': ['city'],
  'security-administrator': ['city'],
  'audit-administrator': ['city'],
};
