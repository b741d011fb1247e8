import { measureValue, type Unit, units } from '../measure.ts';

/** One group (a level, hospital, ward or DRG) in both periods; money in fen. */
export interface MixGroup {
  readonly groupId: string;
  readonly before: MixSums;
  readonly after: MixSums;
}

export interface MixSums {
  readonly numerator: number;
  readonly denominator: number;
}

/** Values and parts in the measure's unit at its own decimals: parts add up to the change that is shown, exactly. */
export interface RateAndMix {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** Because groups' own values moved, at the mean of both periods' shares. */
  readonly rate: number;
  /** Because the groups' shares of the denominator moved, at the mean of both periods' values. */
  readonly mix: number;
  readonly groups: readonly RateAndMixGroup[];
}

export interface RateAndMixGroup {
  readonly groupId: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly shareBefore: number;
  readonly shareAfter: number;
  readonly rate: number;
  readonly mix: number;
}

/**
 * Kitagawa's two components of a difference between two rates (Journal of the American Statistical Association 50, 1955),
 * without an interaction term. A group's mix part is taken against the overall value, so that growing of a dear group adds
 * and growing of a cheap one takes away. A group of one period only has no value to compare: all of its part is mix.
 *
 * Rounding: everything is computed in exact fractions; the change is the difference of the two values as they are shown
 * (rounded half away from zero), and the parts are rounded to the same decimals by largest remainder, so that groups add
 * up to rate and mix, and these to the change, to the last digit.
 *
 * @returns null where either period has a denominator of 0.
 */
export function rateAndMix(unit: Unit, groups: readonly MixGroup[]): RateAndMix | null {
  const total = (period: 'before' | 'after'): MixSums => ({
    numerator: groups.reduce((sum, group) => sum + group[period].numerator, 0),
    denominator: groups.reduce((sum, group) => sum + group[period].denominator, 0),
  });
  const [before, after] = [total('before'), total('after')];
  const shown = [before, after].map(({ numerator, denominator }) => measureValue(unit, numerator, denominator));
  const [valueBefore, valueAfter] = shown;
  if (valueBefore == null || valueAfter == null) return null;
  const steps = 10 ** units[unit].decimals;
  const change = Math.round(valueAfter * steps) - Math.round(valueBefore * steps);
  const parts = groups.flatMap((group) => partsOf(unit, group, before, after));
  const rounded = byLargestRemainder(parts, change);
  const back = (step: number) => step / steps;
  const shares = groups.map((group): RateAndMixGroup => {
    const at = groups.indexOf(group) * 2;
    return {
      groupId: group.groupId,
      before: measureValue(unit, group.before.numerator, group.before.denominator),
      after: measureValue(unit, group.after.numerator, group.after.denominator),
      shareBefore: measureValue('share', group.before.denominator, before.denominator) ?? 0,
      shareAfter: measureValue('share', group.after.denominator, after.denominator) ?? 0,
      rate: back(rounded[at] ?? 0),
      mix: back(rounded[at + 1] ?? 0),
    };
  });
  const sum = (offset: number) => rounded.reduce((all, step, at) => (at % 2 === offset ? all + step : all), 0);
  return {
    before: valueBefore,
    after: valueAfter,
    change: back(change),
    rate: back(sum(0)),
    mix: back(sum(1)),
    groups: shares,
  };
}

/** Parts in exact fractions of one shown step, as numbers of 10⁻¹² steps. */
function partsOf(unit: Unit, group: MixGroup, before: MixSums, after: MixSums): [bigint, bigint] {
  const overall = half(plus(fraction(before), fraction(after)));
  const shareBefore = fraction({ numerator: group.before.denominator, denominator: before.denominator });
  const shareAfter = fraction({ numerator: group.after.denominator, denominator: after.denominator });
  // A group of one period only lends its value to the other one, so that it has a mix part and no rate part.
  const rateBefore = group.before.denominator === 0 ? rateOf(group.after) : rateOf(group.before);
  const rateAfter = group.after.denominator === 0 ? rateBefore : rateOf(group.after);
  const moved = minus(shareAfter, shareBefore);
  const mix = times(moved, minus(half(plus(rateBefore, rateAfter)), overall));
  const rate = times(minus(rateAfter, rateBefore), half(plus(shareBefore, shareAfter)));
  // What stands over no denominator at all (money of a group without a case) is nobody's mix.
  const alone = minus(
    group.after.denominator === 0 ? fraction({ ...after, numerator: group.after.numerator }) : zero,
    group.before.denominator === 0 ? fraction({ ...before, numerator: group.before.numerator }) : zero,
  );
  return [inSteps(unit, plus(rate, alone)), inSteps(unit, mix)];
}

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const zero: Fraction = { over: 0n, under: 1n };

function rateOf(sums: MixSums): Fraction {
  return sums.denominator === 0 ? zero : fraction(sums);
}

function fraction({ numerator, denominator }: MixSums): Fraction {
  return { over: BigInt(numerator), under: BigInt(denominator) };
}

function plus(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.under + right.over * left.under, under: left.under * right.under };
}

function minus(left: Fraction, right: Fraction): Fraction {
  return plus(left, { over: -right.over, under: right.under });
}

function times(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.over, under: left.under * right.under };
}

function half(of: Fraction): Fraction {
  return { over: of.over, under: of.under * 2n };
}

const fineness = 10n ** 12n;

function inSteps(unit: Unit, { over, under }: Fraction): bigint {
  const { times: factor, over: divisor, decimals } = units[unit];
  return (over * factor * 10n ** BigInt(decimals) * fineness) / (under * divisor);
}

/** Whole steps whose sum is `total`: rounded down, and the rest given to the largest remainders (the first of equals). */
function byLargestRemainder(parts: readonly bigint[], total: number): number[] {
  const floors = parts.map((part) => (part < 0n && part % fineness !== 0n ? part / fineness - 1n : part / fineness));
  const rest = total - Number(floors.reduce((sum, floor) => sum + floor, 0n));
  const remainders = parts.map((part, at) => ({ at, remainder: part - (floors[at] ?? 0n) * fineness }));
  const order = remainders.sort((left, right) =>
    left.remainder === right.remainder ? left.at - right.at : left.remainder > right.remainder ? -1 : 1,
  );
  const rounded = floors.map(Number);
  // The shown values are rounded too, so the rest can leave the number of parts by one step in either direction.
  for (let given = 0; given < Math.abs(rest); given += 1) {
    const place = rest > 0 ? given % order.length : order.length - 1 - (given % order.length);
    const at = order[place]?.at ?? 0;
    rounded[at] = (rounded[at] ?? 0) + Math.sign(rest);
  }
  return rounded;
}
