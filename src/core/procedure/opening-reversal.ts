import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { type Deciding, isSigner } from './deciding.ts';
import type { Evidence } from './deduction.ts';
import { type Opening, openingIn, refuseInvolved } from './opening.ts';

/**
 * A person finds that a confirmed balance should never have been carried over (wrong doctor, wrong page). It takes a second
 * person, and then acts back to the day it was carried on.
 *
 * @throws DomainError `opening.absent`, `opening.not-confirmed`, `opening.reversed-before`,
 * `opening.reversal-already-proposed`, `opening.own-record`, `opening.recused`.
 */
export function proposeOpeningReversal(
  context: Deciding,
  command: { readonly openingId: string; readonly reason: string; readonly document: Evidence | null },
): EventOf<'opening.reversal-proposed'> {
  const { openingId, reason, document } = command;
  const { balance, reversalProposed } = standing(context, openingId);
  if (reversalProposed !== null) {
    const parameters = { openingId, on: reversalProposed.on };
    throw new DomainError('conflict', 'opening.reversal-already-proposed', parameters);
  }
  return { kind: 'opening.reversal-proposed', v: 1, openingId, doctorId: balance.doctorId, reason, document };
}

/** The second person. @throws DomainError as above, `opening.no-reversal-proposed`, `opening.reversal-one-person`. */
export function confirmOpeningReversal(
  context: Deciding,
  { openingId, note }: { readonly openingId: string; readonly note: string },
): EventOf<'opening.reversed'> {
  const opening = standing(context, openingId);
  if (isSigner(context, proposalOf(opening).by.personId)) {
    throw new DomainError('forbidden', 'opening.reversal-one-person', { openingId });
  }
  return { kind: 'opening.reversed', v: 1, openingId, doctorId: opening.balance.doctorId, note };
}

/** The proposal is taken back, or found wrong: the balance stands as it did. @throws DomainError as above, but for one person. */
export function dropOpeningReversal(
  context: Deciding,
  { openingId, reason }: { readonly openingId: string; readonly reason: string },
): EventOf<'opening.reversal-dropped'> {
  const opening = standing(context, openingId);
  proposalOf(opening);
  return { kind: 'opening.reversal-dropped', v: 1, openingId, doctorId: opening.balance.doctorId, reason };
}

/** A balance that was confirmed and has not been reversed since. */
function standing(context: Deciding, openingId: string): Opening {
  const opening = openingIn(context, openingId);
  const { confirmed, reversed } = opening;
  if (reversed !== null) throw new DomainError('conflict', 'opening.reversed-before', { openingId, on: reversed.on });
  if (confirmed === null) throw new DomainError('conflict', 'opening.not-confirmed', { openingId });
  refuseInvolved(context, openingId);
  return opening;
}

function proposalOf({ balance, reversalProposed }: Opening): NonNullable<Opening['reversalProposed']> {
  if (reversalProposed === null) {
    throw new DomainError('conflict', 'opening.no-reversal-proposed', { openingId: balance.openingId });
  }
  return reversalProposed;
}
