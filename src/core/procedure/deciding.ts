import { DomainError } from '../errors.ts';
import type { Signer } from '../ledger/entry.ts';
import type { Dossier } from '../register/dossier.ts';
import { foldInterests } from '../register/people/interest.ts';
import type { RulesRegister } from '../rules/register.ts';
import { type Instant, type IsoDate, shanghaiDateOf } from '../time.ts';
import { type Deduction, foldDeductions } from './deduction.ts';
import { type DeductionStatus, deductionStatus } from './deduction-status.ts';

/** What every decision about a doctor's record is made on: the law, the record, who signs, and when. */
export interface Deciding {
  readonly register: RulesRegister;
  readonly dossier: Dossier;
  readonly by: Signer;
  /** Every id that the signer's person has had, that of `by` among them: several once records were merged. */
  readonly signerIds: readonly string[];
  readonly now: Instant;
}

export function todayOf(context: Deciding): IsoDate {
  return shanghaiDateOf(context.now);
}

/** @throws DomainError `deduction.absent` where this doctor's record has no such deduction. */
export function deductionIn(context: Deciding, deductionId: string): Deduction {
  const deduction = foldDeductions(context.dossier.entries).get(deductionId);
  if (deduction === undefined) throw new DomainError('absent', 'deduction.absent', { deductionId });
  return deduction;
}

/** The status of a deduction that can still be decided. @throws DomainError naming why it cannot. */
export function stillOpen(context: Deciding, deduction: Deduction): DeductionStatus {
  const { deductionId } = deduction.finding;
  const status = deductionStatus(context.register, deduction, todayOf(context));
  if (deduction.decided?.outcome === 'confirmed') {
    throw new DomainError('conflict', 'deduction.already-confirmed', { deductionId, on: deduction.decided.on });
  }
  if (deduction.decided !== null) {
    const { outcome, on } = deduction.decided;
    throw new DomainError('conflict', 'deduction.already-closed', { deductionId, state: outcome, on });
  }
  if (status.state === 'lapsed') {
    throw new DomainError('conflict', 'deduction.lapsed', { deductionId, on: status.confirmation.notBefore });
  }
  return status;
}

/** "Another person" compares persons, never accounts; a doctor's person id is the doctor's id, before a merge and after. */
export function isSubject(context: Deciding): boolean {
  return context.dossier.doctorIds.includes(context.by.personId);
}

/**
 * @throws DomainError `deduction.own-record` where the doctor concerned would sign an official step, `deduction.recused`
 * where the signer has declared an interest that stands.
 */
export function refuseSubject(context: Deciding, deductionId: string): void {
  if (isSubject(context)) throw new DomainError('forbidden', 'deduction.own-record', { deductionId });
  if (isRecused(context)) throw new DomainError('forbidden', 'deduction.recused', { deductionId });
}

/** Whether a person of the record is the one who signs, under whichever id: nobody becomes another by a merge of records. */
export function isSigner({ signerIds }: Pick<Deciding, 'signerIds'>, personId: string): boolean {
  return signerIds.includes(personId);
}

/** Whether the signer has declared an interest about the doctor that stands (回避). */
export function isRecused(context: Deciding): boolean {
  return foldInterests(context.dossier.entries).some(({ personId }) => isSigner(context, personId));
}
