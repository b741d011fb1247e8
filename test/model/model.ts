import { dayMs } from './sums.ts';

/**
 * One doctor's record as a reader of the tiny scheme would keep it on paper, sharing no code with the service: what can be
 * done (`Command`), what is on record (`Model`) and what each accepted command changes. Days are integers, 0 is 1970-01-01.
 */
export type Command =
  | { readonly kind: 'record'; readonly by: Who; readonly act: string; readonly code: Code; readonly daysAgo: number }
  | { readonly kind: 'confirm' | 'dismiss' | 'withdraw' | 'deliver'; readonly by: Who; readonly at: number }
  | { readonly kind: 'propose' | 'reverse'; readonly by: Who; readonly at: number }
  | { readonly kind: 'state' | 'acknowledge' | 'read' | 'appeal' | 'waive'; readonly at: number }
  | { readonly kind: 'rule'; readonly by: Who; readonly at: number; readonly outcome: Outcome; readonly points: number }
  | { readonly kind: 'credit'; readonly by: Who }
  | { readonly kind: 'accept'; readonly by: Who; readonly at: number }
  | { readonly kind: 'impose'; readonly by: Who; readonly year: number; readonly from: number }
  | { readonly kind: 'exam'; readonly by: Who; readonly year: number; readonly passed: boolean }
  | { readonly kind: 'talk' | 'lift'; readonly by: Who; readonly year: number }
  | { readonly kind: 'hold'; readonly by: Who; readonly days: number };

/** Three persons of the hospital with every role, and the doctor, who has them too. */
export type Who = 'a' | 'b' | 'c' | 'doctor';
export type Code = 'A1' | 'A2' | 'A3:1' | 'A3:3' | 'A4';
export type Outcome = 'upheld' | 'reduced' | 'revoked';

export interface Model {
  today: number;
  readonly cases: Case[];
  readonly credits: { readonly by: Who; acceptedOn: number | null }[];
  readonly measures: Map<number, { readonly from: number; lifted: boolean; passed: boolean }>;
  readonly talks: Set<number>;
  holdUntil: number;
  /** How many confirmations there were: the order of findings of one day. */
  found: number;
}

export interface Case {
  readonly by: Who;
  readonly act: string;
  readonly code: Code;
  readonly month: string;
  readonly recordedOn: number;
  answer: 'recorded' | 'stated' | 'acknowledged';
  acknowledged: boolean;
  closed: 'dismissed' | 'withdrawn' | null;
  confirmed: { readonly by: Who; readonly on: number; readonly order: number } | null;
  deliveredOn: number | null;
  appeal: 'none' | 'open' | 'waived' | 'ruled';
  rulingDelivered: boolean;
  atMost: number;
  fallen: 'revoked' | 'reversed' | null;
  proposedBy: Who | null;
}

export function newModel(today: number): Model {
  return { today, cases: [], credits: [], measures: new Map(), talks: new Set(), holdUntil: 0, found: 0 };
}

/** What an accepted command changes. */
export function apply(model: Model, command: Command): void {
  const { today, cases, credits, measures } = model;
  if (command.kind === 'record') {
    const { by, act, code, daysAgo } = command;
    const month = new Date((today - daysAgo) * dayMs).toISOString().slice(0, 7);
    const open = { answer: 'recorded', acknowledged: false, closed: null, confirmed: null } as const;
    const process = { deliveredOn: null, appeal: 'none', rulingDelivered: false, fallen: null } as const;
    cases.push({ by, act, code, month, recordedOn: today, ...open, ...process, atMost: 9, proposedBy: null });
  } else if (command.kind === 'credit') credits.push({ by: command.by, acceptedOn: null });
  else if (command.kind === 'impose') measures.set(command.year, { from: command.from, lifted: false, passed: false });
  else if (command.kind === 'talk') model.talks.add(command.year);
  else if (command.kind === 'hold') model.holdUntil = today + command.days;
  else if (command.kind === 'exam') Object.assign(measures.get(command.year) ?? {}, command.passed && { passed: true });
  else if (command.kind === 'lift') Object.assign(measures.get(command.year) ?? {}, { lifted: true });
  else if (command.kind === 'accept') Object.assign(credits[command.at] ?? {}, { acceptedOn: today });
  else if ('at' in command) Object.assign(cases[command.at] ?? {}, step(model, command, cases[command.at]));
}

function step(model: Model, command: Command, one: Case | undefined): Partial<Case> {
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
    case 'rule': {
      if (command.outcome === 'reduced') return { appeal: 'ruled', atMost: command.points };
      return command.outcome === 'revoked' ? { appeal: 'ruled', fallen: 'revoked' } : { appeal: 'ruled' };
    }
    case 'propose':
      return { proposedBy: command.by };
    case 'reverse':
      return { fallen: 'reversed' };
    default:
      return {};
  }
}
