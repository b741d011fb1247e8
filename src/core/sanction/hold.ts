import { DomainError } from '../errors.ts';
import { type Deciding, isRecused, isSigner, isSubject, todayOf } from '../procedure/deciding.ts';
import { clockDue } from '../register/calendar.ts';
import {
  endOfMeasure,
  foldRights,
  kindsGranted,
  type MeasureTaken,
  type RightEvent,
  type RightKind,
} from '../register/right.ts';
import { frameOn, openFile } from '../standing-file.ts';
import { addDays, type IsoDate } from '../time.ts';

export interface PutHold {
  readonly measureId: string;
  readonly hospitalId: string;
  /** Whose rule allows the hold and limits it. */
  readonly schemeId: string;
  readonly rightKinds: readonly RightKind[];
  /** The first day without it, from tomorrow on. */
  readonly until: IsoDate;
  readonly inpatientsTo: string | null;
  readonly reason: string;
}

/**
 * Suspends rights at once to protect patients (安全暂停), for a few working days in which the procedure goes its way.
 *
 * @throws DomainError `hold.own-record`, `hold.scheme-unknown`, `hold.not-allowed`, `hold.too-long`, `hold.ends-too-soon`,
 * `hold.kinds-not-granted`, `hold.already-held` (it is renewed instead), `hold.takeover-own`.
 */
export function putHold(context: Deciding, command: PutHold): RightEvent {
  const today = todayOf(context);
  const held = holdsOn(context, command.hospitalId, today);
  const [open] = held;
  if (open !== undefined) throw new DomainError('conflict', 'hold.already-held', { measureId: open.measureId });
  return hold(context, command, today, null);
}

/**
 * A second person lets a hold go on, each time for as many working days at most.
 *
 * @throws DomainError as `putHold`, `hold.absent`, `hold.over` (it has ended or was lifted), `hold.same-person`,
 * `hold.already-renewed`.
 */
export function renewHold(
  context: Deciding,
  command: Omit<PutHold, 'rightKinds' | 'schemeId' | 'hospitalId'> & { readonly renews: string },
): RightEvent {
  const { renews } = command;
  const { measures } = foldRights(context.dossier.entries);
  const before = measures.find((measure) => measure.measureId === renews);
  if (before === undefined || before.terms?.hold == null)
    throw new DomainError('conflict', 'hold.absent', { measureId: renews });
  const end = endOfMeasure(before);
  const today = todayOf(context);
  if (end === null || end <= today || before.liftedFrom !== null) {
    throw new DomainError('conflict', 'hold.over', { measureId: renews, on: end ?? today });
  }
  if (isSigner(context, before.takenBy)) throw new DomainError('forbidden', 'hold.same-person', { measureId: renews });
  const next = measures.find((measure) => measure.terms?.hold?.renews === renews);
  if (next !== undefined) throw new DomainError('conflict', 'hold.already-renewed', { measureId: next.measureId });
  const { schemeId } = before.terms.hold;
  const { hospitalId, rightKinds } = before;
  return hold(context, { ...command, schemeId, hospitalId, rightKinds }, end, renews);
}

/** @param from its first day: today, or the day the hold before it ends. */
function hold(context: Deciding, command: PutHold, from: IsoDate, renews: string | null): RightEvent {
  const { measureId, hospitalId, schemeId, until, inpatientsTo, reason } = command;
  const rightKinds = [...new Set(command.rightKinds)];
  if (isSubject(context)) throw new DomainError('forbidden', 'hold.own-record');
  if (isRecused(context)) throw new DomainError('forbidden', 'hold.recused');
  const { dossier, register } = context;
  const scheme = frameOn(schemeId, from, openFile(register, dossier, todayOf(context)))?.scheme;
  if (scheme === undefined) throw new DomainError('invalid', 'hold.scheme-unknown', { scheme: schemeId, from });
  if (!scheme.stay.exceptSafetyHold) throw new DomainError('conflict', 'hold.not-allowed', { scheme: schemeId });
  const days = scheme.stay.safetyHoldWorkingDays ?? defaultHoldWorkingDays;
  // The first day counts as one: a hold of one working day put on a Monday ends with that Monday.
  const last = clockDue(register.calendar, { days, unit: 'working' }, addDays(from, -1)).notBefore;
  if (until <= from) throw new DomainError('invalid', 'hold.ends-too-soon', { until, from });
  if (until > addDays(last, 1))
    throw new DomainError('invalid', 'hold.too-long', { until, latest: addDays(last, 1), days });
  if (inpatientsTo !== null && dossier.doctorIds.includes(inpatientsTo))
    throw new DomainError('invalid', 'hold.takeover-own');
  const granted = kindsGranted(foldRights(dossier.entries), { hospitalId, until: null }, from);
  const missing = rightKinds.filter((kind) => !granted.includes(kind));
  if (rightKinds.length === 0 || missing.length > 0) {
    throw new DomainError('invalid', 'hold.kinds-not-granted', { rightKinds: missing, from });
  }
  return {
    kind: 'right.measured',
    v: 2,
    doctorId: dossier.doctorIds[0],
    hospitalId,
    measureId,
    measure: 'suspended',
    rightKinds,
    from,
    until,
    legalBasis: 'internal-points',
    reason,
    document: null,
    sanctionDueId: null,
    terms: { requires: [], liftedFromAtEarliest: null, inpatientsTo, attestation: null, hold: { schemeId, renews } },
  };
}

/** A text adopted before schemes could say so allows what the format allows at most. */
const defaultHoldWorkingDays = 10;

/** Holds at a hospital that have not ended. */
function holdsOn({ dossier }: Deciding, hospitalId: string, today: IsoDate): MeasureTaken[] {
  return foldRights(dossier.entries).measures.filter((measure) => {
    const end = endOfMeasure(measure);
    return measure.hospitalId === hospitalId && measure.terms?.hold != null && (end === null || end > today);
  });
}
