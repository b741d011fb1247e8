import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import type { Entry } from '../ledger/entry.ts';
import { carriedOver } from '../rules/counting.ts';
import { cycleOf } from '../rules/cycle.ts';
import type { IsoDate } from '../time.ts';
import { untouched } from './appeal/due-process.ts';
import { type Deciding, isRecused, isSigner, isSubject, todayOf } from './deciding.ts';
import { type Deduction, type Evidence, type Signature, signatureOf } from './deduction.ts';
import { schemeOfItem } from './deduction-status.ts';

/** Points a doctor had lost on paper before the records began here (期初余额): the sum, not the findings behind it. */
export interface OpeningBalance {
  readonly openingId: string;
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly scheme: string;
  /** Deducted so far in the cycle of `carriedOn`. */
  readonly points: number;
  readonly carriedOn: IsoDate;
  /** The paper record they are carried over from. */
  readonly document: Evidence;
  readonly reason: string;
}

export type OpeningEvent =
  | ({ readonly kind: 'opening.recorded'; readonly v: 1 } & OpeningBalance)
  | {
      readonly kind: 'opening.confirmed';
      readonly v: 1;
      readonly openingId: string;
      readonly doctorId: string;
      readonly note: string;
    }
  | {
      readonly kind: 'opening.dropped';
      readonly v: 1;
      readonly openingId: string;
      readonly doctorId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'opening.reversal-proposed';
      readonly v: 1;
      readonly openingId: string;
      readonly doctorId: string;
      readonly reason: string;
      readonly document: Evidence | null;
    }
  | {
      readonly kind: 'opening.reversal-dropped';
      readonly v: 1;
      readonly openingId: string;
      readonly doctorId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'opening.reversed';
      readonly v: 1;
      readonly openingId: string;
      readonly doctorId: string;
      readonly note: string;
    };

export interface Opening {
  readonly balance: OpeningBalance;
  readonly recorded: Signature;
  /** The second person; it counts from here on, in the cycle of `carriedOn`. */
  readonly confirmed: Signature | null;
  readonly dropped: (Signature & { readonly reason: string }) | null;
  /** Waits for its second person; null: none does. */
  readonly reversalProposed: (Signature & { readonly reason: string; readonly document: Evidence | null }) | null;
  /** Two persons took it back: it counts no more, back to `carriedOn`; null: it stands. */
  readonly reversed: Signature | null;
}

/** The opening balances of a doctor's entries by id, in the order they were recorded. */
export function foldOpenings(entries: readonly Entry[]): ReadonlyMap<string, Opening> {
  const openings = new Map<string, Opening>();
  for (const entry of entries) {
    const { event } = entry;
    switch (event.kind) {
      case 'opening.recorded': {
        const { kind: _kind, v: _v, ...balance } = event;
        openings.set(event.openingId, { ...untouchedOpening, balance, recorded: signatureOf(entry) });
        break;
      }
      case 'opening.confirmed':
      case 'opening.dropped':
      case 'opening.reversal-proposed':
      case 'opening.reversal-dropped':
      case 'opening.reversed': {
        const before = openings.get(event.openingId);
        if (before !== undefined) openings.set(event.openingId, { ...before, ...stepOf(event, signatureOf(entry)) });
        break;
      }
    }
  }
  return openings;
}

const untouchedOpening = { confirmed: null, dropped: null, reversalProposed: null, reversed: null } as const;

function stepOf(
  event: Exclude<OpeningEvent, { readonly kind: 'opening.recorded' }>,
  signature: Signature,
): Partial<Opening> {
  switch (event.kind) {
    case 'opening.confirmed':
      return { confirmed: signature };
    case 'opening.dropped':
      return { dropped: { ...signature, reason: event.reason } };
    case 'opening.reversal-proposed':
      return { reversalProposed: { ...signature, reason: event.reason, document: event.document } };
    case 'opening.reversal-dropped':
      return { reversalProposed: null };
    case 'opening.reversed':
      return { reversalProposed: null, reversed: signature };
  }
}

/**
 * @throws DomainError `opening.own-record`, `opening.recused`, `opening.in-future`, `opening.scheme-not-in-force`,
 * `opening.points`, `opening.already-recorded` (one for each scheme, hospital and cycle).
 */
