import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type EffectQuestion, effectOf } from '../../../../src/core/cost/effect/effect.ts';
import { neweyWest, praisWinsten } from '../../../../src/core/cost/effect/least-squares.ts';
import { tQuantile975 } from '../../../../src/core/cost/effect/t-quantile.ts';
import type { MonthPoint } from '../../../../src/core/cost/signal/valued-month.ts';
import { DomainError } from '../../../../src/core/errors.ts';
import { addToMonth } from '../../../../src/core/time.ts';
import { seeded } from '../../../support/cost.ts';

interface Case {
  readonly name: string;
  readonly values: readonly number[];
  readonly before: number;
  readonly harmonics: 0 | 1 | 2;
  readonly lag: number;
  readonly neweyWest: { readonly beta: number[]; readonly se: number[]; readonly interval: [number, number][] };
  readonly praisWinsten: { readonly beta: number[]; readonly se: number[]; readonly rho: number };
}

/** Made by expected.py beside it, with statsmodels. */
const { cases, tQuantiles } = JSON.parse(readFileSync(new URL('expected.json', import.meta.url), 'utf8')) as {
  cases: readonly Case[];
  tQuantiles: Record<string, number>;
};

const measure = { unit: 'yuan', smallNumber: 30, id: 'drugCostPerDischarge' } as const;

/** Hundred discharges a month; `null` is a month nobody sent. */
function monthly(
  values: readonly (number | null)[],
  from = '2018-01',
  changes: Partial<MonthPoint> = {},
): MonthPoint[] {
  return values.map((value, at) => ({
    month: addToMonth(from, at),
    status: value === null ? 'missing' : 'complete',
    numerator: value === null ? null : Math.round(value * 100) * 100,
    denominator: value === null ? null : 100,
    definitionVersion: 1,
    ...(value === null ? {} : changes),
  }));
}

const plain = (
  values: readonly (number | null)[],
  before: number,
  more: Partial<EffectQuestion> = {},
): EffectQuestion => ({
  measure,
  points: monthly(values),
  comparator: null,
  since: addToMonth('2018-01', before),
  harmonics: 0,
  lag: null,
  ...more,
});

