import type { Sanction, SanctionDuty } from './due.ts';

/**
 * How far a sanction due has come, over all hospitals whose duty it is, the one that is furthest behind first. stayed: a
 * finding it rests on is undelivered, or can still be appealed. due: a hospital may act. ordered: and the commission has
 * ordered it to. imposed: the measure was taken, or the talk held, and it is not over. done. set-aside: a person decided
 * not to act. outside: no hospital here acts on it (an authority does, or nobody grants such a right).
 */
export const sanctionStates = ['stayed', 'due', 'ordered', 'imposed', 'done', 'set-aside', 'outside'] as const;
export type SanctionState = (typeof sanctionStates)[number];

export function stateOfSanction({ duties }: Pick<Sanction, 'duties'>): SanctionState {
  const states = new Set(duties.map(stateOfDuty));
  return furthestBehind.find((state) => states.has(state)) ?? 'outside';
}

const furthestBehind = ['due', 'ordered', 'stayed', 'imposed', 'done', 'set-aside'] as const;

function stateOfDuty({ state, steps }: SanctionDuty): SanctionState {
  switch (state) {
    case 'waiting':
      return 'stayed';
    case 'open':
      return steps.order === null ? 'due' : 'ordered';
    case 'in-force':
      return 'imposed';
    case 'done':
    case 'set-aside':
      return state;
  }
}
