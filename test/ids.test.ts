import { describe, expect, it } from 'vitest';
import { timeOrderedIds } from '../src/ids.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('an identifier', () => {
  it('has the form of a ULID in lower case, after its prefix', () => {
    const newId = timeOrderedIds({ now: () => 1_469_918_176_385 }, () => bytes(0, 0, 0, 0, 0, 255, 255, 255, 255, 255));
    // The time part is the one of the ULID specification's example, 01ARYZ6S41.
    expect(newId('ded')).toBe('ded_01aryz6s4100000000zzzzzzzz');
  });

  it('keeps all eighty random bits: each bit of the bytes changes the name', () => {
    const seen = new Set<string>();
    for (let bit = 0; bit < 80; bit += 1) {
      const random = new Uint8Array(10);
      random[bit >> 3] = 1 << (bit & 7);
      seen.add(timeOrderedIds({ now: () => 0 }, () => random)('ded'));
    }
    expect(seen.size).toBe(80);
  });

  it('sorts after every one of an earlier millisecond', () => {
    let now = Date.parse('2026-11-20T01:00:00Z');
    const newId = timeOrderedIds({ now: () => now }, () => bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
    const before = newId('ded');
    now += 1;
    expect(newId('ded') > before).toBe(true);
    now += 86_400_000 * 365 * 20;
    expect(newId('ded') > before).toBe(true);
  });
});
