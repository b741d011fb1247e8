import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import type { Entry } from '../../ledger/entry.ts';
import { type IsoDate, type Month, shanghaiDateOf } from '../../time.ts';
import type { Alert } from '../signal/alert.ts';

/**
 * What a step rests on. Notices and interviews about a cost figure rest on the monthly monitoring of public hospitals.
 * 医疗质量管理办法 art 41 is about major events, serious hazards and what was not put right: a cost outlier is none of them,
 * so that basis needs its own facts and document.
 */
export const followUpBases = ['monthly-monitoring', 'medical-quality-41', 'local-rule'] as const;
export type FollowUpBasis = (typeof followUpBases)[number];

/** What was seen when somebody took it up; the figures stay as they were then. */
export interface FollowedSignal extends Pick<Alert, 'rule' | 'side' | 'since' | 'to' | 'fromValue' | 'toValue'> {
  readonly measure: string;
  readonly hospitalId: string;
  readonly wardId: string | null;
}

export type FollowUpEvent =
  | ({
      readonly kind: 'follow-up.acknowledged';
      readonly v: 1;
      readonly followUpId: string;
      readonly note: string;
    } & FollowedSignal)
  | ({ readonly kind: 'follow-up.noticed'; readonly v: 1; readonly followUpId: string } & Notice)
  | ({ readonly kind: 'follow-up.interviewed'; readonly v: 1; readonly followUpId: string } & Interview)
  | ({ readonly kind: 'follow-up.rechecked'; readonly v: 1; readonly followUpId: string } & Recheck)
  | { readonly kind: 'follow-up.closed'; readonly v: 1; readonly followUpId: string; readonly reason: string };

/** 通报. */
export interface Notice {
  readonly basis: FollowUpBasis;
  /** Number of the document; null where it has none. */
  readonly document: string | null;
  readonly text: string;
  /** Until when the hospital answers; null: no answer is asked for. */
  readonly answerBy: IsoDate | null;
}

/** 约谈: who came, what was wrong, until when it is put right. */
export interface Interview {
  readonly basis: FollowUpBasis;
  readonly document: string | null;
  readonly heldOn: IsoDate;
  readonly attendees: readonly string[];
  readonly problems: readonly string[];
  readonly deadline: IsoDate;
}

export interface Recheck {
  readonly checkedOn: IsoDate;
  readonly outcome: 'put-right' | 'not-put-right';
  readonly findings: string;
}

export type FollowUpState = 'acknowledged' | 'noticed' | 'interviewed' | 'rechecked' | 'closed';
export const followUpStates = [
  'acknowledged',
  'noticed',
  'interviewed',
  'rechecked',
  'closed',
] as const satisfies readonly FollowUpState[];

export interface FollowUp {
  readonly followUpId: string;
  readonly signal: FollowedSignal;
  readonly state: FollowUpState;
  readonly openedOn: IsoDate;
  /** The newest date by which something is owed: the answer to a notice, or what an interview asked for. */
  readonly deadline: IsoDate | null;
  readonly lastRecheck: Recheck['outcome'] | null;
  /** An interview asked for something that nobody has checked since. */
  readonly recheckOwed: boolean;
}

/** The follow-up that a stream of its entries tells of; undefined where it was never taken up. */
export function foldFollowUp(entries: readonly Pick<Entry, 'event' | 'at'>[]): FollowUp | undefined {
  let found: FollowUp | undefined;
  for (const { event, at } of entries) {
    if (event.kind === 'follow-up.acknowledged') {
      const { measure, hospitalId, wardId, rule, side, since, to, fromValue, toValue } = event;
      const signal = { measure, hospitalId, wardId, rule, side, since, to, fromValue, toValue };
      const nothingYet = { deadline: null, lastRecheck: null, recheckOwed: false } as const;
      found = {
        followUpId: event.followUpId,
        signal,
        state: 'acknowledged',
        openedOn: shanghaiDateOf(at),
        ...nothingYet,
      };
    } else if (found !== undefined) found = { ...found, ...changeOf(event) };
  }
  return found;
}

/** What each later entry makes of it; others change nothing. */
export function changeOf(
  event: Entry['event'],
): Partial<Pick<FollowUp, 'state' | 'deadline' | 'lastRecheck' | 'recheckOwed'>> {
  switch (event.kind) {
    case 'follow-up.noticed':
      return { state: 'noticed', deadline: event.answerBy };
    case 'follow-up.interviewed':
      return { state: 'interviewed', deadline: event.deadline, recheckOwed: true };
    case 'follow-up.rechecked': {
      const settled = event.outcome === 'put-right' ? ({ deadline: null } as const) : {};
      return { state: 'rechecked', lastRecheck: event.outcome, recheckOwed: event.outcome !== 'put-right', ...settled };
    }
    case 'follow-up.closed':
      return { state: 'closed', deadline: null };
    default:
      return {};
  }
}

