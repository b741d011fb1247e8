import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { windowHasRun } from '../register/calendar.ts';
import { type Deciding, deductionIn, isSubject, stillOpen, todayOf } from './deciding.ts';
import type { Evidence } from './deduction.ts';

/**
 * The doctor states (陈述申辩), as often as they want while the window is open. A statement can only help: nothing in the
 * procedure makes an outcome heavier because of it (行政处罚法 art 45).
 *
 * @throws DomainError `deduction.not-subject`, `deduction.statement-late`, or why the deduction is no longer open.
 */
export function stateOnDeduction(
  context: Deciding,
  command: { readonly deductionId: string; readonly text: string; readonly attachments: readonly Evidence[] },
): EventOf<'deduction.stated'> {
  const { deductionId, text, attachments } = command;
  const deduction = deductionIn(context, deductionId);
  requireSubject(context, deductionId);
  const { statement } = stillOpen(context, deduction);
  if (windowHasRun(statement, todayOf(context)) && statement.due !== null) {
    throw new DomainError('conflict', 'deduction.statement-late', { deductionId, due: statement.due });
  }
  return { kind: 'deduction.stated', v: 1, deductionId, doctorId: deduction.finding.doctorId, text, attachments };
}

/** The doctor acknowledges, which ends the wait for the window; late is as good as early. */
export function acknowledgeDeduction(
  context: Deciding,
  { deductionId }: { readonly deductionId: string },
): EventOf<'deduction.acknowledged'> {
  const deduction = deductionIn(context, deductionId);
  requireSubject(context, deductionId);
  stillOpen(context, deduction);
  if (deduction.acknowledged !== null) {
    const { on } = deduction.acknowledged;
    throw new DomainError('conflict', 'deduction.already-acknowledged', { deductionId, on });
  }
  return { kind: 'deduction.acknowledged', v: 1, deductionId, doctorId: deduction.finding.doctorId };
}

function requireSubject(context: Deciding, deductionId: string): void {
  if (!isSubject(context)) throw new DomainError('forbidden', 'deduction.not-subject', { deductionId });
}
