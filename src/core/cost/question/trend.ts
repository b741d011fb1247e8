import { addToMonth, type Month } from '../../time.ts';
import { growth, isMoney, type Measure, oneVersion, type Ratio } from '../measure.ts';
import {
  foldPeriod,
  type Grain,
  meanOf,
  type Period,
  type PeriodQuestion,
  periodsOf,
  pool,
  statusOf,
  union,
} from '../period.ts';
import { comparableGrowth, type PriceIndex, priceChange } from '../price-index.ts';
import { isSmall, valueIn } from '../series.ts';
import type { DataStatus } from '../slice.ts';

export interface TrendQuestion extends PeriodQuestion {
  readonly grain: Grain;
  /** First month inside and first month outside. */
  readonly from: Month;
  readonly until: Month;
  /** How prices changed, for growth at comparable prices; null: none. */
  readonly prices: PriceIndex | null;
}

export interface TrendPoint {
  /** `2026-01`, `2026-Q1`, `2026`, or `2026-01..2026-03` for January to March. */
  readonly period: string;
  readonly status: DataStatus;
  /** Units whose every month of the period is in, of the units expected; `partial` of them lack refused rows. */
  readonly reporting: number;
  readonly partial: number;
  readonly expected: number;
  /** Pooled over the reporting units, in the sums' own unit (money in fen); null when nobody reported. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** numerator ÷ denominator in the measure's unit; null over a denominator of 0 or without data. */
  readonly value: number | null;
  /** Mean of the units' own values, each counting once. It can move against `value`: show both. */
  readonly unweightedMean: number | null;
  /** Growth of `value` over the same period a year earlier; `yoyAbsent` says why there is none. */
  readonly yoy: number | null;
  readonly yoyAbsent: GrowthAbsent | null;
  /** The same over only the units that reported both periods, and how many those are. */
  readonly yoyMatched: number | null;
  readonly yoyMatchedUnits: number;
  /** The growth of `yoy` at comparable prices: (1 + nominal) ÷ (1 + price change) − 1. */
  readonly yoyComparable: number | null;
  readonly yoyComparableAbsent: GrowthAbsent | 'not-money' | 'price-unknown' | null;
  /** Growth over the period before (环比); January to a month has none. */
  readonly mom: number | null;
  readonly momAbsent: GrowthAbsent | 'not-applicable' | null;
  /** The denominator is below the measure's small-number threshold. */
  readonly small: boolean;
  /** Null where the definition changes inside the period: then there is no value either. */
  readonly definitionVersion: number | null;
  /** What grouped the cases, where the measure rests on it: where it changes the series breaks. */
  readonly groupers: readonly string[];
}

export const growthAbsences = ['no-data', 'base-missing', 'base-zero', 'version-changed', 'grouper-changed'] as const;
export type GrowthAbsent = (typeof growthAbsences)[number];

/**
 * A measure over time. Missing is not zero: a unit without data leaves numerator and denominator alone and shows in
 * `reporting`; a unit that reported zero discharges is there with a zero.
 *
 * @throws DomainError cost.period-not-whole when the range cuts a quarter or year; cost.range-empty; cost.range-too-long;
 *   cost.versions-differ.
 */
export function trendOf(question: TrendQuestion): TrendPoint[] {
  const { grain, from, until, measure, version } = question;
  const periods = periodsOf(grain, from, until);
  oneVersion(measure, { from, until }, version);
  const memo = new Map<string, Period>();
  const periodAt = (months: readonly Month[]): Period => {
    const key = `${months[0]} ${months.length}`;
    const known = memo.get(key) ?? foldPeriod(question, months);
    memo.set(key, known);
    return known;
  };
  return periods.map(({ period, months }) => {
    const before = (back: number) => periodAt(months.map((month) => addToMonth(month, -back)));
    const prices = question.prices === null ? null : priceChange(question.prices, months);
    return pointOf(period, measure, periodAt(months), {
      yearBefore: before(12),
      periodBefore: grain === 'cumulative' ? null : before(months.length),
      prices,
    });
  });
}

interface Bases {
  readonly yearBefore: Period;
  readonly periodBefore: Period | null;
  readonly prices: ReturnType<typeof priceChange>;
}

function pointOf(
  period: string,
  measure: Measure,
  now: Period,
  { yearBefore, periodBefore, prices }: Bases,
): TrendPoint {
  const pooled = now.pooled;
  const base = yearBefore.pooled;
  const yoyAbsent = whyNoGrowth(now, yearBefore);
  const momAbsent = periodBefore === null ? 'not-applicable' : whyNoGrowth(now, periodBefore);
  const pricesAbsent = yoyAbsent ?? (isMoney(measure) ? (prices === null ? 'price-unknown' : null) : 'not-money');
  const atPrices = pricesAbsent === null && pooled !== null && base !== null && prices !== null;
  return {
    period,
    status: statusOf(now),
    reporting: now.units.size,
    partial: now.partial,
    expected: now.expected,
    numerator: pooled?.numerator ?? null,
    denominator: pooled?.denominator ?? null,
    value: valueIn(measure, now, pooled),
    unweightedMean: now.groupers.length > 1 ? null : meanOf(measure, now.units.values()),
    yoy: yoyAbsent === null ? growth(pooled, base) : null,
    yoyAbsent,
    ...matchedGrowth(now, yearBefore),
    yoyComparable: atPrices ? comparableGrowth(pooled, base, prices) : null,
    yoyComparableAbsent: pricesAbsent,
    mom: momAbsent === null && periodBefore !== null ? growth(pooled, periodBefore.pooled) : null,
    momAbsent,
    small: isSmall(measure, pooled),
    definitionVersion: now.version?.version ?? null,
    groupers: now.groupers,
  };
}

/**
 * Growth over the units that reported both periods: where some have not reported yet, the growth of the whole tells who is
 * missing and not what changed.
 */
export function matchedGrowth(
  now: Period,
  before: Period,
): { readonly yoyMatched: number | null; readonly yoyMatchedUnits: number } {
  const comparable =
    now.version !== null && now.version === before.version && union(now.groupers, before.groupers).length < 2;
  if (!comparable) return { yoyMatched: null, yoyMatchedUnits: 0 };
  const both = [...now.units.keys()].filter((unit) => before.units.has(unit));
  const pooledOf = ({ units }: Period) => pool(both.map((unit) => units.get(unit)));
  return { yoyMatched: growth(pooledOf(now), pooledOf(before)), yoyMatchedUnits: both.length };
}

/** Why a period has no growth over another; null: it has one. */
export function whyNoGrowth(at: Period, base: Period): GrowthAbsent | null {
  if (at.version === null || at.version !== base.version) return 'version-changed';
  const now = at.pooled;
  const before: Ratio | null = base.pooled;
  if (now === null || now.denominator === 0) return 'no-data';
  if (before === null) return 'base-missing';
  if (before.denominator === 0 || before.numerator === 0) return 'base-zero';
  return union(at.groupers, base.groupers).length < 2 ? null : 'grouper-changed';
}
