import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import { type Deciding, deductionIn, isSubject, todayOf } from '../deciding.ts';
import type { Deduction, Evidence, Signature } from '../deduction.ts';
import { schemesOf } from '../deduction-status.ts';
import { type AppealStatus, appealStatus, levelsOf } from './appeal-status.ts';
import { newestDecision, openAppeal } from './due-process.ts';

/**
 * The doctor appeals (申请复核) against the newest decision, before its delivery as well. While the appeal is open the
 * points stay in the sum, are shown apart, and bring nothing about.
 *
 * @throws DomainError `deduction.not-subject`; `appeal.nothing-decided` (of one that is open, dismissed, withdrawn or
 * lapsed), `appeal.fallen`, `appeal.already-open`, `appeal.waived`, `appeal.withdrawn`, `appeal.no-further-level`,
 * `appeal.not-under-scheme`, `appeal.too-late`; `appeal.attachment-without-hash`.
 */
export function appealDeduction(
  context: Deciding,
  command: { readonly deductionId: string; readonly grounds: string; readonly attachments: readonly Evidence[] },
): EventOf<'deduction.appealed'> {
  const { deductionId, grounds, attachments } = command;
  const deduction = deductionIn(context, deductionId);
  refuseUnappealable(context, deduction);
  const unhashed = attachments.find(({ sha256 }) => sha256 === null);
  if (unhashed !== undefined) {
    throw new DomainError('invalid', 'appeal.attachment-without-hash', { deductionId, value: unhashed.ref });
  }
  const level = deduction.process.appeals.length + 1;
  const { doctorId } = deduction.finding;
  return { kind: 'deduction.appealed', v: 1, deductionId, doctorId, level, grounds, attachments };
}

/** The doctor waives the appeal against the newest decision, for good. @throws DomainError as `appealDeduction`. */
export function waiveAppeal(
  context: Deciding,
  { deductionId }: { readonly deductionId: string },
): EventOf<'deduction.appeal-waived'> {
  const deduction = deductionIn(context, deductionId);
  refuseUnappealable(context, deduction);
  return { kind: 'deduction.appeal-waived', v: 1, deductionId, doctorId: deduction.finding.doctorId };
}

/**
 * The doctor takes the open appeal back, for good: the decision it was against is final from this day on, and what
 * follows from the points is no longer stayed.
 *
 * @throws DomainError `deduction.not-subject`, `appeal.withdrawn` (already), `appeal.none-open`.
 */
export function withdrawAppeal(
  context: Deciding,
  { deductionId }: { readonly deductionId: string },
): EventOf<'deduction.appeal-withdrawn'> {
  const { finding, process, state } = deductionIn(context, deductionId);
  if (!isSubject(context)) throw new DomainError('forbidden', 'deduction.not-subject', { deductionId });
  const before = process.appeals.at(-1)?.withdrawn ?? null;
  if (before !== null) throw new DomainError('conflict', 'appeal.withdrawn', { deductionId, on: before.on });
  const open = openAppeal(process);
  if (open === undefined) throw new DomainError('conflict', 'appeal.none-open', { deductionId, state });
  return { kind: 'deduction.appeal-withdrawn', v: 1, deductionId, doctorId: finding.doctorId, level: open.level };
}

function refuseUnappealable(context: Deciding, deduction: Deduction): void {
  const { deductionId } = deduction.finding;
  if (!isSubject(context)) throw new DomainError('forbidden', 'deduction.not-subject', { deductionId });
  const status = appealStatus(context.register, deduction, todayOf(context));
  const { process, state, contestedOn } = deduction;
  switch (status.phase) {
    case 'undelivered':
    case 'appealable':
      return;
    case 'undecided':
      throw new DomainError('conflict', 'appeal.nothing-decided', { deductionId, state });
    case 'fallen':
      throw new DomainError('conflict', 'appeal.fallen', { deductionId, on: process.fallen?.on ?? '', state });
    case 'contested':
      throw new DomainError('conflict', 'appeal.already-open', { deductionId, on: contestedOn ?? '' });
    case 'final':
      throw whyFinal(context, deduction, status);
  }
}

function whyFinal(context: Deciding, deduction: Deduction, { settledFrom }: AppealStatus): DomainError {
  const { decided, finding, process } = deduction;
  const { deductionId } = finding;
  const newest = decided && newestDecision<Signature>(decided, process);
  const waiver = process.waived.find(({ decision }) => decision === newest?.seq);
  if (waiver !== undefined) return new DomainError('conflict', 'appeal.waived', { deductionId, on: waiver.on });
  const withdrawn = process.appeals.at(-1)?.withdrawn ?? null;
  if (withdrawn !== null) return new DomainError('conflict', 'appeal.withdrawn', { deductionId, on: withdrawn.on });
  const schemes = schemesOf(context.register, finding);
  const levels = levelsOf(schemes).length;
  if (levels === 0) {
    const scheme = schemes.map(({ schemeId }) => schemeId).join(', ');
    return new DomainError('conflict', 'appeal.not-under-scheme', { deductionId, scheme });
  }
  if (process.appeals.length >= levels) {
    return new DomainError('conflict', 'appeal.no-further-level', { deductionId, level: levels });
  }
  return new DomainError('conflict', 'appeal.too-late', { deductionId, on: settledFrom ?? '' });
}
