import { dayMs } from './sums.ts';

/**
 * One doctor's record as a reader of the tiny scheme, and of a second scheme beside it, would keep it on paper, sharing no
 * code with the service: what can be done (`Command`), what is on record (`Model`) and what each accepted command changes.
 * Days are integers, 0 is 1970-01-01.
 */
export type Command =
  | {
      readonly kind: 'record';
      readonly by: Who;
      readonly act: string;
      readonly code: Code;
      readonly other: OtherCode | null;
      readonly daysAgo: number;
    }
  | { readonly kind: 'confirm' | 'dismiss' | 'withdraw' | 'deliver'; readonly by: Who; readonly at: number }
  | { readonly kind: 'propose' | 'reverse' | 'keep'; readonly by: Who; readonly at: number }
  | { readonly kind: 'state' | 'acknowledge' | 'read' | 'appeal' | 'waive' | 'take back'; readonly at: number }
  | {
      readonly kind: 'rule' | 'outcome';
      readonly by: Who;
      readonly at: number;
      readonly outcome: Outcome;
      readonly points: number;
    }
  | { readonly kind: 'credit'; readonly by: Who }
  | { readonly kind: 'accept'; readonly by: Who; readonly at: number }
  | { readonly kind: 'carry'; readonly by: Who; readonly points: number; readonly daysAgo: number }
  | { readonly kind: 'open' | 'propose closing' | 'close'; readonly by: Who; readonly opening: number }
  | { readonly kind: 'leave'; readonly by: Who; readonly daysAgo: number; readonly days: number }
  | { readonly kind: 'be back'; readonly by: Who; readonly leave: number; readonly until: number }
  | { readonly kind: 'impose'; readonly by: Who; readonly year: number; readonly from: number }
  | { readonly kind: 'enforce'; readonly by: Who; readonly year: number; readonly from: number }
  | { readonly kind: 'exam'; readonly by: Who; readonly year: number; readonly passed: boolean }
  | { readonly kind: 'talk' | 'lift' | 'set aside' | 'restore'; readonly by: Who; readonly year: number }
  | { readonly kind: 'hold'; readonly by: Who; readonly days: number };

/** Three persons of the hospital with every role, and the doctor, who has them too. */
export type Who = 'a' | 'b' | 'c' | 'doctor';
export type Code = 'A1' | 'A2' | 'A3:1' | 'A3:3' | 'A4';
/** What the second scheme makes of the same finding. */
export type OtherCode = 'B1' | 'B3';
export type Outcome = 'upheld' | 'reduced' | 'revoked';

export interface Model {
  today: number;
  readonly cases: Case[];
  readonly credits: { readonly by: Who; acceptedOn: number | null }[];
  readonly openings: Opening[];
  readonly leaves: { readonly from: number; until: number }[];
  /** By year, like everything that a threshold or the trigger makes due. */
  readonly measures: Map<number, { readonly from: number; lifted: boolean; passed: boolean }>;
  readonly enforced: Map<number, { readonly from: number; lifted: boolean }>;
  readonly setAside: Set<number>;
  readonly talks: Set<number>;
  holdUntil: number;
  /** How many confirmations there were: the order of findings of one day. */
  found: number;
}

export interface Case {
  readonly by: Who;
  readonly act: string;
  readonly code: Code;
  readonly other: OtherCode | null;
  readonly month: string;
  readonly recordedOn: number;
  answer: 'recorded' | 'stated' | 'acknowledged';
  acknowledged: boolean;
  closed: 'dismissed' | 'withdrawn' | null;
  confirmed: { readonly by: Who; readonly on: number; readonly order: number } | null;
  deliveredOn: number | null;
  appeal: 'none' | 'open' | 'waived' | 'withdrawn' | 'ruled';
  rulingDelivered: boolean;
  atMost: number;
  fallen: 'revoked' | 'reversed' | null;
  proposedBy: Who | null;
}

/** A balance carried over from paper. */
export interface Opening {
  readonly by: Who;
  readonly points: number;
  readonly carriedOn: number;
  /** Which confirmation it was; null: none yet. */
  order: number | null;
  proposedBy: Who | null;
  closed: boolean;
}

