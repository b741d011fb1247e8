import type { Signer } from '../../core/ledger/entry.ts';
import { type Deduction, foldDeductions } from '../../core/procedure/deduction.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { absent, type Context, grantsHeld } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { reachFinding } from './deduction-reach.ts';

export interface LoadedDeduction {
  readonly register: Register;
  readonly record: DoctorRecord;
  readonly deduction: Deduction;
  /** The actor in the role that reaches it. */
  readonly by: Signer;
}

/**
 * A deduction with the doctor's whole record, for an actor who may do the operation on it.
 *
 * @throws DomainError `access.forbidden`; `absent`, also where it is none of the actor's business.
 */
export async function loadDeduction(
  context: Context,
  operation: Operation,
  deductionId: string,
): Promise<LoadedDeduction> {
  grantsHeld(context, operation);
  const doctorId = await context.store.deductions.doctorOf(deductionId);
  const record = doctorId === undefined ? undefined : await recordNow(context, doctorId);
  const deduction = record && foldDeductions(record.dossier.entries).get(deductionId);
  if (record === undefined || deduction === undefined) throw absent();
  const register = await registerOf(context);
  const by = reachFinding(context, operation, register, deduction.finding, record.dossier.doctorIds);
  return { register, record, deduction, by };
}
