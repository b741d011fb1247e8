import type { DomainEvent } from './events.ts';
import type { Entry } from './ledger/entry.ts';
import { newestDecision } from './procedure/appeal/due-process.ts';
import { foldDeductions } from './procedure/deduction.ts';
import type { Instant } from './time.ts';

/** What one kind of entry can mean to its reader. */
const narrower = [
  'deduction.confirmed.delivers',
  'deduction.ruled.delivers',
  'right.measured.sanction',
  'right.measured.hold',
  'right.measured.hold-renewed',
  'sanction.requirement-met.failed',
] as const;
type InboxMeaning = DomainEvent['kind'] | (typeof narrower)[number];

/** One thing that a person should know of: an entry about them, or about what they signed. */
export interface InboxItem {
  /** The ledger position of the entry; what it is read by. */
  readonly position: number;
  readonly kind: DomainEvent['kind'];
  /** Which sentence says it: the kind, or the kind and what of it. */
  readonly meaning: InboxMeaning;
  readonly at: Instant;
  readonly doctorId: string;
  readonly deductionId: string | null;
  /** Reading it is the delivery (送达) of a decision, and opens the window to appeal. */
  readonly delivers: boolean;
  /** A decision that has been delivered, on paper or by reading. */
  readonly delivered: boolean;
}

/** What a doctor is told of the own record, newest first: everything that somebody else signed about it. */
export function inboxOfDoctor(doctorId: string, doctorIds: readonly string[], entries: readonly Entry[]): InboxItem[] {
  const deductions = foldDeductions(entries);
  return entries
    .flatMap((entry): InboxItem[] => {
      const { event, by, seq, at } = entry;
      if (!toDoctor.has(event.kind) || doctorIds.includes(by.personId)) return [];
      const deductionId = deductionOf(event);
      const deduction = deductionId === null ? undefined : deductions.get(deductionId);
      const isDecision = event.kind === 'deduction.confirmed' || event.kind === 'deduction.ruled';
      const delivered = isDecision && deduction?.process.deliveries.some(({ decision }) => decision === seq) === true;
      const newest = deduction?.decided && newestDecision(deduction.decided, deduction.process);
      const delivers = isDecision && !delivered && newest?.seq === seq;
      const meaning = meaningOf(event, delivers);
      return [{ position: seq, kind: event.kind, meaning, at, doctorId, deductionId, delivers, delivered }];
    })
    .reverse();
}

/** What somebody who recorded or decided a deduction is told of it, newest first: what others signed about it since. */
export function inboxOfSigner(
  personId: string,
  doctorId: string,
  deductionId: string,
  entries: readonly Entry[],
): InboxItem[] {
  return entries
    .flatMap(({ event, by, seq, at }): InboxItem[] => {
      if (!toSigner.has(event.kind) || deductionOf(event) !== deductionId || by.personId === personId) return [];
      const meaning = meaningOf(event, false);
      return [
        { position: seq, kind: event.kind, meaning, at, doctorId, deductionId, delivers: false, delivered: false },
      ];
    })
    .reverse();
}

const toDoctor: ReadonlySet<DomainEvent['kind']> = new Set([
  'deduction.recorded',
  'deduction.confirmed',
  'deduction.dismissed',
  'deduction.withdrawn',
  'deduction.delivered',
  'deduction.ruled',
  'deduction.outcome-recorded',
  'deduction.reversed',
  'opening.recorded',
  'opening.confirmed',
  'opening.reversed',
  'credit.confirmed',
  'erasure.confirmed',
  'leave.recorded',
  'leave.ended',
  'right.granted',
  'right.ended',
  'right.measured',
  'right.lifted',
  'sanction.ordered',
  'sanction.talk-held',
  'sanction.requirement-met',
  'sanction.set-aside',
]);

const toSigner: ReadonlySet<DomainEvent['kind']> = new Set([
  'deduction.stated',
  'deduction.acknowledged',
  'deduction.confirmed',
  'deduction.dismissed',
  'deduction.withdrawn',
  'deduction.appealed',
  'deduction.appeal-withdrawn',
  'deduction.ruled',
  'deduction.outcome-recorded',
  'deduction.reversal-proposed',
  'deduction.reversed',
]);

/** Everything an inbox can say, by the meaning that its sentence gives. */
export const inboxMeanings: readonly InboxMeaning[] = [...new Set([...toDoctor, ...toSigner, ...narrower])].sort();

function meaningOf(event: DomainEvent, delivers: boolean): InboxMeaning {
  switch (event.kind) {
    case 'deduction.confirmed':
    case 'deduction.ruled':
      return delivers ? `${event.kind}.delivers` : event.kind;
    case 'right.measured': {
      const hold = event.v === 2 ? event.terms.hold : null;
      if (hold !== null) return hold.renews === null ? 'right.measured.hold' : 'right.measured.hold-renewed';
      return event.sanctionDueId === null ? event.kind : 'right.measured.sanction';
    }
    case 'sanction.requirement-met':
      return event.passed ? event.kind : 'sanction.requirement-met.failed';
    default:
      return event.kind;
  }
}

function deductionOf(event: DomainEvent): string | null {
  return event.kind.startsWith('deduction.') && 'deductionId' in event ? event.deductionId : null;
}
