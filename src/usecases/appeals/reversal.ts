import { confirmReversal, dropReversal, proposeReversal, recordOutcome } from '../../core/procedure/appeal/reversal.ts';
import type { Evidence } from '../../core/procedure/deduction.ts';
import type { Context, Written } from '../context.ts';
import { type Step, signStep } from '../deductions/deduction-sign.ts';

/** @throws DomainError as `proposeReversal`. */
export async function propose(
  context: Context,
  command: Step & { readonly reason: string; readonly document: Evidence | null },
): Promise<Written> {
  return signStep(context, 'reversal.propose', command, (deciding) => proposeReversal(deciding, command));
}

/** The second person. @throws DomainError as `confirmReversal`. */
export async function reverse(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return signStep(context, 'reversal.confirm', command, (deciding) => confirmReversal(deciding, command));
}

/** @throws DomainError as `dropReversal`. */
export async function drop(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  return signStep(context, 'reversal.propose', command, (deciding) => dropReversal(deciding, command));
}

/** What an authority outside decided. @throws DomainError as `recordOutcome`. */
export async function outcomeFromOutside(
  context: Context,
  command: Step & Parameters<typeof recordOutcome>[1],
): Promise<Written> {
  return signStep(context, 'outcome.record', command, (deciding) => recordOutcome(deciding, command));
}
