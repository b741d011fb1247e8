import type { IsoDate } from '../time.ts';

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
