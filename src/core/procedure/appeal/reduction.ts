import { DomainError } from '../../errors.ts';
import { statedPoints } from '../../rules/counting.ts';
import { standingOf } from '../../standing.ts';
import type { Deciding } from '../deciding.ts';
import type { Deduction } from '../deduction.ts';
import { schemeOfItem } from '../deduction-status.ts';
import type { ReducedItem, RulingOutcome } from './due-process.ts';

/**
 * Refuses whatever would make a finding heavier, whoever decided it: a second decision only ever helps (行政处罚法 art 45).
 *
 * @throws DomainError `outcome.items-unwanted`, `outcome.unknown-item`, `outcome.item-twice`, `outcome.heavier`,
 * `outcome.not-reduced` (every item stays as it is), `outcome.reduced-to-nothing` (that is a revocation).
 */
export function refuseHeavier(
  context: Deciding,
  deduction: Deduction,
  { outcome, items }: { readonly outcome: RulingOutcome; readonly items: readonly ReducedItem[] },
): void {
  const { deductionId } = deduction.finding;
  if (outcome !== 'reduced') {
    if (items.length > 0) throw new DomainError('invalid', 'outcome.items-unwanted', { deductionId, outcome });
    return;
  }
  for (const [index, { scheme, points }] of items.entries()) {
    if (!deduction.finding.items.some((item) => item.scheme === scheme)) {
      throw new DomainError('invalid', 'outcome.unknown-item', { deductionId, value: scheme });
    }
    if (items.findIndex((other) => other.scheme === scheme) < index) {
      throw new DomainError('invalid', 'outcome.item-twice', { deductionId, value: scheme });
    }
    const now = weightOf(context, deduction, scheme);
    if (points > now) throw new DomainError('invalid', 'outcome.heavier', { deductionId, value: points, now });
  }
  const after = (scheme: string, now: number) => items.find((item) => item.scheme === scheme)?.points ?? now;
  const weights = deduction.finding.items.map(({ scheme }) => ({ scheme, now: weightOf(context, deduction, scheme) }));
  if (weights.every(({ scheme, now }) => after(scheme, now) === now)) {
    throw new DomainError('invalid', 'outcome.not-reduced', { deductionId });
  }
  if (weights.every(({ scheme, now }) => after(scheme, now) === 0)) {
    throw new DomainError('invalid', 'outcome.reduced-to-nothing', { deductionId });
  }
}

/** What an item weighs now, by its scheme's rules (a repeated one more than stated) and every reduction so far. */
function weightOf({ register, dossier }: Deciding, deduction: Deduction, schemeId: string): number {
  const { finding, decided, process } = deduction;
  const item = finding.items.find(({ scheme }) => scheme === schemeId);
  const adopted = schemeOfItem(register, finding, schemeId);
  if (item === undefined || adopted === undefined) return 0;
  const stated = statedPoints(adopted, item.code, item.points);
  const standing = standingOf(register, dossier, decided?.on ?? deduction.recorded.on).find(
    (each) => each.schemeId === schemeId,
  );
  const weighed = [
    ...(standing?.countedItems ?? []),
    ...(standing?.contestedItems ?? []),
    ...(standing?.notCountedItems ?? []),
  ].find(({ deductionId }) => deductionId === finding.deductionId);
  return Math.min(weighed?.points ?? stated, process.reducedTo[schemeId] ?? Number.POSITIVE_INFINITY);
}
