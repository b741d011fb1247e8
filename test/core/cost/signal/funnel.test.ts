import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caseDeviation, type FunnelUnit, funnelOf, minExpected } from '../../../../src/core/cost/signal/funnel.ts';

interface Case {
  readonly numerators: number[];
  readonly denominators: number[];
  readonly deviation: number;
  readonly derSimonianLaird: { readonly tauSquared: number; readonly q: number };
  readonly winsorised: {
    readonly target: number;
    readonly phi: number;
    readonly tauSquared: number;
    readonly z: number[];
  };
}

/** Made by expected.py beside it, with numpy and statsmodels. */
const cases = JSON.parse(readFileSync(new URL('expected.json', import.meta.url), 'utf8')) as readonly Case[];

const unitsOf = ({ numerators, denominators }: Case): FunnelUnit[] =>
  numerators.map((numerator, at) => ({ unitId: `u${at}`, numerator, denominator: denominators[at] ?? 0 }));

const funnel = (one: Case, units = unitsOf(one)) =>
  funnelOf({ units, spread: { kind: 'amount', deviation: one.deviation }, smallNumber: 30, scale: 1 });

const alike = (count: number, numerator: number, denominator: number): FunnelUnit[] =>
  Array.from({ length: count }, (_, at) => ({ unitId: `u${at}`, numerator, denominator }));

describe('a funnel', () => {
  it.each(cases.map((one, at) => [at, one] as const))('agrees with numpy: case %i', (_at, one) => {
    const found = funnel(one);
    expect(found.target).toBeCloseTo(one.winsorised.target, 8);
    expect(found.phi).toBeCloseTo(one.winsorised.phi, 8);
    expect(found.tauSquared).toBeCloseTo(one.winsorised.tauSquared, 5);
    for (const [at, { z }] of found.units.entries()) expect(z).toBeCloseTo(one.winsorised.z[at] ?? 0, 8);
  });
  it('estimates less between units than statsmodels does without winsorising, so that outliers do not hide themselves', () => {
    const [first] = cases;
    if (first === undefined) throw new Error('no case');
    const { tauSquared, units } = funnel(first);
    expect(tauSquared).toBeLessThan(first.derSimonianLaird.tauSquared);
    expect(units[3]?.place).toBe('above-998');
  });
  it('is statsmodels’ DerSimonian–Laird where the tails draw nothing in', () => {
    // Every tenth on each side equal to its neighbours: winsorising then changes nothing.
    const values = [...Array(6).fill(2000), 2300, 2400, 2500, 2600, 2700, 2800, ...Array(6).fill(3200)] as number[];
    const units = values.map((value, at) => ({ unitId: `u${at}`, numerator: value * 100, denominator: 100 }));
    const { phi, tauSquared } = funnelOf({
      units,
      spread: { kind: 'amount', deviation: 1000 },
      smallNumber: 30,
      scale: 1,
    });
    // combine_effects([2000]*6+[2300..2800]+[3200]*6, [10000]*18, method_re='dl'): q 450.5, tau2 255000.
    expect((phi ?? 0) * 18).toBeCloseTo(450.5, 6);
    expect(tauSquared).toBeCloseTo(255_000, 4);
  });
  it('adds nothing where units differ by chance alone', () => {
    const { tauSquared, phi, units } = funnelOf({
      units: alike(8, 20, 1000),
      spread: { kind: 'count' },
      smallNumber: 100,
      scale: 1000,
    });
    expect([tauSquared, phi]).toEqual([0, 0]);
    expect(units.every(({ place }) => place === 'within')).toBe(true);
    // Deductions per 1 000: variance target × 1000 ÷ n, so 20 ± 1.96 × √20.
    expect(units[0]?.limits?.upper95).toBeCloseTo(20 + 1.959964 * Math.sqrt(20), 6);
  });
  it('counts of a part have the variance of a part', () => {
    const { units } = funnelOf({ units: alike(8, 20, 100), spread: { kind: 'share' }, smallNumber: 0, scale: 1 });
    expect(units[0]?.limits?.upper95).toBeCloseTo(0.2 + 1.959964 * Math.sqrt((0.2 * 0.8) / 100), 6);
  });
  it.each([
    ['a small denominator', { unitId: 'x', numerator: 3, denominator: 99 }],
    ['nothing under it', { unitId: 'x', numerator: 0, denominator: 0 }],
  ])('does not judge a unit with %s, and shows it', (_name, unit) => {
    const { units } = funnelOf({
      units: [...alike(8, 20, 1000), unit],
      spread: { kind: 'count' },
      smallNumber: 100,
      scale: 1,
    });
    expect(units.at(-1)).toMatchObject({ unitId: 'x', place: 'not-judged', z: null, limits: null });
  });
  it('judges from five expected counts on', () => {
    const at = (denominator: number) =>
      funnelOf({
        units: [...alike(8, 20, 1000), { unitId: 'x', numerator: (denominator * 20) / 1000, denominator }],
        spread: { kind: 'count' },
        smallNumber: 0,
        scale: 1,
      }).units.at(-1)?.place;
    expect(at((minExpected * 1000) / 20)).toBe('within');
    expect(at((minExpected * 1000) / 20 - 50)).toBe('not-judged');
  });
  it('judges nobody among four, and somebody among five', () => {
    const of = (count: number) =>
      funnelOf({ units: alike(count, 20, 1000), spread: { kind: 'count' }, smallNumber: 0, scale: 1 });
    expect(of(4)).toMatchObject({ target: null, phi: null, units: [{ place: 'not-judged' }, {}, {}, {}] });
    expect(of(5)).toMatchObject({ target: 0.02, units: [{ place: 'within' }, {}, {}, {}, {}] });
  });
  it('takes the deviation of a case from months about their own mean, never from units about each other', () => {
    const months = (values: readonly number[]) =>
      values.map((value, at) => ({ unitId: `m${at}`, numerator: value * 100, denominator: 100 }));
    // Two units far apart, each moving by ±10 about its mean: 100 × (10² + 10²) on one degree each.
    expect(caseDeviation([months([90, 110]), months([990, 1010])], 1)).toBeCloseTo(Math.sqrt((100 * 200 * 2) / 2), 9);
    expect(caseDeviation([months([90])], 1)).toBe(0);
  });
});
