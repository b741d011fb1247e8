import type { LegalBasis, RightKind, RightMeasure } from '../../core/register/right.ts';
import type { IsoDate } from '../../core/time.ts';
import type { WorkingDays } from './days.ts';
import type { DoctorPlan } from './doctors.ts';

export interface MeasurePlan {
  readonly doctor: string;
  readonly hospital: string;
  readonly on: IsoDate;
  readonly measure: RightMeasure;
  /** As far as the doctor has them. */
  readonly rightKinds: readonly RightKind[];
  readonly until: IsoDate | null;
  readonly legalBasis: LegalBasis;
  readonly reason: string;
  readonly lift: { readonly on: IsoDate; readonly reason: string } | null;
  readonly sanctionDueId: string | null;
}

/** A second record of one doctor, entered by mistake: merged by two persons, or waiting for the second. */
export interface MergePlan {
  readonly doctor: string;
  readonly licenceNo: string;
  readonly staffNo: string;
  readonly enteredOn: IsoDate;
  readonly proposedOn: IsoDate;
  readonly confirmedOn: IsoDate | null;
}

/** The key of the second record of a doctor. */
export function duplicateOf(doctor: string): string {
  return `${doctor}+`;
}

/** What the first hospital does about those whose stories reach a threshold. */
export function measuresOf(
  days: WorkingDays,
  cast: Readonly<Record<'suspended' | 'lifted' | 'restricted' | 'worst', DoctorPlan>>,
): MeasurePlan[] {
  const { suspended, lifted, restricted, worst } = cast;
  const all: readonly RightKind[] = ['general', 'narcotic', ...grades, 'key-monitored', 'herbal'];
  const upper: readonly RightKind[] = ['antibacterial-restricted', 'antibacterial-special', 'key-monitored'];
  const due = (threshold: string) => `ganzhou-default:${threshold}:2026`;
  const plan = (doctor: DoctorPlan, rest: Omit<MeasurePlan, 'doctor' | 'hospital'>): MeasurePlan => ({
    doctor: doctor.key,
    hospital: doctor.hospital,
    ...rest,
    on: days.from(rest.on),
    lift: rest.lift && { ...rest.lift, on: days.from(rest.lift.on) },
  });
  const points = { legalBasis: 'internal-points', until: null, lift: null } as const;
  return [
    plan(suspended, {
      ...points,
      on: '2026-09-28',
      measure: 'suspended',
      rightKinds: all,
      reason: '本周期扣满12分，暂停处方权，经培训并考核合格后恢复。',
      sanctionDueId: due('suspension'),
    }),
    plan(lifted, {
      ...points,
      on: '2026-05-08',
      measure: 'suspended',
      rightKinds: all,
      reason: '本周期扣满12分，暂停处方权。',
      lift: { on: '2026-07-06', reason: '培训完成，考核合格，恢复处方权。' },
      sanctionDueId: due('suspension'),
    }),
    plan(restricted, {
      ...points,
      on: '2026-10-26',
      measure: 'restricted',
      rightKinds: upper,
      until: '2027-01-26',
      reason: '本周期扣满9分，依据本院制度限制处方权三个月。',
      sanctionDueId: due('restriction'),
    }),
    plan(worst, {
      on: '2026-08-17',
      measure: 'restricted',
      rightKinds: ['antibacterial-restricted', 'antibacterial-special'],
      until: '2026-09-17',
      legalBasis: 'order84',
      reason: '抗菌药物超常处方3次以上且无正当理由，限制其限制使用级、特殊使用级抗菌药物处方权。',
      lift: null,
      sanctionDueId: null,
    }),
  ];
}

const grades = ['antibacterial-unrestricted', 'antibacterial-restricted', 'antibacterial-special'] as const;

/** One merge that two persons signed, and one that waits for the second. */
export function mergesOf(merged: DoctorPlan, twin: DoctorPlan): MergePlan[] {
  return [
    {
      doctor: merged.key,
      licenceNo: '990000099999901',
      staffNo: '9901',
      enteredOn: '2026-03-16',
      proposedOn: '2026-04-08',
      confirmedOn: '2026-04-09',
    },
    {
      doctor: twin.key,
      licenceNo: '990000099999902',
      staffNo: '9902',
      enteredOn: '2026-10-19',
      proposedOn: '2026-11-17',
      confirmedOn: null,
    },
  ];
}
