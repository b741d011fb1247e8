import { describe, expect, it } from 'vitest';
import { alertsOf } from '../../../../src/core/cost/signal/alert.ts';
import type { MonthPoint } from '../../../../src/core/cost/signal/valued-month.ts';
import { type Baseline, type XmrMonth, type XmrQuestion, xmrOf } from '../../../../src/core/cost/signal/xmr.ts';
import { addToMonth } from '../../../../src/core/time.ts';

const start = '2024-01';

function monthly(
  values: readonly (number | null)[],
  changes: Readonly<Record<number, Partial<MonthPoint>>> = {},
): MonthPoint[] {
  return values.map((value, at) => ({
    month: addToMonth(start, at),
    status: value === null ? 'missing' : 'complete',
    numerator: value === null ? null : Math.round(value * 100 * 100),
    denominator: value === null ? null : 100,
    definitionVersion: value === null ? null : 1,
    ...changes[at],
  }));
}

/** Twelve months about 100 whose moving ranges are all 2: limits are 100 ± 3 × 2 ÷ 1.128. */
const calm = [101, 99, 101, 99, 101, 99, 101, 99, 101, 99, 101, 99];
const reach = (3 * 2) / 1.128;

const chart = (
  values: readonly (number | null)[],
  more: Partial<XmrQuestion> = {},
  changes: Readonly<Record<number, Partial<MonthPoint>>> = {},
) => xmrOf({ unit: 'yuan', smallNumber: 30, points: monthly([...calm, ...values], changes), baselines: [], ...more });

const marks = (months: readonly XmrMonth[], rule: string) =>
  months.flatMap(({ signals }, at) => (signals.some((signal) => signal.rule === rule) ? [at - 12] : []));

describe('limits', () => {
  it('rest on the first twelve months and stay there, whatever comes later', () => {
    const [quiet, wild] = [chart([100]), chart([100, 900, 900, 900, 5, 5])];
    expect(quiet[0]?.limits).toMatchObject({ centre: 100, movingRange: 2, months: 12 });
    expect(quiet[0]?.limits?.upper).toBeCloseTo(100 + reach, 9);
    expect(wild[0]?.limits).toEqual(quiet[0]?.limits);
  });
  it('leave an outlying moving range out of the mean, once', () => {
    const spiked = [...calm.slice(0, 11), 150];
    const [month] = xmrOf({ unit: 'yuan', smallNumber: 30, points: monthly(spiked), baselines: [] });
    expect(month?.limits?.movingRange).toBe(2);
  });
  it('are not made of eleven months', () => {
    const months = xmrOf({ unit: 'yuan', smallNumber: 30, points: monthly(calm.slice(0, 11)), baselines: [] });
    expect(months.every(({ limits, notJudged }) => limits === null && notJudged === 'no-limits')).toBe(true);
  });
  it('move only from the month a person says, and only for what comes after', () => {
    const values = [120, 122, 120, 122, 120, 122, 120, 122, 120, 122, 120, 122, 121];
    const kept = chart(values);
    expect(marks(kept, 'shift')).toHaveLength(13);
    const baselines: Baseline[] = [
      { from: start, until: addToMonth(start, 12), appliesFrom: start },
      { from: addToMonth(start, 12), until: addToMonth(start, 24), appliesFrom: addToMonth(start, 12) },
    ];
    const rebased = chart(values, { baselines });
    expect(marks(rebased, 'shift')).toEqual([]);
    expect(rebased[11]?.limits?.centre).toBe(100);
    expect(rebased[12]?.limits?.centre).toBe(121);
  });
  it('do not rest on, and do not judge, a month that some of several units have not reported', () => {
    const asked = (reporting: number) =>
      chart([100, 100 - reach - 1], {}, { 3: { reporting, expected: 9 }, 13: { reporting, expected: 9 } });
    const [whole, lacking] = [asked(9), asked(8)];
    expect(marks(whole, 'outside-limits')).toEqual([1]);
    expect(whole[0]?.limits?.months).toBe(12);
    expect(marks(lacking, 'outside-limits')).toEqual([]);
    expect(lacking[13]?.notJudged).toBe('units-missing');
    expect(lacking[3]?.notJudged).toBe('units-missing');
    // Eleven of the first twelve are left, and the month after them.
    expect(lacking[4]?.limits?.months).toBe(12);
  });
  it('have nothing to say before the first baseline that a person set', () => {
    const from = addToMonth(start, 1);
    const months = chart([100], { baselines: [{ from, until: addToMonth(start, 13), appliesFrom: from }] });
    expect(months[0]?.notJudged).toBe('before-baseline');
    expect(months[1]?.notJudged).toBeNull();
  });
});

