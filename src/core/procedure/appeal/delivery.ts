import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import type { IsoDate } from '../../time.ts';
import { type Deciding, deductionIn, isSigner, isSubject, refuseSubject, todayOf } from '../deciding.ts';
import type { Deduction, Evidence, Signature } from '../deduction.ts';
import { newestDecision } from './due-process.ts';

export interface PaperDelivery {
  readonly deductionId: string;
  readonly how: 'signed-paper' | 'refused-before-witness';
  /** As the receipt (送达回证) says. */
  readonly receivedOn: IsoDate;
  readonly document: Evidence | null;
  readonly witnessId: string | null;
}

/**
 * The office delivers the newest decision on paper (送达). Windows run from the day of this entry: a date on a receipt
 * could be earlier than the doctor's chance to see it here.
 *
 * @throws DomainError `delivery.nothing-decided`, `delivery.twice`, `delivery.received-in-future`,
 * `delivery.before-decision`, `delivery.receipt-missing`, `delivery.witness-missing`, `delivery.witness-unwanted`,
 * `delivery.witness-involved`, `deduction.own-record`, `deduction.recused`.
 */
export function deliverDeduction(context: Deciding, command: PaperDelivery): EventOf<'deduction.delivered'> {
  const { deductionId, how, receivedOn, document, witnessId } = command;
  const deduction = deductionIn(context, deductionId);
  const decision = undelivered(deduction);
  refuseSubject(context, deductionId);
  const today = todayOf(context);
  if (receivedOn > today) throw new DomainError('invalid', 'delivery.received-in-future', { value: receivedOn, today });
  if (receivedOn < decision.on) {
    throw new DomainError('invalid', 'delivery.before-decision', { value: receivedOn, on: decision.on });
  }
  if (how === 'signed-paper' && document === null) {
    throw new DomainError('invalid', 'delivery.receipt-missing', { deductionId });
  }
  refuseWitness(context, command, witnessId);
  return delivered(deduction, decision, { how, receivedOn, document, witnessId });
}

/**
 * The doctor opens the newest decision in the inbox, and by that it is delivered.
 *
 * @throws DomainError `deduction.not-subject`, `delivery.nothing-decided`, `delivery.twice`.
 */
export function readDecision(
  context: Deciding,
  { deductionId }: { readonly deductionId: string },
): EventOf<'deduction.delivered'> {
  const deduction = deductionIn(context, deductionId);
  if (!isSubject(context)) throw new DomainError('forbidden', 'deduction.not-subject', { deductionId });
  const decision = undelivered(deduction);
  const receivedOn = todayOf(context);
  return delivered(deduction, decision, { how: 'read-in-inbox', receivedOn, document: null, witnessId: null });
}

/** The newest decision, where it has not been delivered. */
function undelivered({ finding, decided, process, state }: Deduction): Signature {
  const { deductionId } = finding;
  if (decided?.outcome !== 'confirmed') {
    throw new DomainError('conflict', 'delivery.nothing-decided', { deductionId, state });
  }
  const decision = newestDecision<Signature>(decided, process);
  const before = process.deliveries.find((delivery) => delivery.decision === decision.seq);
  if (before !== undefined) throw new DomainError('conflict', 'delivery.twice', { deductionId, on: before.on });
  return decision;
}

function refuseWitness(context: Deciding, { deductionId, how }: PaperDelivery, witnessId: string | null): void {
  if (how === 'signed-paper') {
    if (witnessId !== null) throw new DomainError('invalid', 'delivery.witness-unwanted', { deductionId });
    return;
  }
  if (witnessId === null) throw new DomainError('invalid', 'delivery.witness-missing', { deductionId });
  if (isSigner(context, witnessId) || context.dossier.doctorIds.includes(witnessId)) {
    throw new DomainError('invalid', 'delivery.witness-involved', { deductionId, personId: witnessId });
  }
}

function delivered(
  { finding }: Deduction,
  { seq }: Signature,
  how: Pick<EventOf<'deduction.delivered'>, 'how' | 'receivedOn' | 'document' | 'witnessId'>,
): EventOf<'deduction.delivered'> {
  const { deductionId, doctorId } = finding;
  return { kind: 'deduction.delivered', v: 1, deductionId, doctorId, decision: seq, ...how };
}
