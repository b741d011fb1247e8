import { foldDeductions } from '../../core/procedure/deduction.ts';
import { deductionStatus, type EffectiveState } from '../../core/procedure/deduction-status.ts';
import type { RulesRegister } from '../../core/rules/register.ts';
import type { IsoDate } from '../../core/time.ts';
import type { Context } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';

/**
 * The effective state of every open record whose doctor has been on documented leave since it was recorded: the few whose
 * clocks a query cannot compare with one date for all.
 */
export async function pausedStates(
  context: Pick<Context, 'store'>,
  register: RulesRegister,
  today: IsoDate,
): Promise<ReadonlyMap<string, EffectiveState>> {
  const states = new Map<string, EffectiveState>();
  for (const { deductionId, doctorId } of await context.store.dueProcess.openDuringLeave()) {
    const record = await recordNow(context, doctorId);
    const deduction = record && foldDeductions(record.dossier.entries).get(deductionId);
    if (deduction !== undefined) states.set(deductionId, deductionStatus(register, deduction, today).state);
  }
  return states;
}
