import { type AppealStatus, appealStatus } from './procedure/appeal/appeal-status.ts';
import type { AppealBody } from './procedure/appeal/due-process.ts';
import type { Credit } from './procedure/credit.ts';
import type { Deduction, Finding, Signature } from './procedure/deduction.ts';
import { type DeductionStatus, deductionStatus } from './procedure/deduction-status.ts';
import type { Opening } from './procedure/opening.ts';
import { type ClockDue, hasExpired } from './register/calendar.ts';
import type { Dossier } from './register/dossier.ts';
import { foldInterests } from './register/people/interest.ts';
import type { RulesRegister } from './rules/register.ts';
import { isTalk, type Sanction, type SanctionDuty } from './sanction/due.ts';
import type { IsoDate } from './time.ts';

export const dutyTasks = [
  'answer',
  'confirm',
  'deliver',
  'appeal',
  'rule',
  'confirm-reversal',
  'confirm-opening',
  'confirm-opening-reversal',
  'confirm-credit',
  'talk',
  'impose',
] as const;
export type DutyTask = (typeof dutyTasks)[number];

/**
 * Something that somebody may or must do about a doctor's record, until a day. The doctor's windows stand in the same list as
 * the duties of the other side: each sees what it waits for.
 */
export interface Duty {
  readonly task: DutyTask;
  readonly about: DutyAbout;
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

/** A deduction, a balance carried over from paper, points given back, or a sanction that is due. */
export interface DutyAbout {
  readonly kind: 'deduction' | 'opening' | 'credit' | 'sanction';
  readonly id: string;
}

/** What is due about one deduction on a day, both sides' together, in the order of the procedure. */
export function dutiesOf(register: RulesRegister, dossier: Dossier, deduction: Deduction, today: IsoDate): Duty[] {
  const involved = involvedIn(dossier);
  const status = deductionStatus(register, deduction, today);
  const appeal = appealStatus(register, deduction, today);
  return [
    ...openDuties(deduction, status, involved, today),
    ...decidedDuties(deduction, appeal, involved, today),
    ...reversalDuties(deduction, involved),
  ];
}

/** What is due about a balance carried over: its second person, and that of its reversal. */
export function openingDuties(dossier: Dossier, opening: Opening): Duty[] {
  const { balance, recorded, confirmed, dropped, reversalProposed } = opening;
  const about = { kind: 'opening', id: balance.openingId } as const;
  const involved = involvedIn(dossier);
  if (reversalProposed !== null) {
    return [secondPerson('confirm-opening-reversal', about, reversalProposed, involved)];
  }
  return confirmed === null && dropped === null ? [secondPerson('confirm-opening', about, recorded, involved)] : [];
}

/** What is due about points to be given back: their second person. */
export function creditDuties(dossier: Dossier, { activity, recorded, confirmed, declined }: Credit): Duty[] {
  const about = { kind: 'credit', id: activity.creditId } as const;
  if (confirmed !== null || declined !== null) return [];
  return [secondPerson('confirm-credit', about, recorded, involvedIn(dossier))];
}

/**
 * What a hospital has to do about a sanction that it may act on now: hold the talk, or impose. No clock runs, and nothing
 * happens by silence; what still waits for an appeal is not there yet.
 */
export function sanctionDuties(dossier: Dossier, sanction: Sanction, { state, openFrom }: SanctionDuty): Duty[] {
  if (state !== 'open' || openFrom === null) return [];
  const about = { kind: 'sanction', id: sanction.id } as const;
  const task = isTalk(sanction.due) ? 'talk' : 'impose';
  const open = { clock: null, overdue: false, onMissed: null, movedUp: false } as const;
  return [{ task, about, of: 'office', from: openFrom, ...open, notBy: involvedIn(dossier) }];
}

function openDuties(
  { finding, recorded }: Deduction,
  { state, statement, confirmation, confirmableFrom }: DeductionStatus,
  involved: readonly string[],
  today: IsoDate,
): Duty[] {
  const about = aboutDeduction(finding);
  if (confirmableFrom === null) return [];
  const answer: Duty[] =
    state === 'recorded'
      ? [{ ...ofDoctor(about, recorded.on, statement), task: 'answer', onMissed: 'confirmable' }]
      : [];
  const confirm: Duty = {
    task: 'confirm',
    about,
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
  const about = aboutDeduction(finding);
  if (decided?.outcome !== 'confirmed') return [];
  const duties: Duty[] = [];
  // A revocation is a decision that reaches the doctor; of what was reversed nothing is left to deliver.
  if (delivery !== null && process.fallen?.how !== 'reversed') {
    const from = process.appeals.at(-1)?.ruling?.on ?? decided.on;
    const overdue = hasExpired(delivery, today);
    const rest = { onMissed: 'overdue', movedUp: false, notBy: involved } as const;
    duties.push({ task: 'deliver', about, of: 'office', from, clock: delivery, overdue, ...rest });
  }
  if (appeal !== null) {
    const from = process.deliveries.at(-1)?.on ?? decided.on;
    duties.push({ ...ofDoctor(about, from, appeal), task: 'appeal', onMissed: 'final' });
  }
  if (ruling !== null && contestedOn !== null) {
    const earlier = process.appeals.flatMap((each) =>
      each.ruling === null ? [] : [each.ruling.by.personId, ...each.ruling.memberIds],
    );
    const notBy = [...involved, recorded.by.personId, decided.by.personId, ...earlier];
    for (const [index, of] of bodies.entries()) {
      const late = { clock: ruling, overdue: hasExpired(ruling, today), onMissed: 'stay-continues' } as const;
      duties.push({ task: 'rule', about, of, from: contestedOn, ...late, movedUp: index > 0, notBy });
    }
  }
  return duties;
}

function reversalDuties({ finding, process }: Deduction, involved: readonly string[]): Duty[] {
  const { reversalProposed, fallen } = process;
  // What has fallen by another way while the proposal waited can be reversed no more.
  if (reversalProposed === null || fallen !== null) return [];
  return [secondPerson('confirm-reversal', aboutDeduction(finding), reversalProposed, involved)];
}

/** What one person has signed and another must; it has no clock, and silence changes nothing. */
function secondPerson(
  task: DutyTask,
  about: DutyAbout,
  { by, on }: Pick<Signature, 'by' | 'on'>,
  involved: readonly string[],
): Duty {
  const open = { clock: null, overdue: false, onMissed: null, movedUp: false } as const;
  return { task, about, of: 'second-person', from: on, ...open, notBy: [...involved, by.personId] };
}

function aboutDeduction({ deductionId }: Finding): DutyAbout {
  return { kind: 'deduction', id: deductionId };
}

/** The doctor, and whoever has declared an interest that stands: none of them signs anything official. */
function involvedIn({ doctorIds, entries }: Dossier): string[] {
  return [...doctorIds, ...foldInterests(entries).map(({ personId }) => personId)];
}

/** A window of the doctor's is never overdue: when it has run it is no longer in the list. */
function ofDoctor(about: DutyAbout, from: IsoDate, clock: ClockDue) {
  return { about, of: 'doctor', from, clock, overdue: false, movedUp: false, notBy: [] } as const;
}
