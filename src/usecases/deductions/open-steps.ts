import type { Deduction } from '../../core/procedure/deduction.ts';
import { type DeductionStep, deductionSteps, wouldGoThrough } from '../../core/procedure/open-steps.ts';
import { bodyOf } from '../../core/register/people/appeal-seat.ts';
import { grantsFor, type Operation } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { instantOf } from '../../core/time.ts';
import { type Context, signerIn, todayOf } from '../context.ts';
import type { DoctorRecord } from '../dossier.ts';
import { coversFinding } from './deduction-reach.ts';

/** Every id of the actor, of records that were merged as well: see core's `isSigner`. */
export interface SignerIds {
  readonly signerIds: readonly string[];
}

/** The steps of the actor that would go through now, in any of the roles that reach the finding. */
export function stepsOpen(
  context: Context & SignerIds,
  register: Register,
  { dossier }: DoctorRecord,
  { finding }: Deduction,
): DeductionStep[] {
  const { deductionId } = finding;
  const today = todayOf(context);
  const now = instantOf(context.clock.now());
  return deductionSteps.filter((step) => {
    const grants = grantsFor(operationOfStep[step], context.actor.grants, today).filter((held) =>
      coversFinding(held, register, finding, dossier.doctorIds, today),
    );
    // Only a ruling depends on more than the person who signs: on the body that the role seats them in.
    const seats = step === 'rule' ? grants : grants.slice(0, 1);
    return seats.some((grant) => {
      const by = signerIn(context, grant);
      const { signerIds } = context;
      return wouldGoThrough({ register, dossier, by, signerIds, now }, step, { deductionId, body: bodyOf(grant) });
    });
  });
}

/** What lets a person do a step, by the permission of its door. */
const operationOfStep: Readonly<Record<DeductionStep, Operation>> = {
  state: 'deduction.answer',
  acknowledge: 'deduction.answer',
  confirm: 'deduction.confirm',
  dismiss: 'deduction.confirm',
  withdraw: 'deduction.withdraw',
  deliver: 'deduction.deliver',
  // Reading in the inbox is the doctor's own and has no door of its own.
  read: 'deduction.answer',
  appeal: 'appeal.file',
  'waive-appeal': 'appeal.file',
  'withdraw-appeal': 'appeal.file',
  rule: 'appeal.rule',
  'record-outcome': 'outcome.record',
  'propose-reversal': 'reversal.propose',
  'confirm-reversal': 'reversal.confirm',
  'drop-reversal': 'reversal.propose',
};