describe('the four rules', () => {
  it('a point outside the limits', () => {
    expect(marks(chart([100 + reach + 0.01]), 'outside-limits')).toEqual([0]);
    expect(marks(chart([100 + reach - 0.01]), 'outside-limits')).toEqual([]);
    expect(marks(chart([100 - reach - 0.01]), 'outside-limits')).toEqual([0]);
  });
  it('a shift of seven on one side of the centre; six are none', () => {
    const low = [99, 98, 99, 98, 99, 98];
    // The last month of the baseline is below the centre as well.
    expect(marks(chart([100, ...low]), 'shift')).toEqual([]);
    expect(marks(chart([100, ...low, 99]), 'shift')).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it('a trend of seven points, the one it starts from included; six are none', () => {
    const rising = [100, 100.2, 100.4, 100.6, 100.8, 101];
    expect(marks(chart([101, ...rising]), 'trend')).toEqual([]);
    expect(marks(chart([101, ...rising, 101.2]), 'trend')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    // Standing still is no rise.
    expect(marks(chart([101, ...rising, 101, 101.2]), 'trend')).toEqual([]);
  });
  it('two of three beyond two sigmas on one side', () => {
    const near = 100 + (2 * reach) / 3 + 0.01;
    const low = 200 - near;
    expect(marks(chart([near, 101, near]), 'two-of-three')).toEqual([0, 2]);
    // NHSRplotthedots 0.2: all three stand on one side of the centre, and a point outside the limits is not near one.
    expect(marks(chart([near, 99, near]), 'two-of-three')).toEqual([]);
    expect(marks(chart([near, 101, 100 + reach + 0.01]), 'two-of-three')).toEqual([]);
    expect(marks(chart([near, 101, 100 + reach - 0.01]), 'two-of-three')).toEqual([0, 2]);
    expect(marks(chart([near, 101, 101, near]), 'two-of-three')).toEqual([]);
    expect(marks(chart([near, low, 99]), 'two-of-three')).toEqual([]);
    expect(marks(chart([near - 0.02, 101, near]), 'two-of-three')).toEqual([]);
  });
  it('reach over no missing month, small number or changed definition', () => {
    const low = [99, 98, 99, 98, 99, 98, 99];
    const whole = chart([100, ...low]);
    expect(marks(whole, 'shift')).toHaveLength(7);
    expect(marks(chart([100, 99, 98, 99, null, 99, 98, 99, 98]), 'shift')).toEqual([]);
    const small = chart([100, ...low], {}, { 16: { numerator: 29 * 9900, denominator: 29 } });
    expect(marks(small, 'shift')).toEqual([]);
    expect(small[16]?.notJudged).toBe('small-number');
    const changed = chart([100, ...low], {}, { 16: { definitionVersion: 2 } });
    expect(marks(changed, 'shift')).toEqual([]);
    expect(changed[16]?.notJudged).toBe('version-changed');
  });
  it('a month over nothing has no value and no signal', () => {
    const [month] = chart([100], {}, { 0: { numerator: 0, denominator: 0 } });
    expect(month).toMatchObject({ valued: null, notJudged: 'no-denominator', signals: [] });
  });
});

describe('an alert', () => {
  const measure = { unit: 'yuan', directionOfGood: 'lower' } as const;
  it('says what changed, from what to what and since when', () => {
    const months = chart([100, 99, 98, 99, 98, 99, 98, 99]);
    const shift = alertsOf(measure, months).find(({ rule }) => rule === 'shift');
    expect(shift).toEqual({
      rule: 'shift',
      side: 'below',
      judgement: 'better',
      since: '2025-02',
      to: '2025-08',
      months: 7,
      fromValue: 100,
      toValue: 98.5714,
      lower: 94.6809,
      upper: 105.3191,
      numerator: 6_900_000,
      denominator: 700,
      definitionVersion: 1,
      partial: false,
      current: true,
    });
  });
  it('is history once the newest month is free of it', () => {
    const [alert] = alertsOf(measure, chart([120, 100]));
    expect(alert).toMatchObject({
      rule: 'outside-limits',
      since: '2025-01',
      to: '2025-01',
      current: false,
      judgement: 'worse',
    });
    expect(alertsOf(measure, chart([100, 120]))[0]).toMatchObject({ current: true });
    // A missing month after it changes nothing: what was judged last still holds.
    expect(alertsOf(measure, chart([100, 120, null]))[0]).toMatchObject({ current: true });
  });
  it('is history where the series has gone on by another definition or grouper', () => {
    const changed = { definitionVersion: 2 };
    expect(alertsOf(measure, chart([100, 120, 121], {}, { 14: changed }))[0]).toMatchObject({ current: false });
    const grouped = (grouper: string) => ({ groupers: [grouper] });
    const old = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [at, grouped('1.1')]));
    expect(alertsOf(measure, chart([100, 120], {}, old))[0]).toMatchObject({ current: true });
    expect(alertsOf(measure, chart([100, 120, 121], {}, { ...old, 14: grouped('2.0') }))[0]).toMatchObject({
      current: false,
    });
  });
  it('of a trend tells where it started and where it has come to', () => {
    const months = chart([102, 100, 100.2, 100.4, 100.6, 100.8, 101, 101.2]);
    expect(alertsOf(measure, months).find(({ rule }) => rule === 'trend')).toMatchObject({
      fromValue: 100,
      toValue: 101.2,
    });
  });
  it('judges by the direction of good, and not where there is none', () => {
    const months = chart([120]);
    expect(alertsOf({ ...measure, directionOfGood: 'higher' }, months)[0]?.judgement).toBe('better');
    expect(alertsOf({ ...measure, directionOfGood: 'none' }, months)[0]?.judgement).toBe('neither');
  });
  it('says that some of its months are partial', () => {
    const months = chart([120], {}, { 12: { status: 'partial' } });
    expect(alertsOf(measure, months)[0]?.partial).toBe(true);
  });
});
