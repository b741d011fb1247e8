import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/core/ledger/canonical.ts';

describe('canonical JSON', () => {
  it('is what an independent implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('sorts keys by UTF-16 code units, also where code points sort otherwise', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 1])));
    expect(Object.keys(JSON.parse(text) as object)).toContain('😀');
    // RFC 8785, 3.2.3: the emoji's first unit, d83d, comes before fb33.
    expect(text).toBe('{"\\r":1,"1":1,"\u0080":1,"ö":1,"€":1,"😀":1,"\ufb33":1}');
  });

  it('writes numbers as RFC 8785 lists them', () => {
    const numbers: readonly (readonly [number, string])[] = [
      [-0, '0'],
      [Number('333333333.33333329'), '333333333.3333333'],
      [1e30, '1e+30'],
      [4.5, '4.5'],
      [0.002, '0.002'],
      [1e-27, '1e-27'],
      [1e21, '1e+21'],
      [Number('9007199254740993'), '9007199254740992'],
    ];
    for (const [number, text] of numbers) expect(canonicalJson(number)).toBe(text);
  });

  it('has one spelling whatever the order the keys were written in', () => {
    expect(canonicalJson({ b: { d: 1, c: 2 }, a: [] })).toBe(canonicalJson({ a: [], b: { c: 2, d: 1 } }));
  });

  it('leaves out what is undefined in an object, and refuses it in an array', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
    expect(() => canonicalJson([undefined])).toThrow(RangeError);
  });

  it.each([
    ['half a surrogate pair in a value', { a: '\ud800' }],
    ['half a surrogate pair in a key', { '\udc00': 1 }],
    ['not a number', Number.NaN],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
  });

  it('survives reading and writing again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
