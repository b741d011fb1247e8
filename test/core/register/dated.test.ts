import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dated, dated, factsFrom, factsOn, whatChanges, withChange } from '../../../src/core/register/dated.ts';
import { addDays } from '../../../src/core/time.ts';

interface Facts {
  readonly name: string;
  readonly level: number;
}

const first: Facts = { name: 'a', level: 1 };

describe('attributes that change with time', () => {
  test('are nothing before the first day and hold from it', () => {
    const hospital = dated('2026-01-01', first);
    expect(factsOn(hospital, '2025-12-31')).toBeUndefined();
    expect(factsOn(hospital, '2026-01-01')).toEqual(first);
  });

  test('change on their day and not the day before', () => {
    const hospital = withChange(dated('2026-01-01', first), { from: '2026-06-01', set: { level: 2 } });
    expect(factsOn(hospital, '2026-05-31')).toEqual(first);
    expect(factsOn(hospital, '2026-06-01')).toEqual({ name: 'a', level: 2 });
  });

  test('of two things said for one day the later said holds', () => {
    const said = [2, 3].reduce(
      (before, level) => withChange(before, { from: '2026-06-01', set: { level } }),
      dated('2026-01-01', first),
    );
    expect(factsOn(said, '2026-06-01')?.level).toBe(3);
  });

  test('are, for each attribute, what the newest day said of it: as a naive scan finds', () => {
    fc.assert(
      fc.property(changes(), fc.integer({ min: -5, max: 45 }), (said, day) => {
        const date = addDays('2026-01-01', day);
        const folded = said.reduce<Dated<Facts>>(withChange, dated('2026-01-01', first));
        expect(factsOn(folded, date)).toEqual(naiveFacts(said, date));
      }),
    );
  });

  test('from a day on are that day’s and each later change’s', () => {
    fc.assert(
      fc.property(changes(), fc.integer({ min: 0, max: 40 }), (said, day) => {
        const from = addDays('2026-01-01', day);
        const folded = said.reduce<Dated<Facts>>(withChange, dated('2026-01-01', first));
        const levels = new Set(factsFrom(folded, from).map(({ level }) => level));
        const everyDay = Array.from({ length: 60 }, (_, later) => naiveFacts(said, addDays(from, later))?.level);
        expect(levels).toEqual(new Set(everyDay));
      }),
    );
  });

  test('tell what of a change is new on its day', () => {
    const hospital = dated('2026-01-01', first);
    const change = { from: '2026-02-01', set: { name: 'a', level: 2 } };
    expect(whatChanges(hospital, change)).toEqual({ level: 2 });
    expect(whatChanges(withChange(hospital, change), change)).toEqual({});
  });
});

function changes() {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2026-01-01', n));
  const set = fc.oneof(
    fc.record({ name: fc.constantFrom('b', 'c', 'd') }),
    fc.record({ level: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ name: fc.constantFrom('b', 'c', 'd'), level: fc.integer({ min: 1, max: 9 }) }),
  );
  return fc.array(fc.record({ from: day, set }), { maxLength: 8 });
}

function naiveFacts(said: readonly { from: string; set: Partial<Facts> }[], date: string): Facts | undefined {
  if (date < '2026-01-01') return undefined;
  const newest = <K extends keyof Facts>(key: K): Facts[K] => {
    let best: { from: string; value: Facts[K] } = { from: '2026-01-01', value: first[key] };
    for (const { from, set } of said) {
      const value = set[key];
      if (value !== undefined && from <= date && from >= best.from) best = { from, value: value as Facts[K] };
    }
    return best.value;
  };
  return { name: newest('name'), level: newest('level') };
}
