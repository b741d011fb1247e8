import type { Deduction } from '../../core/procedure/deduction.ts';
import {
  type DeductionStep,
  deductionSteps,
  operationOfStep,
  wouldGoThrough,
} from '../../core/procedure/open-steps.ts';
import { bodyOf } from '../../core/register/people/appeal-seat.ts';
import { grantsFor } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { instantOf } from '../../core/time.ts';
import { type Context, signerIn, todayOf } from '../context.ts';
import type { DoctorRecord } from '../dossier.ts';
import { coversFinding } from './deduction-reach.ts';

/** The steps of the actor that would go through now, in any of the roles that reach the finding. */
export function stepsOpen(
  context: Context,
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
      return wouldGoThrough({ register, dossier, by, now }, step, { deductionId, body: bodyOf(grant) });
    });
  });
}
