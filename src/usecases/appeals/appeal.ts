import { DomainError } from '../../core/errors.ts';
import { appealDeduction, waiveAppeal, withdrawAppeal } from '../../core/procedure/appeal/appeal.ts';
import { appealStatus } from '../../core/procedure/appeal/appeal-status.ts';
import { deliverDeduction, type PaperDelivery } from '../../core/procedure/appeal/delivery.ts';
import { type RuleOnAppeal, ruleOnAppeal } from '../../core/procedure/appeal/ruling.ts';
import type { Evidence } from '../../core/procedure/deduction.ts';
import { bodyOf } from '../../core/register/people/appeal-seat.ts';
import { type Context, grantsHeld, replyFor, signerIn, todayOf, type Written } from '../context.ts';
import { loadDeduction } from '../deductions/deduction-load.ts';
import { coversFinding } from '../deductions/deduction-reach.ts';
import { type Step, signStep } from '../deductions/deduction-sign.ts';
import { idsOfPerson } from '../doctor-memo.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { signedBy } from '../signer.ts';

/** Delivers on paper. @throws DomainError as `deliverDeduction`; `delivery.witness-unknown`. */
export async function deliver(context: Context, command: Step & PaperDelivery): Promise<Written> {
  return signStep(context, 'deduction.deliver', command, async (deciding) => {
    const event = deliverDeduction(deciding, command);
    const { witnessId } = command;
    if (witnessId !== null && (await context.store.people.personById(witnessId)) === undefined) {
      throw new DomainError('invalid', 'delivery.witness-unknown', { personId: witnessId });
    }
    return event;
  });
}

/** The doctor appeals. @throws DomainError as `appealDeduction`. */
export async function fileAppeal(
  context: Context,
  command: Step & { readonly grounds: string; readonly attachments: readonly Evidence[] },
): Promise<Written> {
  return signStep(context, 'appeal.file', command, (deciding) => appealDeduction(deciding, command));
}

/** The doctor waives the appeal. @throws DomainError as `waiveAppeal`. */
export async function waive(context: Context, command: Step): Promise<Written> {
  return signStep(context, 'appeal.file', command, (deciding) => waiveAppeal(deciding, command));
}

/** The doctor takes the open appeal back. @throws DomainError as core's `withdrawAppeal`. */
export async function takeBackAppeal(context: Context, command: Step): Promise<Written> {
  return signStep(context, 'appeal.file', command, (deciding) => withdrawAppeal(deciding, command));
}

/**
 * Rules on the open appeal, in the body that the actor's grant seats them in: a panellist of the hospital, one of a county
 * or the city (the quality-control experts), or an officer of the commission.
 *
 * @throws DomainError as `ruleOnAppeal`; `ruling.member-unknown`.
 */
export async function rule(
  context: Context,
  command: Step & Omit<RuleOnAppeal, 'body' | 'memberPersons'>,
): Promise<Written> {
  const { deductionId, ifMatch } = command;
  return decideOnNewest(ifMatch, async () => {
    const { register, record, deduction, by: reader } = await loadDeduction(context, 'appeal.rule', deductionId);
    refuseMoved(ifMatch, record.stream.decidedOn);
    const today = todayOf(context);
    const { dossier, stream } = record;
    const seats = grantsHeld(context, 'appeal.rule').filter((grant) =>
      coversFinding(grant, register, deduction.finding, dossier.doctorIds, today),
    );
    const { bodies } = appealStatus(register, deduction, today);
    const seat = seats.find((grant) => bodies.includes(bodyOf(grant))) ?? seats[0];
    const by = seat === undefined ? reader : signerIn(context, seat);
    const body = seat === undefined ? 'commission' : bodyOf(seat);
    const deciding = { ...(await signedBy(context, register, by)), dossier };
    const memberPersons = await Promise.all(command.memberIds.map((personId) => idsOfPerson(context, personId)));
    const event = ruleOnAppeal(deciding, { ...command, body, memberPersons });
    const names = await context.store.people.namesOf(command.memberIds);
    const unknown = command.memberIds.find((personId) => !names.has(personId));
    if (unknown !== undefined) throw new DomainError('invalid', 'ruling.member-unknown', { personId: unknown });
    const appended = await context.store.ledger.append(
      [{ event, by, streams: [stream] }],
      replyFor(context, deductionId),
    );
    return { id: deductionId, appended };
  });
}
