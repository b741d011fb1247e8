import { z } from 'zod';
import type { Month } from '../time.ts';
import { type Ratio, roundedRatio } from './measure.ts';

/**
 * How prices changed against the same months a year before, by a published index. The form of `seeds/prices/*.yaml`.
 * `change` is a share with at most four decimals: 0.021 is 2.1 %.
 */
const priceIndexSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{2,60}$/),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  scope: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: z.string().min(1),
  provenance: z.enum(['published', 'proposal']),
  points: z
    .array(z.strictObject({ from: monthSchema(), until: monthSchema(), change: z.number().gt(-1).max(10) }))
    .min(1),
});
export type PriceIndex = z.infer<typeof priceIndexSchema>;

/** @throws Error naming the file and what is wrong in it. */
export function parsePriceIndex(content: unknown, file: string): PriceIndex {
  const parsed = priceIndexSchema.safeParse(content);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  for (const [at, point] of parsed.data.points.entries()) {
    const before = parsed.data.points[at - 1];
    if (point.from >= point.until || (before !== undefined && point.from < before.until)) {
      throw new Error(`${file}: points must be in order and must not overlap (${point.from})`);
    }
    if (!Number.isInteger(Math.round(point.change * 1e8) / 1e4)) {
      throw new Error(`${file}: a change has at most four decimals (${point.from})`);
    }
  }
  return parsed.data;
}

/** Change of prices over some months against the same months a year before, in ten-thousandths: a sum and of how many. */
export interface PriceChange {
  readonly sumE4: number;
  readonly months: number;
}

/** The mean change of the months; null where the index does not tell of one of them. */
export function priceChange(index: PriceIndex, months: readonly Month[]): PriceChange | null {
  let sumE4 = 0;
  for (const month of months) {
    const point = index.points.find(({ from, until }) => from <= month && month < until);
    if (point === undefined) return null;
    sumE4 += Math.round(point.change * 10_000);
  }
  return { sumE4, months: months.length };
}

/** (1 + nominal growth) ÷ (1 + change of prices) − 1, from the sums, to four decimals. Both ratios need a denominator. */
export function comparableGrowth(now: Ratio, before: Ratio, { sumE4, months }: PriceChange): number {
  const price = BigInt(10_000 * months + sumE4);
  const numerator = BigInt(now.numerator) * BigInt(before.denominator) * BigInt(10_000 * months);
  const denominator = BigInt(before.numerator) * BigInt(now.denominator) * price;
  return roundedRatio(numerator - denominator, denominator, 4);
}

function monthSchema() {
  return z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
}
