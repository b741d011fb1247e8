import { expect, it } from 'vitest';
import { sliceOutcome } from '../../../src/core/cost/slice.ts';

it.each([
  [95, 5, 'partial'],
  [94, 5, 'refused'],
  [950, 50, 'partial'],
  [949, 50, 'refused'],
  [100, 0, 'complete'],
  [0, 1, 'refused'],
  [0, 0, 'complete'],
])('%d rows with %d refused are %s', (rows, rejected, outcome) => {
  expect(sliceOutcome({ rows, rejected }, { rows, unplaced: 0 })).toBe(outcome);
});

it('rows whose month nobody knows count against every month in proportion', () => {
  expect(sliceOutcome({ rows: 95, rejected: 0 }, { rows: 95, unplaced: 5 })).toBe('partial');
  expect(sliceOutcome({ rows: 95, rejected: 0 }, { rows: 95, unplaced: 6 })).toBe('refused');
  expect(sliceOutcome({ rows: 95, rejected: 0 }, { rows: 950, unplaced: 50 })).toBe('partial');
  expect(sliceOutcome({ rows: 95, rejected: 1 }, { rows: 950, unplaced: 50 })).toBe('refused');
});
