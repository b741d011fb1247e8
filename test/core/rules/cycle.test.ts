import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleOf } from '../../../src/core/rules/cycle.ts';
import { addDays } from '../../../src/core/time.ts';

const anniversary = { kind: 'anniversary', months: 12, anchor: 'licensed-on' } as const;
const rolling = { kind: 'rolling', months: 12 } as const;
const naturalYear = { kind: 'natural-year' } as const;

describe('a natural year', () => {
  it('ends with 31 December and is named by its number', () => {
    const year2026 = { id: '2026', from: '2026-01-01', until: '2027-01-01' };
    expect(cycleOf(naturalYear, '2026-12-31', '2020-05-05')).toEqual(year2026);
    expect(cycleOf(naturalYear, '2026-01-01', '2020-05-05')).toEqual(year2026);
    expect(cycleOf(naturalYear, '2027-01-01', '2020-05-05').id).toBe('2027');
  });
});

describe('twelve months from a date', () => {
  it('begin on the anniversary, the day before belongs to the cycle before', () => {
    expect(cycleOf(anniversary, '2026-05-04', '2020-05-05')).toEqual({
      id: '2025-05-05',
      from: '2025-05-05',
      until: '2026-05-05',
    });
    expect(cycleOf(anniversary, '2026-05-05', '2020-05-05').id).toBe('2026-05-05');
  });

  it('from 29 February begin on the 28th in ordinary years and on the 29th again in leap years', () => {
    expect(cycleOf(anniversary, '2025-02-28', '2024-02-29')).toEqual({
      id: '2025-02-28',
      from: '2025-02-28',
      until: '2026-02-28',
    });
    expect(cycleOf(anniversary, '2028-02-28', '2024-02-29').until).toBe('2028-02-29');
    expect(cycleOf(anniversary, '2028-02-29', '2024-02-29').from).toBe('2028-02-29');
  });

  it('reach back before the anchor', () => {
    expect(cycleOf(anniversary, '2019-05-04', '2020-05-05').from).toBe('2018-05-05');
  });
});

describe('a rolling window', () => {
  it('ends with the day asked about and forgets the same day a year before', () => {
    expect(cycleOf(rolling, '2026-03-02', '')).toEqual({ id: null, from: '2025-03-03', until: '2026-03-03' });
    expect(cycleOf(rolling, '2024-02-29', '').from).toBe('2023-03-01');
  });
});

it('every day lies in its cycle, and cycles with a name follow on each other without gap or overlap', () => {
  const days = fc.integer({ min: 0, max: 12_000 }).map((offset) => addDays('2010-01-01', offset));
  const rules = fc.constantFrom(naturalYear, anniversary, rolling, { ...anniversary, months: 7 });
  fc.assert(
    fc.property(rules, days, days, (rule, day, anchor) => {
      const cycle = cycleOf(rule, day, anchor);
      expect(cycle.from <= day && day < cycle.until).toBe(true);
      if (cycle.id === null) return;
      expect(cycleOf(rule, cycle.until, anchor).from).toBe(cycle.until);
      expect(cycleOf(rule, addDays(cycle.from, -1), anchor).until).toBe(cycle.from);
    }),
  );
});
