import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, isIsoDate, shanghaiDateOf, startOfShanghaiDay } from '../../src/core/time.ts';

const instants = fc.date({ min: new Date('1992-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

describe('dates in Shanghai', () => {
  it('change at 16:00 UTC', () => {
    expect(shanghaiDateOf('2026-03-02T15:59:59.999Z')).toBe('2026-03-02');
    expect(shanghaiDateOf('2026-03-02T16:00:00.000Z')).toBe('2026-03-03');
    expect(shanghaiDateOf('2026-12-31T16:00:00.000Z')).toBe('2027-01-01');
    expect(startOfShanghaiDay('2027-01-01')).toBe('2026-12-31T16:00:00.000Z');
  });

  it('are the same from the text of an instant and from its milliseconds', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(shanghaiDateOf(instant.toISOString())).toBe(shanghaiDateOf(instant.getTime()));
      }),
    );
  });
});

describe('days and months', () => {
  it('added are the days between, forwards and back', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -3_000, max: 3_000 }), (instant, days) => {
        const date = shanghaiDateOf(instant.getTime());
        const moved = addDays(date, days);
        expect(isIsoDate(moved)).toBe(true);
        expect(daysBetween(date, moved)).toBe(days);
      }),
    );
  });

  it('clamp to the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });

  it('know which dates exist', () => {
    expect(['2024-02-29', '2025-02-29', '2026-13-01', '2026-1-1', ''].map(isIsoDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
