import type { Sanction } from '../sanction/due.ts';
import type { Standing } from '../standing.ts';
import type { Mismatch, WorkedCase } from './cases.ts';

/** Steps that were refused otherwise than the case says. */
export function refusalMismatches({ findings }: WorkedCase, refused: ReadonlyMap<string, string>): Mismatch[] {
  return findings.flatMap(({ id, refused: expected }) => mismatch(`refused: ${id}`, expected, refused.get(id)));
}

/** Statutory triggers that were reached otherwise than the case says. */
export function triggerMismatches({ expect }: WorkedCase, sanctions: readonly Sanction[]): Mismatch[] {
  if (expect.triggers === undefined) return [];
  const reached = sanctions.flatMap(({ ground }) => (ground.kind === 'trigger' ? ground.triggerId : []));
  return mismatch('triggers', expect.triggers, reached);
}

/** What of the standing came out otherwise. */
export function standingMismatches({ expect }: WorkedCase, standing: Standing | undefined): Mismatch[] {
  if (standing === undefined) return mismatch('standing', 'one', 'none');
  const counted = Object.fromEntries(
    [...standing.countedItems, ...standing.contestedItems].map((item) => [item.deductionId, item.counted]),
  );
  const notCounted = Object.fromEntries(
    standing.notCountedItems.map((item) => [item.deductionId, item.reasons.at(-1)?.code ?? '']),
  );
  return [
    ...mismatch('left', expect.left, standing.left),
    ...(expect.uncapped === undefined ? [] : mismatch('uncapped', expect.uncapped, standing.uncapped)),
    ...(expect.contested === undefined ? [] : mismatch('contested', expect.contested, standing.contested)),
    ...mismatch('counted', inKeyOrder(expect.counted), inKeyOrder(counted)),
    ...mismatch('notCounted', inKeyOrder(expect.notCounted), inKeyOrder(notCounted)),
    ...mismatch(
      'open',
      expect.open,
      standing.openItems.map((item) => item.deductionId),
    ),
    ...mismatch(
      'due',
      expect.due,
      standing.sanctionsDue.map((due) => due.threshold.id),
    ),
  ];
}

function mismatch(what: string, expected: unknown, found: unknown): Mismatch[] {
  const texts = { expected: JSON.stringify(expected) ?? 'none', found: JSON.stringify(found) ?? 'none' };
  return texts.expected === texts.found ? [] : [{ what, ...texts }];
}

function inKeyOrder(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
