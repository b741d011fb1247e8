import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { type Deciding, isRecused, isSubject, todayOf } from '../procedure/deciding.ts';
import { foldRights, type RightEvent, type RightKind, type RightMeasure, rightsOn } from '../register/right.ts';
import { addMonths, type IsoDate } from '../time.ts';
import { isTalk, type Sanction, type SanctionDuty, sanctionsOf } from './due.ts';

export interface ImposeSanction {
  readonly sanctionDueId: string;
  readonly hospitalId: string;
  readonly measureId: string;
  /** It begins at 00:00 of this day in Shanghai. */
  readonly from: IsoDate;
  /** null where it ends by being lifted. */
  readonly until: IsoDate | null;
  /** The doctor who takes over the inpatients; null: there are none. */
  readonly inpatientsTo: string | null;
  /** Where the trigger needs it: who has seen that the acts followed each other, and on which sheets. */
  readonly attestation: string | null;
  readonly reason: string;
  readonly document: string;
}

/**
 * The hospital that granted the right answers a sanction due by a measure on it. Nothing of it happens by itself, and what
 * rests on points begins only after delivery, and after the appeal is over.
 *
 * @throws DomainError `sanction.absent`, `sanction.own-record`, `sanction.is-talk`, `sanction.not-here` (the hospital has
 * granted no such right, or an authority acts), `sanction.already-imposed`, `sanction.set-aside-before`,
 * `sanction.window-open`, `sanction.begins-too-soon`, `sanction.length-outside`, `sanction.ends-by-lifting`,
 * `sanction.takeover-own`, `sanction.attestation-missing`.
 */
export function imposeSanction(context: Deciding, command: ImposeSanction): RightEvent {
  const { sanctionDueId, hospitalId, measureId, from, until, inpatientsTo, attestation, reason, document } = command;
  const { sanction, duty } = dutyIn(context, command);
  const named = { sanctionDueId, hospitalId };
  if (isTalk(sanction.due)) throw new DomainError('invalid', 'sanction.is-talk', named);
  refuseAnswered(duty, named);
  refuseWaiting(duty, named);
  const today = todayOf(context);
  if (from <= today) throw new DomainError('invalid', 'sanction.begins-too-soon', { ...named, from, today });
  const liftedFromAtEarliest = checkedLength(sanction, from, until, named);
  if (inpatientsTo !== null && context.dossier.doctorIds.includes(inpatientsTo)) {
    throw new DomainError('invalid', 'sanction.takeover-own', named);
  }
  if (sanction.attestation && attestation === null) {
    throw new DomainError('invalid', 'sanction.attestation-missing', named);
  }
  const { legalBasis, requires } = sanction;
  return {
    kind: 'right.measured',
    v: 2,
    doctorId: context.dossier.doctorIds[0],
    hospitalId,
    measureId,
    measure: measureOf(sanction.due),
    rightKinds: kindsHere(context, sanction.rightKinds, hospitalId, from),
    from,
    until,
    legalBasis,
    reason,
    document,
    sanctionDueId,
    terms: { requires, liftedFromAtEarliest, inpatientsTo, attestation, hold: null },
  };
}

/** The commission orders a hospital to act. It changes no right; the hospital imposes. @throws DomainError as above, `sanction.already-ordered`. */
export function orderSanction(
  context: Deciding,
  command: {
    readonly sanctionDueId: string;
    readonly hospitalId: string;
    readonly document: string;
    readonly reason: string;
  },
): EventOf<'sanction.ordered'> {
  const { sanctionDueId, hospitalId, document, reason } = command;
  const { duty } = dutyIn(context, command);
  const named = { sanctionDueId, hospitalId };
  refuseAnswered(duty, named);
  if (duty.steps.order !== null) {
    throw new DomainError('conflict', 'sanction.already-ordered', { ...named, on: duty.steps.order.on });
  }
  const doctorId = context.dossier.doctorIds[0];
  return { kind: 'sanction.ordered', v: 1, sanctionDueId, doctorId, hospitalId, document, reason };
}

/**
 * A person has looked at what a trigger proposes and does not act on it, with a reason. What a threshold makes due is the
 * adopted rule and cannot be set aside.
 *
 * @throws DomainError as above, `sanction.not-a-proposal`.
 */
