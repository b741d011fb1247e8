import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../src/hashing.ts';

describe('the hash that core is given', () => {
  const salt = Buffer.alloc(32, 0xc3);
  // What is gathered in one place at most, and one beyond it, by bytes and by what text may take of them.
  const lengths = [0, 1, 55, 64, 21_833, 21_834, 65_504, 65_505, 200_000];

  it.each(lengths)('is that of the parts one after the other, text as UTF-8, with %d characters', (length) => {
    for (const character of ['a', 'é', '医', '😀']) {
      const text = character.repeat(length / character.length);
      const expected = createHash('sha256').update(salt).update(text, 'utf8').digest();
      expect(sha256(salt, text)).toEqual(new Uint8Array(expected));
      expect(sha256(salt, Buffer.from(text))).toEqual(new Uint8Array(expected));
    }
  });

  it('of one call is not changed by the next', () => {
    const first = sha256(salt, 'one');
    const kept = Buffer.from(first);
    sha256(salt, 'two');
    expect(kept.equals(first)).toBe(true);
  });
});
