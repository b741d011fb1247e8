import { DomainError } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { Evidence } from '../../core/procedure/deduction.ts';
import {
  confirmOpening as confirm,
  dropOpening as drop,
  foldOpenings,
  type OpeningBalance,
  recordOpening as record,
} from '../../core/procedure/opening.ts';
import {
  confirmOpeningReversal,
  dropOpeningReversal,
  proposeOpeningReversal,
} from '../../core/procedure/opening-reversal.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import type { Context, Written } from '../context.ts';
import { type AtHospital, type Signing, signOnDoctor } from '../register/doctor-sign.ts';

/** Carries a balance over from paper; it counts once another person has confirmed. @throws DomainError as core's `recordOpening`. */
export async function recordOpening(
  context: Context,
  command: AtHospital & Omit<OpeningBalance, 'openingId'>,
): Promise<Written> {
  const openingId = context.newId('opn');
  return signOnDoctor(context, 'opening.record', command, openingId, (signing) => {
    const { hospitalId, scheme, points, carriedOn, document, reason } = command;
    const { doctorId } = signing.record.doctor;
    return record(signing, { openingId, doctorId, hospitalId, scheme, points, carriedOn, document, reason });
  });
}

type Step = AtHospital & { readonly openingId: string };

/** @throws DomainError as core's `confirmOpening`. */
export async function confirmOpening(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return sign(context, 'opening.confirm', command, (signing) => confirm(signing, command));
}

/** @throws DomainError as core's `dropOpening`. */
export async function dropOpening(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  return sign(context, 'opening.record', command, (signing) => drop(signing, command));
}

/** @throws DomainError as `proposeOpeningReversal`. */
export async function proposeReversalOfOpening(
  context: Context,
  command: Step & { readonly reason: string; readonly document: Evidence | null },
): Promise<Written> {
  return sign(context, 'opening.record', command, (signing) => proposeOpeningReversal(signing, command));
}

/** The second person. @throws DomainError as `confirmOpeningReversal`. */
export async function reverseOpening(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return sign(context, 'opening.confirm', command, (signing) => confirmOpeningReversal(signing, command));
}

/** @throws DomainError as `dropOpeningReversal`. */
export async function dropReversalOfOpening(
  context: Context,
  command: Step & { readonly reason: string },
): Promise<Written> {
  return sign(context, 'opening.record', command, (signing) => dropOpeningReversal(signing, command));
}

/** A balance is signed for the hospital that carried it over, and for no other where the doctor works too. */
function sign(
  context: Context,
  operation: Operation,
  command: Step,
  decide: (signing: Signing) => DomainEvent,
): Promise<Written> {
  const { openingId, hospitalId } = command;
  return signOnDoctor(context, operation, command, openingId, (signing) => {
    const opening = foldOpenings(signing.dossier.entries).get(openingId);
    if (opening !== undefined && opening.balance.hospitalId !== hospitalId) {
      throw new DomainError('absent', 'opening.absent', { openingId });
    }
    return decide(signing);
  });
}
