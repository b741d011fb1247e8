import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockDue,
  emptyCalendar,
  hasExpired,
  parseCalendarYear,
  windowHasRun,
  withCalendarYear,
} from '../../../src/core/register/calendar.ts';
import { addDays } from '../../../src/core/time.ts';
import { readCalendars } from '../../../src/library.ts';
import { refusalOf, shippedCalendar } from '../../support/record.ts';

const working = (days: number) => ({ days, unit: 'working' }) as const;
const dueOf = (start: string, days: number) => clockDue(shippedCalendar, working(days), start).due;

describe('the shipped holiday tables', () => {
  it('have as many working days as the notices leave', () => {
    // Weekdays of the year − weekdays off + weekend days worked, counted by hand from each notice.
    const counts = [...shippedCalendar.workingDays].map(([year, days]) => [year, days.length]);
    expect(counts).toEqual([
      [2023, 249],
      [2024, 251],
      [2025, 248],
      [2026, 248],
    ]);
  });

  it('know a working Sunday and a Monday off', () => {
    expect(dueOf('2026-01-03', 1)).toBe('2026-01-04');
    expect(dueOf('2026-02-13', 1)).toBe('2026-02-14');
    expect(dueOf('2026-02-14', 1)).toBe('2026-02-24');
  });
});

describe('a clock', () => {
  it('does not count the day it starts from', () => {
    expect(dueOf('2026-03-02', 5)).toBe('2026-03-09');
    expect(dueOf('2026-03-07', 5)).toBe('2026-03-13');
  });

  it('runs across the new year where both tables are loaded', () => {
    expect(dueOf('2025-12-30', 5)).toBe('2026-01-07');
  });

  it('reaching a year without a table is provisional and names the year', () => {
    expect(clockDue(shippedCalendar, working(5), '2026-12-30')).toEqual({
      due: null,
      notBefore: '2027-01-06',
      missingYear: 2027,
    });
    expect(clockDue(shippedCalendar, working(1), '2026-12-30')).toEqual({
      due: '2026-12-31',
      notBefore: '2026-12-31',
      missingYear: null,
    });
  });

  it('counts Monday to Friday where no table is loaded, from whatever day of the week', () => {
    const provisional = (start: string, days: number) => clockDue(emptyCalendar, working(days), start).notBefore;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 70 }), (offset, days) => {
        let day = addDays('2026-03-02', offset);
        const start = day;
        for (let left = days; left > 0; ) {
          day = addDays(day, 1);
          if (![0, 6].includes(new Date(day).getUTCDay())) left -= 1;
        }
        expect(provisional(start, days)).toBe(day);
      }),
    );
  });

  it('of calendar days needs no table', () => {
    expect(clockDue(emptyCalendar, { days: 730, unit: 'calendar' }, '2024-02-29').due).toBe('2026-02-28');
  });

  it('has run from the day after its last one, and expires only where that one is certain', () => {
    const certain = clockDue(shippedCalendar, working(5), '2026-03-02');
    const provisional = clockDue(emptyCalendar, working(5), '2026-03-02');
    expect([windowHasRun(certain, '2026-03-09'), windowHasRun(certain, '2026-03-10')]).toEqual([false, true]);
    expect([hasExpired(certain, '2026-03-09'), hasExpired(certain, '2026-03-10')]).toEqual([false, true]);
    expect([windowHasRun(provisional, '2026-03-10'), hasExpired(provisional, '2030-01-01')]).toEqual([true, false]);
  });

  it('agrees with counting the days one by one', () => {
    const all = new Set([...shippedCalendar.workingDays.values()].flat());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1300 }), fc.integer({ min: 1, max: 70 }), (offset, days) => {
        const start = addDays('2023-01-01', offset);
        let day = start;
        for (let left = days; left > 0; ) {
          day = addDays(day, 1);
          if (all.has(day)) left -= 1;
        }
        expect(dueOf(start, days)).toBe(day);
      }),
    );
  });
});

describe('a holiday table', () => {
  const table = { year: 2026, source: '通知', holidays: ['2026-01-01'], makeUpWorkdays: ['2026-01-04'] };
  const refused = (changed: object) => refusalOf(() => parseCalendarYear({ ...table, ...changed }));

  it('is refused where a day is in another year, listed twice, made up on a weekday, or does not exist', () => {
    expect(refused({})).toBe('not refused');
    expect(refused({ holidays: ['2027-01-01'] })).toBe('calendar.invalid');
    expect(refused({ holidays: ['2026-01-01', '2026-01-01'] })).toBe('calendar.invalid');
    expect(refused({ makeUpWorkdays: ['2026-01-05'] })).toBe('calendar.invalid');
    expect(refused({ holidays: ['2026-02-30'] })).toBe('calendar.invalid');
    expect(refused({ hoildays: [] })).toBe('calendar.invalid');
  });

  it('loaded later replaces the one before', () => {
    const amended = withCalendarYear(shippedCalendar, { ...table, makeUpWorkdays: [] });
    expect(clockDue(amended, working(1), '2026-01-02').due).toBe('2026-01-05');
    expect(readCalendars()).toHaveLength(4);
  });
});
