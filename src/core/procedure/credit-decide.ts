import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { cycleOf } from '../rules/cycle.ts';
import type { CreditRule } from '../rules/scheme.ts';
import { anchorOf, frameOn, openFile } from '../standing-file.ts';
import { type Credit, type CreditedActivity, foldCredits } from './credit.ts';
import { type Deciding, isRecused, isSigner, isSubject, todayOf } from './deciding.ts';

/**
 * Records an accepted activity (study, public service) for points to be given back by the scheme's rule. It gives nothing
 * back yet: another person confirms.
 *
 * @throws DomainError `credit.own-record`, `credit.recused`, `credit.scheme-unknown` (it does not bind the doctor today),
 * `credit.not-in-scheme`, `credit.done-in-future`, `credit.already-recorded`, `credit.over-cap`.
 */
export function recordCredit(context: Deciding, activity: CreditedActivity): EventOf<'credit.recorded'> {
  const today = todayOf(context);
  refuseSubject(context);
  if (activity.doneOn > today) {
    throw new DomainError('invalid', 'credit.done-in-future', { doneOn: activity.doneOn, today });
  }
  const credits = [...foldCredits(context.dossier.entries).values()];
  const same = credits.find(
    ({ activity: other, declined }) =>
      declined === null &&
      other.scheme === activity.scheme &&
      other.hospitalId === activity.hospitalId &&
      other.doneOn === activity.doneOn &&
      other.activity === activity.activity,
  );
  if (same !== undefined) {
    throw new DomainError('conflict', 'credit.already-recorded', { creditId: same.activity.creditId });
  }
  refuseOverCap(context, activity.scheme, credits);
  return { kind: 'credit.recorded', v: 1, ...activity };
}

/**
 * Another person confirms: from this day on the points stand against what was counted in the cycle.
 *
 * @throws DomainError `credit.absent`, `credit.own-record`, `credit.own-confirmation` (the recorder),
 * `credit.already-confirmed`, `credit.already-declined`, `credit.over-cap`.
 */
export function confirmCredit(
  context: Deciding,
  { creditId, note }: { readonly creditId: string; readonly note: string },
): EventOf<'credit.confirmed'> {
  const { credit, credits } = openCredit(context, creditId);
  refuseRecorder(context, credit, 'credit.own-confirmation');
  refuseOverCap(context, credit.activity.scheme, credits);
  return { kind: 'credit.confirmed', v: 1, creditId, doctorId: credit.activity.doctorId, note };
}

/** Another person finds that the activity is not to be accepted. @throws DomainError as `confirmCredit`, and `credit.own-decline`. */
export function declineCredit(
  context: Deciding,
  { creditId, reason }: { readonly creditId: string; readonly reason: string },
): EventOf<'credit.declined'> {
  const { credit } = openCredit(context, creditId);
  refuseRecorder(context, credit, 'credit.own-decline');
  return { kind: 'credit.declined', v: 1, creditId, doctorId: credit.activity.doctorId, reason };
}

function openCredit(context: Deciding, creditId: string): { credit: Credit; credits: readonly Credit[] } {
  const folded = foldCredits(context.dossier.entries);
  const credit = folded.get(creditId);
  if (credit === undefined) throw new DomainError('absent', 'credit.absent', { creditId });
  refuseSubject(context);
  if (credit.confirmed !== null) {
    throw new DomainError('conflict', 'credit.already-confirmed', { creditId, on: credit.confirmed.on });
  }
  if (credit.declined !== null) {
    throw new DomainError('conflict', 'credit.already-declined', { creditId, on: credit.declined.on });
  }
  return { credit, credits: [...folded.values()] };
}

function refuseSubject(context: Deciding): void {
  if (isSubject(context)) throw new DomainError('forbidden', 'credit.own-record');
  if (isRecused(context)) throw new DomainError('forbidden', 'credit.recused');
}

/** Persons are compared, never accounts. */
function refuseRecorder(context: Deciding, { activity, recorded }: Credit, code: string): void {
  if (isSigner(context, recorded.by.personId))
    throw new DomainError('forbidden', code, { creditId: activity.creditId });
}

/** What was confirmed in the cycle of today has used up the cap; what only waits has not. */
function refuseOverCap(context: Deciding, schemeId: string, credits: readonly Credit[]): void {
  const today = todayOf(context);
  const file = openFile(context.register, context.dossier, today);
  const adopted = frameOn(schemeId, today, file);
  if (adopted === undefined) throw new DomainError('invalid', 'credit.scheme-unknown', { scheme: schemeId, today });
  const { scheme } = adopted;
  const rule = scheme.credits;
  if (rule === null) throw new DomainError('invalid', 'credit.not-in-scheme', { scheme: schemeId });
  const cycle = cycleOf(scheme.cycle, today, anchorOf(scheme.cycle, file));
  const confirmed = credits.filter(
    ({ activity, confirmed: signed }) =>
      activity.scheme === schemeId && signed !== null && cycle.from <= signed.on && signed.on < cycle.until,
  );
  const given = confirmed.length * rule.pointsEach;
  if (given + rule.pointsEach > rule.capPerCycle) throw overCap(rule, given, cycle.until);
}

function overCap({ capPerCycle, pointsEach }: CreditRule, given: number, until: string): DomainError {
  return new DomainError('conflict', 'credit.over-cap', { cap: capPerCycle, each: pointsEach, given, until });
}
