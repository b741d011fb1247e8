import { type AppealStatus, appealStatus } from './procedure/appeal/appeal-status.ts';
import type { AppealBody } from './procedure/appeal/due-process.ts';
import type { Deduction } from './procedure/deduction.ts';
import { type DeductionStatus, deductionStatus } from './procedure/deduction-status.ts';
import { type ClockDue, hasExpired } from './register/calendar.ts';
import type { Dossier } from './register/dossier.ts';
import { foldInterests } from './register/people/interest.ts';
import type { RulesRegister } from './rules/register.ts';
import type { IsoDate } from './time.ts';

export const dutyTasks = ['answer', 'confirm', 'deliver', 'appeal', 'rule', 'confirm-reversal'] as const;
export type DutyTask = (typeof dutyTasks)[number];

/**
 * Something that somebody may or must do about a deduction, until a day. The doctor's windows stand in the same list as
 * the duties of the other side: each sees what it waits for.
 */
export interface Duty {
  readonly task: DutyTask;
  readonly deductionId: string;
  /** Who: the doctor, whoever confirms or delivers at that hospital, a second person, or the body of an appeal. */
  readonly of: 'doctor' | 'confirmer' | 'office' | 'second-person' | AppealBody;
  /** The first day on which it can be done. */
  readonly from: IsoDate;
  /** null: it has no clock. */
  readonly clock: ClockDue | null;
  /** Its last day has certainly passed, and it is still to be done. */
  readonly overdue: boolean;
  /** What silence leads to, as the scheme's clock says; never anything against the doctor. */
  readonly onMissed: 'confirmable' | 'lapsed' | 'overdue' | 'final' | 'stay-continues' | null;
  /** It became this body's duty because the one before was late. */
  readonly movedUp: boolean;
  /** Persons who cannot do it, whatever their role: the doctor, the recused, who signed an earlier step. */
  readonly notBy: readonly string[];
}

/** What is due about one deduction on a day, both sides' together, in the order of the procedure. */
export function dutiesOf(register: RulesRegister, dossier: Dossier, deduction: Deduction, today: IsoDate): Duty[] {
  const involved = [...dossier.doctorIds, ...foldInterests(dossier.entries).map(({ personId }) => personId)];
  const status = deductionStatus(register, deduction, today);
  const appeal = appealStatus(register, deduction, today);
  return [
    ...openDuties(deduction, status, involved, today),
    ...decidedDuties(deduction, appeal, involved, today),
    ...reversalDuties(deduction, involved),
  ];
}

function openDuties(
  { finding, recorded }: Deduction,
  { state, statement, confirmation, confirmableFrom }: DeductionStatus,
  involved: readonly string[],
  today: IsoDate,
): Duty[] {
  const { deductionId } = finding;
  if (confirmableFrom === null) return [];
  const answer: Duty[] =
    state === 'recorded'
      ? [{ ...ofDoctor(deductionId, recorded.on, statement), task: 'answer', onMissed: 'confirmable' }]
      : [];
  const confirm: Duty = {
    task: 'confirm',
    deductionId,
    of: 'confirmer',
    from: confirmableFrom,
    clock: confirmation,
    overdue: hasExpired(confirmation, today),
    onMissed: 'lapsed',
    movedUp: false,
    notBy: [...involved, recorded.by.personId],
  };
  return [...answer, confirm];
}

function decidedDuties(
  { finding, recorded, decided, process, contestedOn }: Deduction,
  { delivery, appeal, ruling, bodies }: AppealStatus,
  involved: readonly string[],
  today: IsoDate,
): Duty[] {
  const { deductionId } = finding;
  if (decided?.outcome !== 'confirmed') return [];
  const duties: Duty[] = [];
  if (delivery !== null) {
    const from = process.appeals.at(-1)?.ruling?.on ?? decided.on;
    const overdue = hasExpired(delivery, today);
    const rest = { onMissed: 'overdue', movedUp: false, notBy: involved } as const;
    duties.push({ task: 'deliver', deductionId, of: 'office', from, clock: delivery, overdue, ...rest });
  }
  if (appeal !== null) {
    const from = process.deliveries.at(-1)?.on ?? decided.on;
    duties.push({ ...ofDoctor(deductionId, from, appeal), task: 'appeal', onMissed: 'final' });
  }
  if (ruling !== null && contestedOn !== null) {
    const earlier = process.appeals.flatMap((each) =>
      each.ruling === null ? [] : [each.ruling.by.personId, ...each.ruling.memberIds],
    );
    const notBy = [...involved, recorded.by.personId, decided.by.personId, ...earlier];
    for (const [index, of] of bodies.entries()) {
      const late = { clock: ruling, overdue: hasExpired(ruling, today), onMissed: 'stay-continues' } as const;
      duties.push({ task: 'rule', deductionId, of, from: contestedOn, ...late, movedUp: index > 0, notBy });
    }
  }
  return duties;
}

function reversalDuties({ finding, process }: Deduction, involved: readonly string[]): Duty[] {
  const { reversalProposed } = process;
  if (reversalProposed === null) return [];
  return [
    {
      task: 'confirm-reversal',
      deductionId: finding.deductionId,
      of: 'second-person',
      from: reversalProposed.on,
      clock: null,
      overdue: false,
      onMissed: null,
      movedUp: false,
      notBy: [...involved, reversalProposed.by.personId],
    },
  ];
}

/** A window of the doctor's is never overdue: when it has run it is no longer in the list. */
function ofDoctor(deductionId: string, from: IsoDate, clock: ClockDue) {
  return { deductionId, of: 'doctor', from, clock, overdue: false, movedUp: false, notBy: [] } as const;
}
