import {
  confirmOpening as confirm,
  dropOpening as drop,
  type OpeningBalance,
  recordOpening as record,
} from '../../core/procedure/opening.ts';
import type { Context, Written } from '../context.ts';
import { type AtHospital, signOnDoctor } from '../register/doctor-sign.ts';

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
  return signOnDoctor(context, 'opening.confirm', command, command.openingId, (signing) => confirm(signing, command));
}

/** @throws DomainError as core's `dropOpening`. */
export async function dropOpening(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  return signOnDoctor(context, 'opening.record', command, command.openingId, (signing) => drop(signing, command));
}
