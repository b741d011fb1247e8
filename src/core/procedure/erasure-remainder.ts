import { DomainError } from '../errors.ts';
import type { Entry } from '../ledger/entry.ts';
import type { IsoDate } from '../time.ts';
import { type Deciding, isRecused, isSigner, isSubject, todayOf } from './deciding.ts';
import type { Evidence } from './deduction.ts';
import { type ErasedEntry, type Erasure, type ErasureEvent, foldErasures, measureInForce } from './erasure.ts';
import { outlived, sanctionWaiting } from './retention.ts';

/**
 * What outlived all deductions of its time, or never had one: credits, opening balances, what was written about sanctions
 * and leads that were found to be none, destroyed by two persons once their own retention has run.
 */

/**
 * @param leads the entries of leads about the doctor that were set aside.
 * @throws DomainError `erasure.remainder-proposed`, `erasure.own-record`, `erasure.recused`, and what `refuseKept` refuses.
 */
export function proposeRemainderErasure(
  context: Deciding,
  command: { readonly doctorId: string; readonly reason: string; readonly document: Evidence | null },
  leads: readonly Entry[],
): ErasureEvent {
  const { doctorId, reason, document } = command;
  refuseInvolved(context);
  const open = openProposal(context);
  if (open) throw new DomainError('conflict', 'erasure.remainder-proposed', { on: open.proposed.on });
  refuseKept(context, leads);
  return { kind: 'erasure.proposed', v: 2, deductionId: null, doctorId, reason, document };
}

/**
 * The second person. From this entry on nobody can read what it names.
 *
 * @param leads as for `proposeRemainderErasure`.
 * @param erased what `outlived` names of the record as it is.
 * @throws DomainError `erasure.remainder-not-proposed`, `erasure.remainder-one-person`, and as `proposeRemainderErasure`.
 */
export function confirmRemainderErasure(
  context: Deciding,
  { doctorId, note }: { readonly doctorId: string; readonly note: string },
  leads: readonly Entry[],
  erased: readonly ErasedEntry[],
): ErasureEvent {
  refuseInvolved(context);
  const { proposed } = proposalOf(context);
  if (isSigner(context, proposed.by.personId)) throw new DomainError('forbidden', 'erasure.remainder-one-person');
  const retainedUntil = refuseKept(context, leads);
  return { kind: 'erasure.confirmed', v: 2, deductionId: null, doctorId, note, retainedUntil, erased };
}

/** @throws DomainError `erasure.remainder-not-proposed`, `erasure.own-record`, `erasure.recused`. */
export function dropRemainderErasure(
  context: Deciding,
  { doctorId, reason }: { readonly doctorId: string; readonly reason: string },
): ErasureEvent {
  refuseInvolved(context);
  proposalOf(context);
  return { kind: 'erasure.dropped', v: 2, deductionId: null, doctorId, reason };
}

/**
 * @returns the first day on which it may be erased.
 * @throws DomainError `erasure.remainder-sanction-open`, `erasure.remainder-measure-in-force`, `erasure.remainder-none`.
 */
function refuseKept(context: Deciding, leads: readonly Entry[]): IsoDate {
  const sanctionDueId = sanctionWaiting(context);
  if (sanctionDueId !== undefined) {
    throw new DomainError('conflict', 'erasure.remainder-sanction-open', { sanctionDueId });
  }
  const measureId = measureInForce(context.dossier.entries, todayOf(context));
  if (measureId !== undefined) {
    throw new DomainError('conflict', 'erasure.remainder-measure-in-force', { measureId });
  }
  const { retainedUntil } = outlived(context, null, leads);
  if (retainedUntil === null) throw new DomainError('conflict', 'erasure.remainder-none');
  return retainedUntil;
}

function refuseInvolved(context: Deciding): void {
  if (isSubject(context)) throw new DomainError('forbidden', 'erasure.own-record');
  if (isRecused(context)) throw new DomainError('forbidden', 'erasure.recused');
}

function openProposal({ dossier }: Deciding): Erasure | undefined {
  return [...foldErasures(dossier.entries).values()].findLast(
    ({ deductionId, dropped, confirmed }) => deductionId === null && dropped === null && confirmed === null,
  );
}

function proposalOf(context: Deciding): Erasure {
  const open = openProposal(context);
  if (open === undefined) throw new DomainError('conflict', 'erasure.remainder-not-proposed');
  return open;
}
