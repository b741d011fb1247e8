import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import { type Deciding, deductionIn, isSigner, refuseSubject, todayOf } from '../deciding.ts';
import type { Deduction, Evidence, ExternalDecision } from '../deduction.ts';
import type { OutsideForum, ReducedItem, ReversalProposal, RulingOutcome } from './due-process.ts';
import { refuseHeavier } from './reduction.ts';

/**
 * A person finds that a confirmed deduction should never have been (wrong doctor, wrong sheet). It takes a second person,
 * and then acts back to the day of the finding.
 *
 * @throws DomainError `reversal.not-confirmed`, `reversal.twice`, `reversal.already-proposed`, `deduction.own-record`,
 * `deduction.recused`.
 */
export function proposeReversal(
  context: Deciding,
  command: { readonly deductionId: string; readonly reason: string; readonly document: Evidence | null },
): EventOf<'deduction.reversal-proposed'> {
  const { deductionId, reason, document } = command;
  const deduction = standing(context, deductionId);
  refuseSubject(context, deductionId);
  const { reversalProposed } = deduction.process;
  if (reversalProposed !== null) {
    throw new DomainError('conflict', 'reversal.already-proposed', { deductionId, on: reversalProposed.on });
  }
  const { doctorId } = deduction.finding;
  return { kind: 'deduction.reversal-proposed', v: 1, deductionId, doctorId, reason, document };
}

/** @throws DomainError `reversal.none-proposed`, `reversal.one-person`, and as `proposeReversal`. */
export function confirmReversal(
  context: Deciding,
  { deductionId, note }: { readonly deductionId: string; readonly note: string },
): EventOf<'deduction.reversed'> {
  const deduction = standing(context, deductionId);
  refuseSubject(context, deductionId);
  const proposal = proposalOf(deduction);
  if (isSigner(context, proposal.by.personId)) {
    throw new DomainError('forbidden', 'reversal.one-person', { deductionId });
  }
  return { kind: 'deduction.reversed', v: 1, deductionId, doctorId: deduction.finding.doctorId, note };
}

/** The proposal is taken back, or found wrong: the deduction stands as it did. @throws DomainError as `confirmReversal`. */
export function dropReversal(
  context: Deciding,
  { deductionId, reason }: { readonly deductionId: string; readonly reason: string },
): EventOf<'deduction.reversal-dropped'> {
  const deduction = standing(context, deductionId);
  refuseSubject(context, deductionId);
  proposalOf(deduction);
  return { kind: 'deduction.reversal-dropped', v: 1, deductionId, doctorId: deduction.finding.doctorId, reason };
}

/**
 * What an authority outside decided about a confirmed finding (复议, court, arbitration). It is a fact with a document and
 * no decision of ours; one that makes the finding heavier is no outcome of the doctor's own remedy and is refused.
 *
 * @throws DomainError `outcome.not-confirmed`, `outcome.fallen`, `outcome.decided-in-future`, `outcome.before-finding`,
 * `deduction.own-record`, `deduction.recused`, and what `refuseHeavier` refuses.
 */
export function recordOutcome(
  context: Deciding,
  command: {
    readonly deductionId: string;
    readonly forum: OutsideForum;
    readonly outcome: RulingOutcome;
    readonly items: readonly ReducedItem[];
    readonly decision: ExternalDecision;
    readonly reason: string;
  },
): EventOf<'deduction.outcome-recorded'> {
  const { deductionId, forum, outcome, items, decision, reason } = command;
  const deduction = deductionIn(context, deductionId);
  const { decided, process, foundOn, state } = deduction;
  if (decided?.outcome !== 'confirmed' || foundOn === null) {
    throw new DomainError('conflict', 'outcome.not-confirmed', { deductionId, state });
  }
  if (process.fallen !== null) {
    throw new DomainError('conflict', 'outcome.fallen', { deductionId, on: process.fallen.on });
  }
  refuseSubject(context, deductionId);
  const { decidedOn } = decision;
  const today = todayOf(context);
  if (decidedOn > today) throw new DomainError('invalid', 'outcome.decided-in-future', { value: decidedOn, today });
  if (decidedOn < foundOn) throw new DomainError('invalid', 'outcome.before-finding', { value: decidedOn, foundOn });
  refuseHeavier(context, deduction, command);
  const { doctorId } = deduction.finding;
  return { kind: 'deduction.outcome-recorded', v: 1, deductionId, doctorId, forum, outcome, items, decision, reason };
}

/** A deduction that was confirmed and has not fallen since. */
function standing(context: Deciding, deductionId: string): Deduction {
  const deduction = deductionIn(context, deductionId);
  const { decided, process, state } = deduction;
  if (process.fallen !== null) {
    throw new DomainError('conflict', 'reversal.twice', { deductionId, on: process.fallen.on, state });
  }
  if (decided?.outcome !== 'confirmed') {
    throw new DomainError('conflict', 'reversal.not-confirmed', { deductionId, state });
  }
  return deduction;
}

function proposalOf({ finding, process }: Deduction): ReversalProposal {
  const { deductionId } = finding;
  if (process.reversalProposed === null) {
    throw new DomainError('conflict', 'reversal.none-proposed', { deductionId });
  }
  return process.reversalProposed;
}