const refusal = (question: EffectQuestion): DomainError => {
  try {
    effectOf(question);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was not refused');
};

const line = (length: number, value: (at: number) => number) => Array.from({ length }, (_, at) => value(at));
const close = (found: readonly number[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) {
    expect(Math.abs((found[at] ?? Number.NaN) - value) / Math.max(1e-6, Math.abs(value))).toBeLessThan(1e-6);
  }
};

describe('against statsmodels', () => {
  const rowsOf = ({ values, before, harmonics }: Case) =>
    values.map((_, at) => {
      const later = at >= before ? 1 : 0;
      const season = [1, 2].slice(0, harmonics).flatMap((turn) => {
        const angle = (2 * Math.PI * turn * (at + 1)) / 12;
        return [Math.sin(angle), Math.cos(angle)];
      });
      return [1, at, later, later * (at - before), ...season];
    });
  it.each(cases.map((one) => [one.name, one] as const))('Newey–West and Prais–Winsten agree: %s', (_name, one) => {
    const robust = neweyWest(rowsOf(one), one.values, one.lag);
    close(robust.beta, one.neweyWest.beta);
    close(
      robust.covariance.map((row, at) => Math.sqrt(row[at] ?? 0)),
      one.neweyWest.se,
    );
    const second = praisWinsten(rowsOf(one), one.values);
    close(second.beta, one.praisWinsten.beta);
    close(
      second.covariance.map((row, at) => Math.sqrt(row[at] ?? 0)),
      one.praisWinsten.se,
    );
    expect(second.rho).toBeCloseTo(one.praisWinsten.rho, 8);
    expect(second.converged).toBe(true);
  });
  it.each(cases.map((one) => [one.name, one] as const))('the answer holds the same estimates: %s', (_name, one) => {
    const answer = effectOf(plain(one.values, one.before, { harmonics: one.harmonics, lag: one.lag }));
    const { levelChange, slopeChange, slopeBefore } = answer.neweyWest;
    for (const [estimate, at] of [
      [slopeBefore, 1],
      [levelChange, 2],
      [slopeChange, 3],
    ] as const) {
      expect(estimate.estimate).toBeCloseTo(one.neweyWest.beta[at] ?? 0, 3);
      expect(estimate.standardError).toBeCloseTo(one.neweyWest.se[at] ?? 0, 3);
      expect(estimate.lower).toBeCloseTo(one.neweyWest.interval[at]?.[0] ?? 0, 3);
      expect(estimate.upper).toBeCloseTo(one.neweyWest.interval[at]?.[1] ?? 0, 3);
    }
    expect(answer).toMatchObject({
      monthsBefore: one.before,
      monthsAfter: one.values.length - one.before,
      lag: one.lag,
    });
  });
  it('quantiles of t are those of scipy, and there is none beyond the table', () => {
    for (const [degrees, quantile] of Object.entries(tQuantiles)) {
      expect(tQuantile975(Number(degrees))).toBeCloseTo(quantile, 9);
    }
    expect(() => tQuantile975(0)).toThrow('0 degrees');
    expect(() => tQuantile975(241)).toThrow('241 degrees');
  });
});

describe('an interrupted series', () => {
  it('finds a step and a changed slope in a line without noise, and continues the earlier line', () => {
    const answer = effectOf(
      plain(
        line(24, (at) => 2000 + 10 * at + (at >= 12 ? -100 - 5 * (at - 12) : 0)),
        12,
      ),
    );
    expect(answer.neweyWest.slopeBefore.estimate).toBeCloseTo(10, 6);
    expect(answer.neweyWest.levelChange.estimate).toBeCloseTo(-100, 6);
    expect(answer.neweyWest.slopeChange.estimate).toBeCloseTo(-5, 6);
    // Eleven months after the first of the later ones: −100 − 11 × 5.
    expect(answer.neweyWest.changeAtEnd.estimate).toBeCloseTo(-155, 6);
    expect(answer.series[11]?.counterfactual).toBeNull();
    expect(answer.series[12]).toMatchObject({ month: '2019-01', observed: 2020, counterfactual: 2120 });
    expect(answer.levelChangeShare).toBeCloseTo(-100 / 2120, 4);
    expect(answer.warnings).toEqual(['no-comparator']);
  });
  it('finds no effect where everything falls alike: a before-and-after percentage does', () => {
    const falling = line(36, (at) => 3000 - 20 * at);
    const answer = effectOf(plain(falling, 18));
    expect(answer.means.change).toBeLessThan(-0.1);
    expect(answer.neweyWest.levelChange.estimate).toBeCloseTo(0, 6);
    expect(answer.neweyWest.slopeChange.estimate).toBeCloseTo(0, 6);
  });
  it('takes away what moved the comparator too', () => {
    const random = seeded(5);
    const shared = line(30, (at) => (at >= 15 ? -200 : 0) + 40 * random());
    const own = shared.map((value) => value + 2500);
    const answer = effectOf(plain(own, 15, { comparator: monthly(shared.map((value) => value + 2000)) }));
    expect(answer.neweyWest.levelChange.estimate).toBeCloseTo(0, 6);
    expect(answer.warnings).not.toContain('no-comparator');
    // Without it the fall is all there: the comparator is what took it away.
    expect(effectOf(plain(own, 15)).neweyWest.levelChange.estimate).toBeLessThan(-150);
  });
  it('is refused under 12 months a side, missing months not counted', () => {
    expect(
      refusal(
        plain(
          line(23, () => 2000),
          12,
        ),
      ),
    ).toMatchObject({
      code: 'effect.too-few-months',
      parameters: { before: 12, after: 11, minimum: 12 },
    });
    expect(
      effectOf(
        plain(
          line(24, () => 2000),
          12,
        ),
      ).monthsAfter,
    ).toBe(12);
    const gap = [...line(5, () => 2000), null, ...line(18, () => 2000)];
    expect(refusal(plain(gap, 12)).parameters).toMatchObject({ before: 11, after: 12 });
  });
  it('says which months are missing and goes on over them', () => {
    const values = line(26, (at) => 2000 + 10 * at + (at >= 13 ? -100 : 0));
    const answer = effectOf(
      plain(
        values.map((value, at) => (at === 3 ? null : value)),
        13,
      ),
    );
    expect(answer.missing).toEqual(['2018-04']);
    expect(answer.warnings).toContain('months-missing');
    expect(answer.neweyWest.levelChange.estimate).toBeCloseTo(-100, 6);
    expect(answer.series[3]).toMatchObject({ observed: null, fitted: 2030 });
  });
  it.each([
    [-0.1501, true],
    [-0.15, false],
    [0.3, false],
  ])('of an immediate change of %f warns: %s', (share, warned) => {
    const answer = effectOf(
      plain(
        line(24, (at) => (at >= 12 ? 2000 * (1 + share) : 2000)),
        12,
      ),
    );
    expect(answer.warnings.includes('implausible-fall')).toBe(warned);
  });
  it('is refused across two definitions, named by month', () => {
    const values = line(24, () => 2000);
    const points = monthly(values).map((point, at) => (at < 20 ? point : { ...point, definitionVersion: 2 }));
    expect(refusal(plain(values, 12, { points }))).toMatchObject({
      code: 'effect.version-changed',
      parameters: { month: '2019-09', versions: ['1', '2'] },
    });
  });
  it('warns of small and of partial months', () => {
    const values = line(24, () => 2000);
    const small = monthly(values, '2018-01', { numerator: 2000 * 100 * 29, denominator: 29 });
    expect(effectOf(plain(values, 12, { points: small })).warnings).toContain('small-numbers');
    const partial = monthly(values, '2018-01', { status: 'partial' });
    expect(effectOf(plain(values, 12, { points: partial })).warnings).toContain('months-partial');
  });
  it('is refused when the first later month is outside the range', () => {
    expect(
      refusal(
        plain(
          line(24, () => 2000),
          12,
          { since: '2030-01' },
        ),
      ).code,
    ).toBe('effect.since-outside');
  });
});
