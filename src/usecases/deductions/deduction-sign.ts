import type { DomainEvent } from '../../core/events.ts';
import type { Deciding } from '../../core/procedure/deciding.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import { type Context, replyFor, type Written } from '../context.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { signedBy } from '../signer.ts';
import { loadDeduction } from './deduction-load.ts';

/** `ifMatch` is the length of the doctor's stream that the actor saw. */
export interface Step {
  readonly deductionId: string;
  readonly ifMatch?: number | undefined;
}

/**
 * Loads, decides and appends one step. Of two at the same time one is appended; the other is decided again on what is
 * true then, or told (If-Match).
 */
export async function signStep(
  context: Context,
  operation: Operation,
  { deductionId, ifMatch }: Step,
  decide: (deciding: Deciding) => DomainEvent | Promise<DomainEvent>,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    const { register, record, by } = await loadDeduction(context, operation, deductionId);
    refuseMoved(ifMatch, record.stream.decidedOn);
    const event = await decide({ ...(await signedBy(context, register, by)), dossier: record.dossier });
    const appended = await context.store.ledger.append(
      [{ event, by, streams: [record.stream] }],
      replyFor(context, deductionId),
    );
    return { id: deductionId, appended };
  });
}
