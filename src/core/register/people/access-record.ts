import { type Instant, instantOf } from '../../time.ts';
import type { AccessGrant, Role } from './access.ts';

/**
 * One request that showed a doctor's record, took data out, opened a session or was turned away. What is written with an
 * entry stands in the ledger with its signer and is not told twice.
 */
export interface AccessRecord {
  readonly at: Instant;
  readonly act: AccessAct;
  readonly operation: string;
  readonly outcome: AccessOutcome;
  /** null: a login that no account has. */
  readonly personId: string | null;
  readonly accountId: string | null;
  /** The grants by which the person held the operation; empty where none did, and for logins. */
  readonly capacities: readonly Capacity[];
  readonly purpose: Purpose | null;
  /** Whether the caller stated the purpose; otherwise it is what the role is there for. */
  readonly purposeStated: boolean;
  /** The id in the address that was asked for, if it has one. */
  readonly object: string | null;
  readonly requestId: string;
}

export type Capacity = Pick<AccessGrant, 'role' | 'scope'>;

/** `account`: logging in and out; `write`: an attempt to write, recorded only when it is turned away. */
export const accessActs = ['read', 'export', 'account', 'write'] as const;
export type AccessAct = (typeof accessActs)[number];

/**
 * `denied`: no role holds the operation; `absent`: there is none, or none of the caller's business; `refused`: a wrong
 * password, or a state that did not allow it.
 */
export const accessOutcomes = ['done', 'denied', 'absent', 'refused'] as const;
export type AccessOutcome = (typeof accessOutcomes)[number];

/** What a caller may state to look for; the last two are no role's own. */
export const purposes = [
  'own-record',
  'review',
  'right-management',
  'ethics-assessment',
  'department-management',
  'supervision',
  'registration',
  'appeal',
  'prescribing-check',
  'audit',
  'complaint',
  'training',
] as const;
export type Purpose = (typeof purposes)[number];

/** What somebody in the role looks for, where they do not say otherwise. */
export const purposeOfRole: Readonly<Record<Role, Purpose>> = {
  doctor: 'own-record',
  'department-head': 'department-management',
  auditor: 'review',
  reviewer: 'review',
  'medical-affairs': 'right-management',
  'ethics-office': 'ethics-assessment',
  'hospital-account-manager': 'audit',
  'commission-officer': 'supervision',
  'commission-registrar': 'registration',
  'appeal-panellist': 'appeal',
  'his-client': 'prescribing-check',
  'system-administrator': 'audit',
  'security-administrator': 'audit',
  'audit-administrator': 'audit',
};

/** Right checks of one client about one doctor in one hour: they are counted, not listed. */
export interface RightCheckCount {
  /** Of UTC, `YYYY-MM-DDTHH`. */
  readonly hour: string;
  readonly accountId: string;
  /** `noDoctor` where nobody bears the number that was asked for, `wholeList` for a hospital's list. */
  readonly doctorId: string;
  readonly checks: number;
}

export const noDoctor = '';
export const wholeList = '*';

export function hourOf(epochMs: number): string {
  return instantOf(epochMs).slice(0, 'YYYY-MM-DDTHH'.length);
}

/** Access and audit logs are kept at least six months (网络安全法): whichever six months they are. */
export const leastDaysKept = 184;
