import type { Clock } from '../../src/core/clock.ts';

/** A clock that only moves when a test says so. */
export interface TestClock extends Clock {
  set(instant: string): void;
  advanceMs(ms: number): void;
  /** Shanghai calendar days, keeping the time of day. */
  advanceDays(days: number): void;
}

/** A clock that can also be set, beside one that nobody can set. */
export interface SettableClock extends TestClock {
  elapsedMs(): number;
  /** Sets it by so much, without any time going by. */
  jumpMs(ms: number): void;
}

export function settableClock(): SettableClock {
  const clock = testClock();
  let jumpedMs = 0;
  return {
    ...clock,
    elapsedMs: () => clock.now() - jumpedMs,
    jumpMs: (ms) => {
      clock.advanceMs(ms);
      jumpedMs += ms;
    },
  };
}

export function testClock(start = '2026-11-20T01:00:00.000Z'): TestClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    set: (instant) => {
      now = Date.parse(instant);
    },
    advanceMs: (ms) => {
      now += ms;
    },
    advanceDays: (days) => {
      now += days * 86_400_000;
    },
  };
}