export function recordOpening(context: Deciding, balance: OpeningBalance): EventOf<'opening.recorded'> {
  const { openingId, scheme: schemeId, hospitalId, carriedOn, points } = balance;
  refuseInvolved(context, openingId);
  const today = todayOf(context);
  if (carriedOn > today) throw new DomainError('invalid', 'opening.in-future', { value: carriedOn, today });
  const adopted = schemeOfItem(context.register, { hospitalId, occurredOn: carriedOn }, schemeId);
  if (adopted === undefined) {
    throw new DomainError('invalid', 'opening.scheme-not-in-force', { scheme: schemeId, hospitalId, carriedOn });
  }
  const { cycle, total } = adopted.scheme;
  if (!Number.isInteger(points) || points < 1 || points > total) {
    throw new DomainError('invalid', 'opening.points', { value: points, total });
  }
  for (const { balance: other, dropped, reversed } of foldOpenings(context.dossier.entries).values()) {
    if (dropped !== null || reversed !== null || other.scheme !== schemeId || other.hospitalId !== hospitalId) continue;
    const { from, until } = cycleOf(cycle, carriedOn, other.carriedOn);
    if (from <= other.carriedOn && other.carriedOn < until) {
      const parameters = { scheme: schemeId, openingId: other.openingId, carriedOn: other.carriedOn };
      throw new DomainError('conflict', 'opening.already-recorded', parameters);
    }
  }
  return { kind: 'opening.recorded', v: 1, ...balance };
}

/** @throws DomainError `opening.absent`, `opening.decided`, `opening.own-record`, `opening.recused`, `opening.one-person`. */
export function confirmOpening(
  context: Deciding,
  { openingId, note }: { readonly openingId: string; readonly note: string },
): EventOf<'opening.confirmed'> {
  const opening = undecided(context, openingId);
  if (isSigner(context, opening.recorded.by.personId)) {
    throw new DomainError('forbidden', 'opening.one-person', { openingId });
  }
  return { kind: 'opening.confirmed', v: 1, openingId, doctorId: opening.balance.doctorId, note };
}

/** It is taken back, or found wrong, before it counted. @throws DomainError as `confirmOpening`, but for one person. */
export function dropOpening(
  context: Deciding,
  { openingId, reason }: { readonly openingId: string; readonly reason: string },
): EventOf<'opening.dropped'> {
  const opening = undecided(context, openingId);
  return { kind: 'opening.dropped', v: 1, openingId, doctorId: opening.balance.doctorId, reason };
}

/** The confirmed balances in the form in which a standing weighs findings. */
export function openingsAsFindings(entries: readonly Entry[]): Deduction[] {
  return [...foldOpenings(entries).values()].flatMap(({ balance, recorded, confirmed, reversed }): Deduction[] => {
    if (confirmed === null) return [];
    const { openingId, doctorId, hospitalId, scheme, points, carriedOn, document, reason } = balance;
    const decided = { ...confirmed, outcome: 'confirmed', reason, exculpation: null } as const;
    return [
      {
        finding: {
          deductionId: openingId,
          findingId: openingId,
          doctorId,
          capacity: 'prescriber',
          hospitalId,
          occurredOn: carriedOn,
          setting: 'outpatient',
          department: '',
          wardId: null,
          drugs: [],
          actRef: openingId,
          reviewRef: document.ref,
          sheets: 0,
          circumstances: { responsibility: null, mitigating: [], aggravating: [] },
          evidence: [document],
          remarks: reason,
          source: carriedOver,
          externalDecision: null,
          items: [{ scheme, code: carriedOver, points, pointsReason: reason }],
          leadId: null,
        },
        state: reversed === null ? 'confirmed' : 'reversed',
        recorded,
        statements: [],
        acknowledged: null,
        decided,
        foundOn: carriedOn,
        contestedOn: null,
        process: reversed === null ? untouched : { ...untouched, fallen: { ...reversed, how: 'reversed' } },
        leaves: [],
      },
    ];
  });
}

/** @throws DomainError `opening.absent` where this doctor's record has no such balance. */
export function openingIn(context: Deciding, openingId: string): Opening {
  const opening = foldOpenings(context.dossier.entries).get(openingId);
  if (opening === undefined) throw new DomainError('absent', 'opening.absent', { openingId });
  return opening;
}

function undecided(context: Deciding, openingId: string): Opening {
  const opening = openingIn(context, openingId);
  const decided = opening.confirmed ?? opening.dropped;
  if (decided !== null) throw new DomainError('conflict', 'opening.decided', { openingId, on: decided.on });
  refuseInvolved(context, openingId);
  return opening;
}

/** @throws DomainError `opening.own-record`, `opening.recused`. */
export function refuseInvolved(context: Deciding, openingId: string): void {
  if (isSubject(context)) throw new DomainError('forbidden', 'opening.own-record', { openingId });
  if (isRecused(context)) throw new DomainError('forbidden', 'opening.recused', { openingId });
}
