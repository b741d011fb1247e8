import { DomainError } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import { type CreditedActivity, foldCredits } from '../../core/procedure/credit.ts';
import {
  confirmCredit as confirm,
  declineCredit as decline,
  recordCredit as record,
} from '../../core/procedure/credit-decide.ts';
import type { CreditRow } from '../../store/queries/credit.ts';
import { type Context, grantsHeld, todayOf, type Written } from '../context.ts';
import { type AtHospital, type Signing, signOnDoctor } from '../register/doctor-sign.ts';
import { hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';

/** Records an accepted activity; it gives nothing back before another person confirms. @throws DomainError as core's `recordCredit`. */
export async function recordCredit(
  context: Context,
  command: AtHospital & Omit<CreditedActivity, 'creditId'>,
): Promise<Written> {
  const creditId = context.newId('crd');
  return signOnDoctor(context, 'credit.record', command, creditId, (signing) => {
    const { hospitalId, scheme, activity, doneOn, evidence } = command;
    const { doctorId } = signing.record.doctor;
    return record(signing, { creditId, doctorId, hospitalId, scheme, activity, doneOn, evidence });
  });
}

type Step = AtHospital & { readonly creditId: string };

/** @throws DomainError as core's `confirmCredit`. */
export async function confirmCredit(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return sign(context, command, (signing) => confirm(signing, command));
}

/** @throws DomainError as core's `declineCredit`. */
export async function declineCredit(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  return sign(context, command, (signing) => decline(signing, command));
}

/** A credit is signed for the hospital that recorded it, and for no other where the doctor works too. */
function sign(context: Context, command: Step, decide: (signing: Signing) => DomainEvent): Promise<Written> {
  const { creditId, hospitalId } = command;
  return signOnDoctor(context, 'credit.confirm', command, creditId, (signing) => {
    const credit = foldCredits(signing.dossier.entries).get(creditId);
    if (credit !== undefined && credit.activity.hospitalId !== hospitalId) {
      throw new DomainError('absent', 'credit.absent', { creditId });
    }
    return decide(signing);
  });
}

export interface CreditPage {
  readonly items: readonly CreditRow[];
  readonly before: number | null;
}

/** The credits of the actor's hospitals, newest first. */
export async function credits(
  context: Context,
  filter: { readonly hospitalId?: string | undefined; readonly state?: string | undefined },
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<CreditPage> {
  const grants = grantsHeld(context, 'credit.read');
  const hospitalIds = hospitalsReached(await registerOf(context), grants, todayOf(context), filter.hospitalId);
  const rows = await context.store.credits.search({ hospitalIds, state: filter.state, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, before: rows.length > limit ? (items.at(-1)?.recordedSeq ?? null) : null };
}
