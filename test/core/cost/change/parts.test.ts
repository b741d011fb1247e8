import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MixGroup, rateAndMix } from '../../../../src/core/cost/change/kitagawa.ts';
import { type DrugLine, priceVolumeMix } from '../../../../src/core/cost/change/price-volume.ts';

const sums = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('rate and mix', () => {
  it('a change of mix alone: two levels, each with its own cost, and more of the dear one', () => {
    const groups: MixGroup[] = [
      { groupId: '2', before: sums(500_00 * 100, 100), after: sums(500_00 * 50, 50) },
      { groupId: '3', before: sums(1500_00 * 100, 100), after: sums(1500_00 * 150, 150) },
    ];
    expect(rateAndMix('yuan', groups)).toEqual({
      before: 1000,
      after: 1250,
      change: 250,
      rate: 0,
      mix: 250,
      groups: [
        // A quarter of the cases left the cheap level: −0.25 × (500 − 1125); and came to the dear one: 0.25 × (1500 − 1125).
        { groupId: '2', before: 500, after: 500, shareBefore: 0.5, shareAfter: 0.25, rate: 0, mix: 156.25 },
        { groupId: '3', before: 1500, after: 1500, shareBefore: 0.5, shareAfter: 0.75, rate: 0, mix: 93.75 },
      ],
    });
  });
  it('a change of rates alone has no mix', () => {
    const found = rateAndMix('yuan', [
      { groupId: 'a', before: sums(10_000, 10), after: sums(22_000, 20) },
      { groupId: 'b', before: sums(30_000, 10), after: sums(58_000, 20) },
    ]);
    expect(found).toMatchObject({ change: 0, rate: 0, mix: 0, groups: [{ rate: 0.5 }, { rate: -0.5 }] });
  });
  it('a group of one period only is mix: it has no value to compare', () => {
    const found = rateAndMix('yuan', [
      { groupId: 'old', before: sums(10_000, 10), after: sums(0, 0) },
      { groupId: 'new', before: sums(0, 0), after: sums(20_000, 10) },
    ]);
    expect(found).toMatchObject({ change: 10, rate: 0, mix: 10, groups: [{ after: null }, { before: null }] });
  });
  it('there is none without a denominator in both periods', () => {
    expect(rateAndMix('yuan', [{ groupId: 'a', before: sums(0, 0), after: sums(100, 1) }])).toBeNull();
  });
  it('adds up to the last digit, whatever the groups', () => {
    const of = fc.record({
      numerator: fc.integer({ min: 0, max: 10 ** 10 }),
      denominator: fc.integer({ min: 0, max: 10_000 }),
    });
    const groups = fc.array(fc.record({ before: of, after: of }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(groups, fc.constantFrom('yuan', 'share', 'yuanPer100Yuan', 'weight'), (list, unit) => {
        const found = rateAndMix(
          unit,
          list.map((group, at) => ({ ...group, groupId: `g${at}` })),
        );
        if (found === null) return;
        const steps = (value: number) =>
          Math.round(value * (unit === 'yuan' || unit === 'yuanPer100Yuan' ? 100 : 10_000));
        const sum = (part: 'rate' | 'mix') => found.groups.reduce((all, group) => all + steps(group[part]), 0);
        expect(sum('rate')).toBe(steps(found.rate));
        expect(sum('mix')).toBe(steps(found.mix));
        expect(steps(found.rate) + steps(found.mix)).toBe(steps(found.change));
        expect(steps(found.after) - steps(found.before)).toBe(steps(found.change));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
  it('is the textbook’s formula before it is rounded', () => {
    const of = fc.record({
      numerator: fc.integer({ min: 0, max: 10 ** 8 }),
      denominator: fc.integer({ min: 1, max: 10_000 }),
    });
    const groups = fc.array(fc.record({ before: of, after: of }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(groups, (list) => {
        const found = rateAndMix(
          'yuan',
          list.map((group, at) => ({ ...group, groupId: `g${at}` })),
        );
        const total = (period: 'before' | 'after') => list.reduce((all, group) => all + group[period].denominator, 0);
        const expected = list.reduce((all, { before, after }) => {
          const [rateBefore, rateAfter] = [before, after].map((one) => one.numerator / one.denominator / 100);
          const shares = before.denominator / total('before') + after.denominator / total('after');
          return all + ((rateAfter ?? 0) - (rateBefore ?? 0)) * (shares / 2);
        }, 0);
        // Each group's part is rounded by less than a fen, and one more may come from the shown values.
        expect(Math.abs((found?.rate ?? 0) - expected)).toBeLessThanOrEqual(0.01 * (list.length + 1));
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe('price, volume and mix', () => {
  const line = (drugId: string, before: [number, number], after: [number, number]): DrugLine => ({
    drugId,
    before: { amountFen: before[0], quantity: before[1] },
    after: { amountFen: after[0], quantity: after[1] },
  });
  it('tells a cut price from more use and from dearer drugs', () => {
    const found = priceVolumeMix([
      // The price halves at the same quantity.
      line('cut', [10_000, 100], [5_000, 100]),
      // Twice the quantity at the same price.
      line('more', [10_000, 100], [20_000, 200]),
    ]);
    // Volume: all drugs alike from 200 to 300; mix: what is left, drug by drug.
    expect(found).toMatchObject({ changeFen: 5_000, priceFen: -5_000, volumeFen: 10_000, mixFen: 0 });
    expect(found?.drugs).toMatchObject([
      { drugId: 'cut', priceFen: -5_000, volumeFen: 5_000, mixFen: -5_000, presence: 'both' },
      { drugId: 'more', priceFen: 0, volumeFen: 5_000, mixFen: 5_000, presence: 'both' },
    ]);
  });
  it('a new drug and one given up have no price to compare: they are mix', () => {
    const found = priceVolumeMix([line('gone', [10_000, 100], [0, 0]), line('new', [0, 0], [30_000, 100])]);
    expect(found).toMatchObject({ changeFen: 20_000, priceFen: 0, volumeFen: 0, mixFen: 20_000 });
    expect(found?.drugs.map(({ presence }) => presence)).toEqual(['gone', 'new']);
  });
  it('there is none where nothing was used before', () => {
    expect(priceVolumeMix([line('new', [0, 0], [30_000, 100])])).toBeNull();
  });
  it('adds up to the fen, for each drug and over all', () => {
    const of = fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 10 ** 5 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(of, of), { minLength: 1, maxLength: 30 }), (list) => {
        const found = priceVolumeMix(list.map(([before, after], at) => line(`d${at}`, before, after)));
        if (found === null) return;
        for (const { priceFen, volumeFen, mixFen, changeFen } of found.drugs) {
          expect(priceFen + volumeFen + mixFen).toBe(changeFen);
        }
        expect(found.priceFen + found.volumeFen + found.mixFen).toBe(found.changeFen);
        expect(found.afterFen - found.beforeFen).toBe(found.changeFen);
        expect([found.priceFen, found.volumeFen, found.mixFen].every(Number.isSafeInteger)).toBe(true);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});
