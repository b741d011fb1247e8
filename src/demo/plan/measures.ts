import type { LegalBasis, RightKind, RightMeasure } from '../../core/register/right.ts';
import type { IsoDate } from '../../core/time.ts';
import type { WorkingDays } from './days.ts';
import type { DoctorPlan } from './doctors.ts';

export type MeasurePlan = SanctionPlan | OtherMeasurePlan;

interface Planned {
  readonly doctor: string;
  readonly hospital: string;
  readonly on: IsoDate;
  readonly until: IsoDate | null;
  readonly reason: string;
}

/** Answers a threshold: the findings have been delivered, the window to appeal has passed, and the hospital imposes. */
export interface SanctionPlan extends Planned {
  readonly kind: 'sanction';
  readonly sanctionDueId: string;
  readonly document: string;
  readonly lift: { readonly passedOn: IsoDate; readonly on: IsoDate; readonly reason: string } | null;
}

/** A measure as such, on grounds of its own. */
export interface OtherMeasurePlan extends Planned {
  readonly kind: 'other';
  readonly measure: RightMeasure;
  /** As far as the doctor has them. */
  readonly rightKinds: readonly RightKind[];
  readonly legalBasis: LegalBasis;
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
  const due = (threshold: string) => `ganzhou-default:${threshold}:2026`;
  const of = ({ key: doctor, hospital }: DoctorPlan) => ({ doctor, hospital });
  return [
    {
      kind: 'sanction',
      ...of(suspended),
      on: days.from('2026-10-19'),
      until: null,
      reason: '本周期扣满12分，暂停处方权，经培训并考核合格后恢复。',
      document: '演医〔2026〕31号',
      sanctionDueId: due('suspension'),
      lift: null,
    },
    {
      kind: 'sanction',
      ...of(lifted),
      on: days.from('2026-05-11'),
      until: null,
      reason: '本周期扣满12分，暂停处方权。',
      document: '演医〔2026〕12号',
      sanctionDueId: due('suspension'),
      lift: {
        passedOn: days.from('2026-07-02'),
        on: days.from('2026-07-06'),
        reason: '培训完成，考核合格，恢复处方权。',
      },
    },
    {
      kind: 'sanction',
      ...of(restricted),
      on: days.from('2026-11-09'),
      until: '2027-02-10',
      reason: '本周期扣满9分，依据本院制度限制处方权三个月。',
      document: '演医〔2026〕35号',
      sanctionDueId: due('restriction'),
      lift: null,
    },
    {
      kind: 'other',
      ...of(worst),
      on: days.from('2026-08-17'),
      measure: 'restricted',
      rightKinds: ['antibacterial-restricted', 'antibacterial-special'],
      until: '2026-09-17',
      legalBasis: 'order84',
      reason: '抗菌药物超常处方3次以上且无正当理由，限制其限制使用级、特殊使用级抗菌药物处方权。',
    },
  ];
}

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
