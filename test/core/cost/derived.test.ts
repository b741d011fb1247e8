import { expect, it } from 'vitest';
import { derived } from '../../../src/core/cost/derived.ts';
import { formulaOf } from '../../../src/core/cost/formula.ts';
import { evaluate } from '../../../src/core/cost/measure.ts';
import { sumNames, sumsOf } from '../../../src/core/cost/sums.ts';
import { measures, seeded } from '../../support/cost.ts';

it('what is derived of a value is made once, and anew when there is too much of it', () => {
  const keep = derived<object, string>(2);
  let made = 0;
  const of = {};
  const ask = (key: string, from: object = of) =>
    keep(from, key, () => {
      made += 1;
      return `${key} ${made}`;
    });
  expect([ask('a'), ask('b'), ask('a'), ask('b')]).toEqual(['a 1', 'b 2', 'a 1', 'b 2']);
  // Another value has its own, and so has this one after a third key.
  expect(ask('a', {})).toBe('a 3');
  expect([ask('c'), ask('c'), ask('a')]).toEqual(['c 4', 'c 4', 'a 5']);
});

it('a formula made ready says what the expression says, of random sums with gaps', () => {
  const random = seeded(11);
  const some = () =>
    sumsOf(Object.fromEntries(sumNames.map((name) => [name, random() < 0.3 ? null : Math.floor(random() * 1e9)])));
  let compared = 0;
  for (const measure of measures.values()) {
    for (const version of measure.versions) {
      const formula = formulaOf(version);
      for (let turn = 0; turn < 20; turn += 1) {
        const figures = {
          inpatient: some(),
          outpatient: some(),
          ...(turn % 3 === 0 ? {} : { review: some(), drugs: some() }),
        };
        expect(formula.numerator(figures)).toBe(evaluate(version.numerator, figures));
        expect(formula.denominator(figures)).toBe(evaluate(version.denominator, figures));
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(300);
  const grouped = [...measures.values()].filter(({ versions }) => versions.some((one) => formulaOf(one).grouped));
  expect(grouped.map(({ id }) => id).sort()).toEqual(['caseMixAdjustedDrugCost', 'caseMixIndex']);
});
