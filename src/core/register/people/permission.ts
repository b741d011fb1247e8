import { type IsoDate, within } from '../../time.ts';
import type { AccessGrant, Role } from './access.ts';

/** Who finds, reviews and decides in a hospital. */
const hospitalOffices = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office'] as const;

/** Whom a doctor's record concerns: the doctor, who decides about it, and who answers for it. */
const aboutTheRecord = ['doctor', 'department-head', ...hospitalOffices, 'commission-officer'] as const;

/**
 * Which roles hold an operation. Where the grant holds is its scope, decided against the object; a role that lacks the
 * operation is refused outright (403), an object outside the scope answers as if it did not exist (404).
 * The three administrators (system, security, audit; 三员分立) hold no operation that shows business data.
 */
export const permissions = {
  'region.register': ['commission-registrar'],
  'hospital.register': ['commission-registrar'],
  'hospital.change': ['commission-registrar'],
  'place.read': [
    ...aboutTheRecord,
    'hospital-account-manager',
    'commission-registrar',
    'appeal-panellist',
    'his-client',
    // A role is granted for a place, which has to be found by its name.
    'security-administrator',
  ],
  'ward.register': ['medical-affairs', 'commission-registrar'],
  'ward.change': ['medical-affairs', 'commission-registrar'],
  'doctor.register': ['medical-affairs'],
  'doctor.change': ['medical-affairs'],
  'doctor.merge': ['medical-affairs', 'commission-registrar'],
  'doctor.read': [...aboutTheRecord, 'commission-registrar'],
  'right.grant': ['medical-affairs'],
  'right.measure': ['medical-affairs'],
  'webhook.manage': ['medical-affairs'],
  'right.read': [
    'doctor',
    'department-head',
    'auditor',
    'reviewer',
    'medical-affairs',
    'commission-officer',
    'his-client',
  ],
  'scheme.read': [...aboutTheRecord, 'commission-registrar', 'appeal-panellist', 'his-client'],
  'scheme.replay': ['commission-officer'],
  'scheme.adopt': ['commission-registrar'],
  'calendar.load': ['commission-registrar'],
  'deduction.record': ['auditor', 'medical-affairs', 'ethics-office'],
  'deduction.withdraw': ['auditor', 'medical-affairs', 'ethics-office'],
  'deduction.confirm': ['reviewer', 'medical-affairs', 'ethics-office'],
  'deduction.answer': ['doctor'],
  'deduction.read': aboutTheRecord,
  'deduction.export': [...hospitalOffices, 'commission-officer'],
  'deduction.deliver': hospitalOffices,
  'appeal.file': ['doctor'],
  'appeal.rule': ['appeal-panellist', 'commission-officer'],
  'appeal.read': [...aboutTheRecord, 'appeal-panellist'],
  'outcome.record': ['medical-affairs', 'ethics-office', 'commission-officer'],
  'reversal.propose': hospitalOffices,
  'reversal.confirm': ['reviewer', 'medical-affairs', 'ethics-office', 'commission-officer'],
  'erasure.propose': ['medical-affairs', 'commission-registrar'],
  'erasure.confirm': ['commission-registrar'],
  'erasure.read': ['doctor', 'medical-affairs', 'commission-officer', 'commission-registrar'],
  'leave.record': ['medical-affairs'],
  'interest.declare': ['department-head', ...hospitalOffices, 'commission-officer', 'appeal-panellist'],
  'interest.end': ['medical-affairs', 'commission-officer'],
  'mandate.give': ['medical-affairs', 'commission-registrar'],
  'mandate.read': [...hospitalOffices, 'commission-officer', 'commission-registrar'],
  // Whoever gives a mandate has to find the person by name.
  'staff.read': ['medical-affairs', 'commission-registrar'],
  'opening.record': ['auditor', 'medical-affairs'],
  'opening.confirm': ['reviewer', 'medical-affairs'],
  'process.read': ['doctor', ...hospitalOffices, 'commission-officer'],
  'duty.read': [...aboutTheRecord, 'appeal-panellist'],
  'standing.read': aboutTheRecord,
  'sanction.read': aboutTheRecord,
  'sanction.impose': ['medical-affairs'],
  'sanction.order': ['commission-officer'],
  'sanction.record': ['department-head', 'medical-affairs', 'ethics-office'],
  'credit.record': ['auditor', 'medical-affairs', 'ethics-office'],
  'credit.confirm': ['reviewer', 'medical-affairs', 'ethics-office'],
  'credit.read': [...hospitalOffices, 'commission-officer'],
  'lead.post': ['his-client', 'auditor', 'commission-officer'],
  'lead.read': ['auditor', 'reviewer', 'commission-officer'],
  'lead.close': ['auditor'],
  'mapping.save': ['auditor'],
  'cost.import': ['medical-affairs', 'commission-registrar'],
  'cost.point': ['commission-registrar'],
  'cost.read': ['department-head', 'medical-affairs', 'commission-officer', 'commission-registrar'],
  // What a ward is dispensed of a drug leads to who prescribes it: fewer offices than see cost, and each says what for.
  'cost.drugs-by-ward': ['medical-affairs', 'commission-officer'],
  'baseline.set': ['commission-officer'],
  'follow-up.read': ['department-head', 'medical-affairs', 'commission-officer'],
  'follow-up.send': ['commission-officer'],
  'access.grant': ['security-administrator', 'hospital-account-manager'],
  'access.read': ['security-administrator', 'hospital-account-manager'],
  'access-record.own': ['doctor'],
  'access-record.read': ['audit-administrator'],
  'factor.reset': ['security-administrator'],
  'settings.read': ['security-administrator'],
  'ledger.health': ['system-administrator', 'security-administrator', 'audit-administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Operation = keyof typeof permissions;

export function rolesOf(operation: Operation): readonly Role[] {
  return permissions[operation];
}

/** The grants in force on `today` whose role holds the operation; empty: the operation is not the actor's at all. */
export function grantsFor(
  operation: Operation,
  grants: readonly AccessGrant[],
  today: IsoDate,
): readonly AccessGrant[] {
  const roles = rolesOf(operation);
  return grants.filter((grant) => roles.includes(grant.role) && within(grant, today));
}

/** What a scope is compared with. An object of several hospitals (a doctor with two posts) is several places. */
export interface Place {
  readonly doctorId?: string | undefined;
  readonly hospitalId?: string | undefined;
  readonly department?: string | undefined;
  /** The hospital's region and every region above it. */
  readonly regionIds?: readonly string[] | undefined;
}

export function covers(grant: AccessGrant, place: Place): boolean {
  const { scope } = grant;
  switch (scope.kind) {
    case 'self':
      return scope.doctorId === place.doctorId;
    case 'department':
      return scope.hospitalId === place.hospitalId && scope.department === place.department;
    case 'hospital':
      return scope.hospitalId === place.hospitalId;
    case 'county':
      return place.regionIds?.includes(scope.regionId) ?? false;
    case 'city':
      return true;
  }
}