export function newModel(today: number): Model {
  const lists = { cases: [], credits: [], openings: [], leaves: [] };
  const byYear = { measures: new Map(), enforced: new Map(), setAside: new Set<number>(), talks: new Set<number>() };
  return { today, ...lists, ...byYear, holdUntil: 0, found: 0 };
}

/** What an accepted command changes. */
export function apply(model: Model, command: Command): void {
  const { today, cases, credits, openings, leaves, measures, enforced } = model;
  switch (command.kind) {
    case 'record': {
      const { by, act, code, other, daysAgo } = command;
      const month = new Date((today - daysAgo) * dayMs).toISOString().slice(0, 7);
      const open = { answer: 'recorded', acknowledged: false, closed: null, confirmed: null } as const;
      const process = { deliveredOn: null, appeal: 'none', rulingDelivered: false, fallen: null } as const;
      cases.push({ by, act, code, other, month, recordedOn: today, ...open, ...process, atMost: 9, proposedBy: null });
      return;
    }
    case 'credit':
      credits.push({ by: command.by, acceptedOn: null });
      return;
    case 'accept':
      Object.assign(credits[command.at] ?? {}, { acceptedOn: today });
      return;
    case 'carry': {
      const { by, points, daysAgo } = command;
      openings.push({ by, points, carriedOn: today - daysAgo, order: null, proposedBy: null, closed: false });
      return;
    }
    case 'open':
      model.found += 1;
      Object.assign(openings[command.opening] ?? {}, { order: model.found });
      return;
    case 'propose closing':
      Object.assign(openings[command.opening] ?? {}, { proposedBy: command.by });
      return;
    case 'close':
      Object.assign(openings[command.opening] ?? {}, { closed: true });
      return;
    case 'leave':
      leaves.push({ from: today - command.daysAgo, until: today - command.daysAgo + command.days });
      return;
    case 'be back':
      Object.assign(leaves[command.leave] ?? {}, { until: command.until });
      return;
    case 'impose':
      measures.set(command.year, { from: command.from, lifted: false, passed: false });
      return;
    case 'enforce':
      enforced.set(command.year, { from: command.from, lifted: false });
      return;
    case 'set aside':
      model.setAside.add(command.year);
      return;
    case 'talk':
      model.talks.add(command.year);
      return;
    case 'hold':
      model.holdUntil = today + command.days;
      return;
    case 'exam':
      if (command.passed) Object.assign(measures.get(command.year) ?? {}, { passed: true });
      return;
    case 'lift':
      Object.assign(measures.get(command.year) ?? {}, { lifted: true });
      return;
    case 'restore':
      Object.assign(enforced.get(command.year) ?? {}, { lifted: true });
      return;
    default:
      Object.assign(cases[command.at] ?? {}, step(model, command, cases[command.at]));
  }
}

type CaseCommand = Exclude<Extract<Command, { readonly at: number }>, { readonly kind: 'accept' }>;

function step(model: Model, command: CaseCommand, one: Case | undefined): Partial<Case> {
  switch (command.kind) {
    case 'state':
      return { answer: 'stated' };
    case 'acknowledge':
      return { answer: 'acknowledged', acknowledged: true };
    case 'confirm':
      model.found += 1;
      return { confirmed: { by: command.by, on: model.today, order: model.found } };
    case 'dismiss':
      return { closed: 'dismissed' };
    case 'withdraw':
      return { closed: 'withdrawn' };
    case 'deliver':
    case 'read':
      return one?.appeal === 'ruled' ? { rulingDelivered: true } : { deliveredOn: model.today };
    case 'appeal':
      return { appeal: 'open' };
    case 'waive':
      return { appeal: 'waived' };
    case 'take back':
      return { appeal: 'withdrawn' };
    case 'rule':
      return { appeal: 'ruled', ...outcomeOf(command) };
    case 'outcome':
      return outcomeOf(command);
    case 'propose':
      return { proposedBy: command.by };
    case 'keep':
      return { proposedBy: null };
    case 'reverse':
      return { fallen: 'reversed' };
  }
}

/** Ours or an authority's: what is reduced weighs no more than that from now on. */
function outcomeOf({ outcome, points }: Extract<Command, { readonly outcome: Outcome }>): Partial<Case> {
  if (outcome === 'reduced') return { atMost: points };
  return outcome === 'revoked' ? { fallen: 'revoked' } : {};
}
