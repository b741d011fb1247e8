import { type Measure, type Ratio, roundedRatio, type Unit, units } from '../measure.ts';

/** Percentile bands of the values of some units, in the measure's unit. */
export interface Bands {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

/** With fewer peers a band would show single units, and a rank would be chance. */
export const minPeers = 5;

/** Null below `minPeers`. @param values unrounded, in any order. */
export function bandsOf(measure: Measure, values: readonly number[]): Bands | null {
  if (values.length < minPeers) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => rounded(measure, quantile(sorted, share));
  return { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) };
}

/** Linear between the two nearest ranks (type 7 of Hyndman and Fan 1996). @param sorted ascending, not empty. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - below);
}

/**
 * How far each value lies from the middle of all in robust standard deviations: 0.6745 × (x − median) ÷ MAD (Iglewicz and
 * Hoaglin 1993). Outliers do not widen it, as they widen a standard deviation. Null where there are too few, or where half
 * of the values are equal.
 */
export function robustZ(
  values: readonly number[],
): { readonly median: number; readonly z: (value: number) => number } | null {
  if (values.length < minPeers) return null;
  const sorted = Float64Array.from(values).sort();
  const median = quantile(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - median)).sort();
  const mad = quantile(deviations, 0.5);
  return mad === 0 ? null : { median, z: (value) => (0.6745 * (value - median)) / mad };
}

/** A ratio in the measure's unit, unrounded. @param ratio with a denominator other than 0. */
export function plainValue(measure: Measure, { numerator, denominator }: Ratio): number {
  const { times, over } = plainUnits[measure.unit];
  return (numerator * times) / (denominator * over);
}

const plainUnits = Object.fromEntries(
  Object.entries(units).map(([unit, { times, over }]) => [unit, { times: Number(times), over: Number(over) }]),
) as Readonly<Record<Unit, { readonly times: number; readonly over: number }>>;

export function rounded(measure: Measure, value: number): number {
  const factor = 10 ** units[measure.unit].decimals;
  return Math.round(value * factor) / factor;
}

/**
 * What a unit's numerator would lose if its ratio moved to the median of all, in whole fen; negative below the median.
 *
 * @param ratios those with a denominator other than 0, the unit among them; not empty.
 */
export function aboveMedian(ratios: readonly Ratio[]): (unit: Ratio) => number {
  const sorted = [...ratios].sort((a, b) => a.numerator / a.denominator - b.numerator / b.denominator);
  const lower = sorted[(sorted.length - 1) >> 1] as Ratio;
  const upper = sorted[sorted.length >> 1] as Ratio;
  // The mean of the two middle ratios as one fraction: (n₁d₂ + n₂d₁) ÷ 2d₁d₂.
  const [d1, d2] = [BigInt(lower.denominator), BigInt(upper.denominator)];
  const numerator = BigInt(lower.numerator) * d2 + BigInt(upper.numerator) * d1;
  const denominator = 2n * d1 * d2;
  return (unit) =>
    roundedRatio(BigInt(unit.numerator) * denominator - numerator * BigInt(unit.denominator), denominator, 0);
}
