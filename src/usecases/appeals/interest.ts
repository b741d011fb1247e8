import { declareInterest as declare, endInterest as end } from '../../core/register/people/interest.ts';
import type { Context, Written } from '../context.ts';
import { type AtHospital, signOnDoctor } from '../register/doctor-sign.ts';

/** Whoever asks declares an interest about a doctor, and signs nothing about them from here on. @throws DomainError as core's `declareInterest`. */
export async function declareInterest(
  context: Context,
  command: AtHospital & { readonly reason: string },
): Promise<Written> {
  const interestId = context.newId('int');
  return signOnDoctor(context, 'interest.declare', command, interestId, ({ record, dossier, by }) => {
    const { doctorId } = record.doctor;
    return declare(dossier, { interestId, doctorId, personId: by.personId, reason: command.reason });
  });
}

/** @throws DomainError as core's `endInterest`. */
export async function endInterest(
  context: Context,
  command: AtHospital & { readonly interestId: string; readonly reason: string },
): Promise<Written> {
  return signOnDoctor(context, 'interest.end', command, command.interestId, ({ dossier: { entries }, signerIds }) =>
    end({ entries, signerIds }, command),
  );
}
