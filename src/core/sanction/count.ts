import type { Month } from '../time.ts';
import type { DutyState, Sanction } from './due.ts';

/** How many sanctions came due at a hospital in a month, what they are and where they stand. No doctor is in it. */
export interface SanctionCount {
  readonly hospitalId: string;
  readonly month: Month;
  readonly due: Sanction['due'];
  readonly state: DutyState;
  readonly count: number;
}

/** One for each hospital that has a duty: a doctor with rights at two hospitals is counted at either. */
export function countSanctions(sanctions: readonly Pick<Sanction, 'due' | 'dueOn' | 'duties'>[]): SanctionCount[] {
  return addCounts(
    sanctions.flatMap(({ due, dueOn, duties }) =>
      duties.map(({ hospitalId, state }) => ({ hospitalId, month: dueOn.slice(0, 7), due, state, count: 1 })),
    ),
  );
}

/** Counts of the same hospital, month, kind and state in one, in that order. */
export function addCounts(counts: readonly SanctionCount[]): SanctionCount[] {
  const sums = new Map<string, SanctionCount>();
  for (const each of counts) {
    const key = `${each.hospitalId} ${each.month} ${each.due} ${each.state}`;
    sums.set(key, { ...each, count: each.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
}
