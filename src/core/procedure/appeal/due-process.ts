import type { Entry } from '../../ledger/entry.ts';
import type { IsoDate } from '../../time.ts';
import type { Evidence, ExternalDecision, Signature } from '../deduction.ts';

/** Who rules on an appeal (复核): the scheme names one for each instance. */
export const appealBodies = ['hospital-panel', 'quality-control-experts', 'commission'] as const;
export type AppealBody = (typeof appealBodies)[number];

export type RulingOutcome = 'upheld' | 'reduced' | 'revoked';

/** What an item weighs at most from now on, under one scheme. */
export interface ReducedItem {
  readonly scheme: string;
  readonly points: number;
}

/** The minutes (会议纪要) that an act cites: where they are kept, their hash, and the day of the meeting. */
export interface Minutes {
  readonly ref: string;
  /** SHA-256 in lower-case hex. */
  readonly sha256: string;
  readonly heldOn: IsoDate;
}

/** 本人在信箱阅读 / 纸质签收 / 拒收，有见证人. */
export type DeliveryHow = 'read-in-inbox' | 'signed-paper' | 'refused-before-witness';

/** Where an outside decision on a finding came from: 行政复议, court, arbitration, or another authority. */
export type OutsideForum = 'reconsideration' | 'court' | 'arbitration' | 'other';

/** What can be signed about a finding once it has been confirmed. */
export type DueProcessEvent =
  | {
      readonly kind: 'deduction.delivered';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      /** Ledger position of the decision that was delivered: the confirmation, or a ruling. */
      readonly decision: number;
      readonly how: DeliveryHow;
      /** As the paper says; every window counts from the day of this entry, which is never earlier. */
      readonly receivedOn: IsoDate;
      readonly document: Evidence | null;
      readonly witnessId: string | null;
    }
  | { readonly kind: 'deduction.appeal-waived'; readonly v: 1; readonly deductionId: string; readonly doctorId: string }
  | {
      readonly kind: 'deduction.appealed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      /** The instance, from 1. */
      readonly level: number;
      readonly grounds: string;
      readonly attachments: readonly Evidence[];
    }
  | {
      readonly kind: 'deduction.appeal-withdrawn';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly level: number;
    }
  | {
      readonly kind: 'deduction.ruled';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly level: number;
      readonly body: AppealBody;
      readonly outcome: RulingOutcome;
      readonly items: readonly ReducedItem[];
      readonly reason: string;
      /** The persons who ruled with the signer. */
      readonly memberIds: readonly string[];
      readonly minutes: Minutes;
    }
  | {
      readonly kind: 'deduction.outcome-recorded';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly forum: OutsideForum;
      readonly outcome: RulingOutcome;
      readonly items: readonly ReducedItem[];
      readonly decision: ExternalDecision;
      readonly reason: string;
    }
  | {
      readonly kind: 'deduction.reversal-proposed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly reason: string;
      readonly document: Evidence | null;
    }
  | {
      readonly kind: 'deduction.reversal-dropped';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'deduction.reversed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly note: string;
    };

/** Everything signed about a confirmed finding, in order. */
export interface DueProcess {
  readonly deliveries: readonly Delivery[];
  readonly appeals: readonly Appeal[];
  /** Ledger positions of the decisions against which the doctor has waived an appeal. */
  readonly waived: readonly Waiver[];
  readonly outcomes: readonly OutsideOutcome[];
  /** Waits for its second person; null: none does. */
  readonly reversalProposed: ReversalProposal | null;
  /** By scheme id: what the item weighs at most. */
  readonly reducedTo: Readonly<Record<string, number>>;
  /** It counts no more, back to the day of the finding; null: it stands. */
  readonly fallen: Fallen | null;
}

export interface Delivery extends Signature, StepOf<'deduction.delivered'> {}
export interface Appeal extends Signature, StepOf<'deduction.appealed'> {
  readonly ruling: Ruling | null;
  /** The doctor took it back before a ruling: the decision it was against is final; null: not. */
  readonly withdrawn: Signature | null;
}
export interface Ruling extends Signature, StepOf<'deduction.ruled'> {}
export interface Waiver extends Signature {
  readonly decision: number;
}
export interface OutsideOutcome extends Signature, StepOf<'deduction.outcome-recorded'> {}
export interface ReversalProposal extends Signature, StepOf<'deduction.reversal-proposed'> {}
export interface Fallen extends Signature {
  /** revoked: by a ruling or an outside decision; reversed: by two persons. */
  readonly how: 'revoked' | 'reversed';
}

