import { expect, it } from 'vitest';
import { addCounts, countSanctions } from '../../../src/core/sanction/count.ts';
import type { Sanction, SanctionDuty } from '../../../src/core/sanction/due.ts';

const duty = (hospitalId: string, state: SanctionDuty['state']): SanctionDuty => ({
  hospitalId,
  state,
  waitsFor: [],
  openFrom: null,
  measure: null,
  steps: { order: null, talk: null, setAside: null, results: [] },
  missing: [],
});
const sanction = (due: Sanction['due'], dueOn: string, duties: readonly SanctionDuty[]) => ({ due, dueOn, duties });

it('counts a duty at each hospital that has it, in the month it came due, by what is due and where it stands', () => {
  const counts = countSanctions([
    sanction('reminder', '2026-03-31', [duty('h1', 'open'), duty('h2', 'waiting')]),
    sanction('reminder', '2026-03-01', [duty('h1', 'open')]),
    sanction('interview', '2026-04-01', [duty('h1', 'done')]),
  ]);
  expect(counts).toEqual([
    { hospitalId: 'h1', month: '2026-03', due: 'reminder', state: 'open', count: 2 },
    { hospitalId: 'h1', month: '2026-04', due: 'interview', state: 'done', count: 1 },
    { hospitalId: 'h2', month: '2026-03', due: 'reminder', state: 'waiting', count: 1 },
  ]);
  expect(addCounts([...counts, ...counts]).map(({ count }) => count)).toEqual([4, 2, 2]);
  expect(countSanctions([])).toEqual([]);
});