export function setSanctionAside(
  context: Deciding,
  command: { readonly sanctionDueId: string; readonly hospitalId: string; readonly reason: string },
): EventOf<'sanction.set-aside'> {
  const { sanctionDueId, hospitalId, reason } = command;
  const { sanction, duty } = dutyIn(context, command);
  const named = { sanctionDueId, hospitalId };
  refuseAnswered(duty, named);
  if (sanction.ground.kind !== 'trigger') throw new DomainError('conflict', 'sanction.not-a-proposal', named);
  return {
    kind: 'sanction.set-aside',
    v: 1,
    sanctionDueId,
    doctorId: context.dossier.doctorIds[0],
    hospitalId,
    reason,
  };
}

/** @throws DomainError `sanction.own-record`, `sanction.absent`, `sanction.not-here`. */
export function dutyIn(
  context: Deciding,
  { sanctionDueId, hospitalId }: { readonly sanctionDueId: string; readonly hospitalId: string },
): { sanction: Sanction; duty: SanctionDuty } {
  if (isSubject(context)) throw new DomainError('forbidden', 'sanction.own-record', { sanctionDueId });
  if (isRecused(context)) throw new DomainError('forbidden', 'sanction.recused', { sanctionDueId });
  const all = sanctionsOf(context.register, context.dossier, todayOf(context));
  const sanction = all.find((each) => each.id === sanctionDueId);
  if (sanction === undefined) throw new DomainError('invalid', 'sanction.absent', { sanctionDueId });
  const duty = sanction.duties.find((each) => each.hospitalId === hospitalId);
  if (duty === undefined || sanction.by === 'insurance-agency') {
    throw new DomainError('conflict', 'sanction.not-here', { sanctionDueId, hospitalId, by: sanction.by });
  }
  return { sanction, duty };
}

type Named = { readonly sanctionDueId: string; readonly hospitalId: string };

function refuseAnswered({ measure, steps }: SanctionDuty, named: Named): void {
  if (measure !== null) {
    throw new DomainError('conflict', 'sanction.already-imposed', { ...named, measureId: measure.measureId });
  }
  if (steps.setAside !== null) {
    throw new DomainError('conflict', 'sanction.set-aside-before', { ...named, on: steps.setAside.on });
  }
}

function refuseWaiting({ waitsFor }: SanctionDuty, named: Named): void {
  if (waitsFor.length === 0) return;
  const findings = waitsFor.map(({ deductionId, phase }) => `${deductionId} (${phase})`);
  throw new DomainError('conflict', 'sanction.window-open', { ...named, findings });
}

/**
 * Where something must be passed first, a measure has no last day and is lifted; else it has one inside the rule's length.
 *
 * @returns the first day on which it can be lifted.
 */
function checkedLength(
  { requires, months }: Sanction,
  from: IsoDate,
  until: IsoDate | null,
  named: Named,
): IsoDate | null {
  const earliest = months === null ? null : addMonths(from, months.min);
  const latest = months === null || months.max === null ? null : addMonths(from, months.max);
  if (requires.length > 0) {
    if (until !== null) throw new DomainError('invalid', 'sanction.ends-by-lifting', { ...named, requires });
    return earliest;
  }
  const tooShort = earliest !== null && until !== null && until < earliest;
  const tooLong = latest !== null && (until === null || until > latest);
  if (tooShort || tooLong || (until !== null && until <= from)) {
    const bounds = { earliest: earliest ?? from, latest: latest ?? '—' };
    throw new DomainError('invalid', 'sanction.length-outside', { ...named, until: until ?? '—', ...bounds });
  }
  return earliest;
}

function measureOf(due: Sanction['due']): RightMeasure {
  switch (due) {
    case 'restriction':
      return 'restricted';
    case 'suspension':
      return 'suspended';
    case 'cancellation':
    case 'termination':
      return 'cancelled';
    case 'reminder':
    case 'interview':
      throw new Error(`a ${due} is no measure`);
  }
}

/** Of the kinds the rule names, those that the hospital has granted. */
function kindsHere({ dossier }: Deciding, kinds: readonly RightKind[], hospitalId: string, from: IsoDate): RightKind[] {
  const rights = foldRights(dossier.entries);
  return rightsOn(rights, { hospitalId, until: null }, from)
    .filter(({ kind, status }) => kinds.includes(kind) && status !== 'no-grant')
    .map(({ kind }) => kind);
}
