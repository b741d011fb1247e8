import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { type Deciding, todayOf } from '../procedure/deciding.ts';
import type { Evidence } from '../procedure/deduction.ts';
import type { Requirement } from '../rules/scheme-words.ts';
import type { IsoDate } from '../time.ts';
import { isTalk } from './due.ts';
import { dutyIn } from './impose.ts';

/**
 * A reminder talk or an interview (约谈) was held; its minutes are kept.
 *
 * @throws DomainError as `dutyIn`, `sanction.not-a-talk`, `sanction.talk-held-before`, `sanction.done-in-future`,
 * `sanction.before-due`.
 */
export function holdTalk(
  context: Deciding,
  command: {
    readonly sanctionDueId: string;
    readonly hospitalId: string;
    readonly heldOn: IsoDate;
    readonly minutes: Evidence;
  },
): EventOf<'sanction.talk-held'> {
  const { sanctionDueId, hospitalId, heldOn, minutes } = command;
  const { sanction, duty } = dutyIn(context, command);
  const named = { sanctionDueId, hospitalId };
  if (!isTalk(sanction.due)) throw new DomainError('invalid', 'sanction.not-a-talk', { ...named, due: sanction.due });
  if (duty.steps.talk !== null) {
    throw new DomainError('conflict', 'sanction.talk-held-before', { ...named, on: duty.steps.talk.heldOn });
  }
  refuseDate(context, heldOn, sanction.dueOn, named);
  return {
    kind: 'sanction.talk-held',
    v: 1,
    sanctionDueId,
    doctorId: context.dossier.doctorIds[0],
    hospitalId,
    heldOn,
    minutes,
  };
}

/**
 * What the doctor had to do was done, or an exam was failed: training and exam of a suspension, the study task of an
 * interview.
 *
 * @throws DomainError as `dutyIn`, `sanction.not-required`, `sanction.not-begun` (no measure or talk yet),
 * `sanction.requirement-met-before`, `sanction.done-in-future`, `sanction.before-due`.
 */
export function recordRequirement(
  context: Deciding,
  command: {
    readonly sanctionDueId: string;
    readonly hospitalId: string;
    readonly requirement: Requirement;
    readonly doneOn: IsoDate;
    readonly passed: boolean;
    readonly evidence: readonly Evidence[];
  },
): EventOf<'sanction.requirement-met'> {
  const { sanctionDueId, hospitalId, requirement, doneOn, passed, evidence } = command;
  const { sanction, duty } = dutyIn(context, command);
  const named = { sanctionDueId, hospitalId };
  if (!sanction.requires.includes(requirement)) {
    const asked = { requirement, requires: sanction.requires };
    throw new DomainError('invalid', 'sanction.not-required', { ...named, ...asked });
  }
  const since = duty.measure?.from ?? duty.steps.talk?.heldOn;
  if (since === undefined) throw new DomainError('conflict', 'sanction.not-begun', named);
  if (!duty.missing.includes(requirement)) {
    throw new DomainError('conflict', 'sanction.requirement-met-before', { ...named, requirement });
  }
  refuseDate(context, doneOn, since, named);
  return {
    kind: 'sanction.requirement-met',
    v: 1,
    sanctionDueId,
    doctorId: context.dossier.doctorIds[0],
    hospitalId,
    requirement,
    doneOn,
    passed,
    evidence,
  };
}

function refuseDate(
  context: Deciding,
  on: IsoDate,
  since: IsoDate,
  named: { readonly sanctionDueId: string; readonly hospitalId: string },
): void {
  const today = todayOf(context);
  if (on > today) throw new DomainError('invalid', 'sanction.done-in-future', { ...named, on, today });
  if (on < since) throw new DomainError('invalid', 'sanction.before-due', { ...named, on, since });
}