/** A person takes a signal up, as it stands now. @throws DomainError follow-up.open-already. */
export function acknowledge(
  context: { readonly open: readonly FollowedSignal[] },
  command: { readonly followUpId: string; readonly signal: FollowedSignal; readonly note: string },
): EventOf<'follow-up.acknowledged'> {
  const { followUpId, signal, note } = command;
  const same = context.open.some((one) => signalKey(one) === signalKey(signal));
  if (same)
    throw new DomainError('conflict', 'follow-up.open-already', { measure: signal.measure, since: signal.since });
  return { kind: 'follow-up.acknowledged', v: 1, followUpId, note, ...signal };
}

/** Two signals of one unit and measure that began in the same month by the same rule are one. */
export function signalKey({
  measure,
  hospitalId,
  wardId,
  rule,
  side,
  since,
}: Omit<FollowedSignal, 'to' | 'fromValue' | 'toValue'>): string {
  return [measure, hospitalId, wardId ?? '', rule, side, since].join('/');
}

type Step = 'notice' | 'interview' | 'recheck' | 'close';

/** What may follow what. A notice or interview can be repeated after a re-check that found nothing put right. */
const allowed: Readonly<Record<FollowUpState, readonly Step[]>> = {
  acknowledged: ['notice', 'interview', 'close'],
  noticed: ['interview', 'recheck', 'close'],
  interviewed: ['recheck'],
  rechecked: ['notice', 'interview', 'recheck', 'close'],
  closed: [],
};

/** @throws DomainError follow-up.step-not-now, follow-up.basis-needs-document, follow-up.date-past. */
export function notice(context: StepContext, command: Notice): EventOf<'follow-up.noticed'> {
  refuse(context, 'notice');
  refuseBasis(command);
  if (command.answerBy !== null) refusePast(context, command.answerBy);
  return { kind: 'follow-up.noticed', v: 1, followUpId: context.followUp.followUpId, ...command };
}

/** @throws DomainError follow-up.step-not-now, follow-up.basis-needs-document, follow-up.date-future, follow-up.deadline-before. */
export function interview(context: StepContext, command: Interview): EventOf<'follow-up.interviewed'> {
  refuse(context, 'interview');
  refuseBasis(command);
  refuseFuture(context, command.heldOn);
  if (command.deadline <= command.heldOn) {
    throw new DomainError('invalid', 'follow-up.deadline-before', {
      deadline: command.deadline,
      heldOn: command.heldOn,
    });
  }
  return { kind: 'follow-up.interviewed', v: 1, followUpId: context.followUp.followUpId, ...command };
}

/** @throws DomainError follow-up.step-not-now, follow-up.date-future. */
export function recheck(context: StepContext, command: Recheck): EventOf<'follow-up.rechecked'> {
  refuse(context, 'recheck');
  refuseFuture(context, command.checkedOn);
  return { kind: 'follow-up.rechecked', v: 1, followUpId: context.followUp.followUpId, ...command };
}

/** @throws DomainError follow-up.step-not-now, follow-up.recheck-missing. */
export function close(context: StepContext, { reason }: { readonly reason: string }): EventOf<'follow-up.closed'> {
  const { followUp } = context;
  if (followUp.state !== 'closed' && followUp.recheckOwed) {
    throw new DomainError('conflict', 'follow-up.recheck-missing', { deadline: followUp.deadline ?? '' });
  }
  refuse(context, 'close');
  return { kind: 'follow-up.closed', v: 1, followUpId: followUp.followUpId, reason };
}

/** The steps that may follow now: a list can show what a person could do next. */
export function nextSteps(followUp: FollowUp): readonly Step[] {
  return allowed[followUp.state].filter((step) => step !== 'close' || !followUp.recheckOwed);
}

export interface StepContext {
  readonly followUp: FollowUp;
  readonly today: IsoDate;
}

function refuse({ followUp: { state } }: StepContext, step: Step): void {
  if (!allowed[state].includes(step)) {
    throw new DomainError('conflict', 'follow-up.step-not-now', { step, state, allowed: allowed[state] });
  }
}

function refuseBasis({ basis, document }: Pick<Notice, 'basis' | 'document'>): void {
  if (basis !== 'monthly-monitoring' && document === null) {
    throw new DomainError('invalid', 'follow-up.basis-needs-document', { basis });
  }
}

function refuseFuture({ today }: StepContext, value: IsoDate): void {
  if (value > today) throw new DomainError('invalid', 'follow-up.date-future', { value, today });
}

function refusePast({ today }: StepContext, value: IsoDate): void {
  if (value < today) throw new DomainError('invalid', 'follow-up.date-past', { value, today });
}

/** What the system proposes to whoever reads the list: a person decides and sends. */
export interface Proposal extends FollowedSignal {
  readonly proposes: 'notice' | 'interview';
  readonly basis: FollowUpBasis;
}

/**
 * A worse signal that nobody has taken up is proposed for a notice; one that still holds `interviewAfterMonths` after it
 * began, for an interview. A default of ours: the bulletin names notices and interviews and no rule for them.
 */
export function proposalOf(signal: FollowedSignal, months: number): Proposal {
  return { ...signal, proposes: months > interviewAfterMonths ? 'interview' : 'notice', basis: 'monthly-monitoring' };
}

export const interviewAfterMonths = 9;

/** Months that a signal has held, both ends counted. */
export function monthsHeld({ since, to }: { readonly since: Month; readonly to: Month }): number {
  const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(to) - count(since) + 1;
}
