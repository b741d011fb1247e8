import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import type { Entry } from '../../ledger/entry.ts';

/**
 * A declared interest (利害关系): a relative, a colleague in dispute, a partner. As long as it stands that person signs
 * nothing official about the doctor (回避), and is no member of a panel that does.
 */
export interface Interest {
  readonly interestId: string;
  readonly doctorId: string;
  readonly personId: string;
  readonly reason: string;
}

export type InterestEvent =
  | ({ readonly kind: 'interest.declared'; readonly v: 1 } & Interest)
  | {
      readonly kind: 'interest.ended';
      readonly v: 1;
      readonly interestId: string;
      readonly doctorId: string;
      readonly personId: string;
      readonly reason: string;
    };

/** The interests that stand, in the order they were declared. */
export function foldInterests(entries: readonly Entry[]): readonly Interest[] {
  const interests = new Map<string, Interest>();
  for (const { event } of entries) {
    if (event.kind === 'interest.declared') {
      const { interestId, doctorId, personId, reason } = event;
      interests.set(interestId, { interestId, doctorId, personId, reason });
    } else if (event.kind === 'interest.ended') {
      interests.delete(event.interestId);
    }
  }
  return [...interests.values()];
}

/** @throws DomainError `interest.subject` (the doctor never signs anyway), `interest.already-declared`. */
export function declareInterest(
  dossier: { readonly doctorIds: readonly string[]; readonly entries: readonly Entry[] },
  interest: Interest,
): EventOf<'interest.declared'> {
  const { personId } = interest;
  if (dossier.doctorIds.includes(personId)) throw new DomainError('invalid', 'interest.subject', { personId });
  const known = foldInterests(dossier.entries).find((other) => other.personId === personId);
  if (known !== undefined) {
    throw new DomainError('conflict', 'interest.already-declared', { personId, interestId: known.interestId });
  }
  return { kind: 'interest.declared', v: 1, ...interest };
}

/**
 * Another person finds that it no longer stands: whoever declared it could otherwise lay it down for one signature.
 *
 * @throws DomainError `interest.absent`, `interest.already-ended`, `interest.own-end`.
 */
export function endInterest(
  context: { readonly entries: readonly Entry[]; readonly signerIds: readonly string[] },
  { interestId, reason }: { readonly interestId: string; readonly reason: string },
): EventOf<'interest.ended'> {
  if (context.entries.some(({ event }) => event.kind === 'interest.ended' && event.interestId === interestId)) {
    throw new DomainError('conflict', 'interest.already-ended', { interestId });
  }
  const interest = foldInterests(context.entries).find((each) => each.interestId === interestId);
  if (interest === undefined) throw new DomainError('absent', 'interest.absent', { interestId });
  const { doctorId, personId } = interest;
  if (context.signerIds.includes(personId)) throw new DomainError('forbidden', 'interest.own-end', { interestId });
  return { kind: 'interest.ended', v: 1, interestId, doctorId, personId, reason };
}