type StepOf<Kind extends DueProcessEvent['kind']> = Omit<
  Extract<DueProcessEvent, { readonly kind: Kind }>,
  'kind' | 'v' | 'deductionId' | 'doctorId'
>;

export const untouched: DueProcess = {
  deliveries: [],
  appeals: [],
  waived: [],
  outcomes: [],
  reversalProposed: null,
  reducedTo: {},
  fallen: null,
};

/** The newest decision that the doctor can be served with and appeal against: the confirmation, or the last ruling. */
export function newestDecision<S extends Signature>(confirmed: S, { appeals }: DueProcess): S | Ruling {
  return appeals.findLast((appeal) => appeal.ruling !== null)?.ruling ?? confirmed;
}

/** The appeal that waits for a ruling. What has fallen by another way leaves nothing to rule on. */
export function openAppeal({ appeals, fallen }: DueProcess): Appeal | undefined {
  const last = appeals.at(-1);
  return last?.ruling === null && last.withdrawn === null && fallen === null ? last : undefined;
}

/** @param confirmed the confirming signature, which is the first decision. */
export function afterStep(
  before: DueProcess,
  confirmed: Signature,
  event: DueProcessEvent,
  signature: Signature,
): DueProcess {
  switch (event.kind) {
    case 'deduction.delivered': {
      const { decision, how, receivedOn, document, witnessId } = event;
      const delivery = { ...signature, decision, how, receivedOn, document, witnessId };
      return { ...before, deliveries: [...before.deliveries, delivery] };
    }
    case 'deduction.appeal-waived': {
      const decision = newestDecision(confirmed, before).seq;
      return { ...before, waived: [...before.waived, { ...signature, decision }] };
    }
    case 'deduction.appealed': {
      const { level, grounds, attachments } = event;
      const appeal = { ...signature, level, grounds, attachments, ruling: null, withdrawn: null };
      return { ...before, appeals: [...before.appeals, appeal] };
    }
    case 'deduction.appeal-withdrawn': {
      const { level } = event;
      const withdrawn = (appeal: Appeal) => (appeal.level === level ? { ...appeal, withdrawn: signature } : appeal);
      return { ...before, appeals: before.appeals.map(withdrawn) };
    }
    case 'deduction.ruled': {
      const { level, body, outcome, items, reason, memberIds, minutes } = event;
      const ruling: Ruling = { ...signature, level, body, outcome, items, reason, memberIds, minutes };
      const appeals = before.appeals.map((appeal) => (appeal.level === level ? { ...appeal, ruling } : appeal));
      return withOutcome({ ...before, appeals }, event, signature);
    }
    case 'deduction.outcome-recorded': {
      const { forum, outcome, items, decision, reason } = event;
      const outcomes = [...before.outcomes, { ...signature, forum, outcome, items, decision, reason }];
      return withOutcome({ ...before, outcomes }, event, signature);
    }
    case 'deduction.reversal-proposed': {
      const { reason, document } = event;
      return { ...before, reversalProposed: { ...signature, reason, document } };
    }
    case 'deduction.reversal-dropped':
      return { ...before, reversalProposed: null };
    case 'deduction.reversed':
      return { ...before, reversalProposed: null, fallen: before.fallen ?? { ...signature, how: 'reversed' } };
  }
}

/**
 * Whether an entry changes what a finding weighs from the day of the finding on. A standing of an earlier day knows it
 * too, unless it is asked for as it was known then.
 */
export function actsBack({ event }: Entry): boolean {
  switch (event.kind) {
    case 'deduction.ruled':
    case 'deduction.outcome-recorded':
      return event.outcome !== 'upheld';
    case 'deduction.reversed':
    case 'opening.reversed':
      return true;
    default:
      return false;
  }
}

function withOutcome(
  before: DueProcess,
  { outcome, items }: { readonly outcome: RulingOutcome; readonly items: readonly ReducedItem[] },
  signature: Signature,
): DueProcess {
  switch (outcome) {
    case 'upheld':
      return before;
    case 'reduced': {
      const reduced = Object.fromEntries(items.map(({ scheme, points }) => [scheme, points]));
      return { ...before, reducedTo: { ...before.reducedTo, ...reduced } };
    }
    case 'revoked':
      return { ...before, fallen: before.fallen ?? { ...signature, how: 'revoked' } };
  }
}
