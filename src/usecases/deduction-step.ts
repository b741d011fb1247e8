import type { DomainEvent } from '../core/events.ts';
import type { Deciding } from '../core/procedure/deciding.ts';
import type { Evidence } from '../core/procedure/deduction.ts';
import { acknowledgeDeduction, stateOnDeduction } from '../core/procedure/deduction-answer.ts';
import { confirmDeduction, dismissDeduction, withdrawDeduction } from '../core/procedure/deduction-decide.ts';
import type { Operation } from '../core/register/permission.ts';
import { instantOf } from '../core/time.ts';
import { type Context, replyFor, type Written } from './context.ts';
import { loadDeduction } from './deduction-load.ts';
import { decideOnNewest, refuseMoved } from './retry.ts';

/** `ifMatch` is the length of the doctor's stream that the actor saw. */
interface Step {
  readonly deductionId: string;
  readonly ifMatch?: number | undefined;
}

/** The doctor states. @throws DomainError as `stateOnDeduction`. */
export async function stateOn(
  context: Context,
  command: Step & { readonly text: string; readonly attachments: readonly Evidence[] },
): Promise<Written> {
  return sign(context, 'deduction.answer', command, (deciding) => stateOnDeduction(deciding, command));
}

/** The doctor acknowledges. @throws DomainError as `acknowledgeDeduction`. */
export async function acknowledge(context: Context, command: Step): Promise<Written> {
  return sign(context, 'deduction.answer', command, (deciding) => acknowledgeDeduction(deciding, command));
}

/** From here on the points count. @throws DomainError as `confirmDeduction`. */
export async function confirm(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return sign(context, 'deduction.confirm', command, (deciding) => confirmDeduction(deciding, command));
}

/** @throws DomainError as `dismissDeduction`. */
export async function dismiss(
  context: Context,
  command: Step & { readonly reason: string; readonly exculpation: string | null },
): Promise<Written> {
  return sign(context, 'deduction.confirm', command, (deciding) => dismissDeduction(deciding, command));
}

/** @throws DomainError as `withdrawDeduction`. */
export async function withdraw(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  return sign(context, 'deduction.withdraw', command, (deciding) => withdrawDeduction(deciding, command));
}

/**
 * Loads, decides and appends one step. Of two at the same time one is appended; the other is decided again on what is
 * true then, or told (If-Match).
 */
async function sign(
  context: Context,
  operation: Operation,
  { deductionId, ifMatch }: Step,
  decide: (deciding: Deciding) => DomainEvent,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    const { register, record, by } = await loadDeduction(context, operation, deductionId);
    refuseMoved(ifMatch, record.stream.decidedOn);
    const now = instantOf(context.clock.now());
    const event = decide({ register, dossier: record.dossier, by, now });
    const appended = await context.store.ledger.append(
      [{ event, by, streams: [record.stream] }],
      replyFor(context, deductionId),
    );
    return { id: deductionId, appended };
  });
}
