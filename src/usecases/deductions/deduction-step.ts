import type { Evidence } from '../../core/procedure/deduction.ts';
import { acknowledgeDeduction, stateOnDeduction } from '../../core/procedure/deduction-answer.ts';
import { confirmDeduction, dismissDeduction, withdrawDeduction } from '../../core/procedure/deduction-decide.ts';
import type { Context, Written } from '../context.ts';
import { type Step, signStep } from './deduction-sign.ts';

/** The doctor states. @throws DomainError as `stateOnDeduction`. */
export async function stateOn(
  context: Context,
  command: Step & { readonly text: string; readonly attachments: readonly Evidence[] },
): Promise<Written> {
  return signStep(context, 'deduction.answer', command, (deciding) => stateOnDeduction(deciding, command));
}

/** The doctor acknowledges. @throws DomainError as `acknowledgeDeduction`. */
export async function acknowledge(context: Context, command: Step): Promise<Written> {
  return signStep(context, 'deduction.answer', command, (deciding) => acknowledgeDeduction(deciding, command));
}

/** From here on the points count. @throws DomainError as `confirmDeduction`. */
export async function confirm(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return signStep(context, 'deduction.confirm', command, (deciding) => confirmDeduction(deciding, command));
}

/** @throws DomainError as `dismissDeduction`. */
export async function dismiss(
  context: Context,
  command: Step & { readonly reason: string; readonly exculpation: string | null },
): Promise<Written> {
  return signStep(context, 'deduction.confirm', command, (deciding) => dismissDeduction(deciding, command));
}

/** @throws DomainError as `withdrawDeduction`. */
export async function withdraw(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  return signStep(context, 'deduction.withdraw', command, (deciding) => withdrawDeduction(deciding, command));
}
