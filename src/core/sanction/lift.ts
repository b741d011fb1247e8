import { DomainError } from '../errors.ts';
import { type Deciding, isRecused, todayOf } from '../procedure/deciding.ts';
import type { MeasureTaken } from '../register/right.ts';
import type { IsoDate } from '../time.ts';
import { sanctionsOf } from './due.ts';
import { foldSanctions, requirementsOpen, stepsAt } from './steps.ts';

/**
 * What must be true before a measure that answers a sanction due is lifted: its shortest time has run, and training and
 * exam are passed. Where its ground has fallen away (a finding was revoked) it may be lifted at once; a measure on other
 * grounds, and a safety hold, always.
 *
 * @throws DomainError `sanction.minimum-runs`, `sanction.requirements-open`, `sanction.recused`.
 */
export function refuseLifting(context: Deciding, taken: MeasureTaken, from: IsoDate): void {
  const { measureId, hospitalId, sanctionDueId, terms } = taken;
  if (isRecused(context))
    throw new DomainError('forbidden', 'sanction.recused', { sanctionDueId: sanctionDueId ?? measureId });
  if (terms === null || sanctionDueId === null) return;
  if (groundHasFallen(context, sanctionDueId)) return;
  if (terms.liftedFromAtEarliest !== null && from < terms.liftedFromAtEarliest) {
    throw new DomainError('conflict', 'sanction.minimum-runs', {
      measureId,
      from,
      earliest: terms.liftedFromAtEarliest,
    });
  }
  const { results } = stepsAt(foldSanctions(context.dossier.entries), sanctionDueId, hospitalId);
  const missing = requirementsOpen(terms.requires, results, taken.from);
  if (missing.length > 0) throw new DomainError('conflict', 'sanction.requirements-open', { measureId, missing });
}

function groundHasFallen(context: Deciding, sanctionDueId: string): boolean {
  const all = sanctionsOf(context.register, context.dossier, todayOf(context));
  return !all.some(({ id }) => id === sanctionDueId);
}
