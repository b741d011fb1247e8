import { addToMonth, type Month } from '../time.ts';
import { growth, type Measure, measureValue, type Ratio } from './measure.ts';
import {
  foldPeriod,
  type Grain,
  meanOf,
  type Period,
  type PeriodQuestion,
  periodsOf,
  pool,
  statusOf,
} from './period.ts';
import type { DataStatus } from './slice.ts';

export interface TrendQuestion extends PeriodQuestion {
  readonly grain: Grain;
  /** First month inside and first month outside. */
  readonly from: Month;
  readonly until: Month;
}

export interface TrendPoint {
  /** `2026-01`, `2026-Q1` or `2026`. */
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
  readonly yoyAbsent: 'no-data' | 'base-missing' | 'base-zero' | 'version-changed' | null;
  /** The same over only the units that reported both periods, and how many those are. */
  readonly yoyMatched: number | null;
  readonly yoyMatchedUnits: number;
  /** The denominator is below the measure's small-number threshold. */
  readonly small: boolean;
  /** Null where the definition changes inside the period: then there is no value either. */
  readonly definitionVersion: number | null;
}

/**
 * A measure over time. Missing is not zero: a unit without data leaves numerator and denominator alone and shows in
 * `reporting`; a unit that reported zero discharges is there with a zero.
 *
 * @throws DomainError cost.period-not-whole when the range cuts a quarter or year; cost.range-empty; cost.range-too-long.
 */
export function trendOf(question: TrendQuestion): TrendPoint[] {
  const periods = periodsOf(question.grain, question.from, question.until);
  const memo = new Map<Month, Period>();
  const periodAt = (months: readonly Month[]): Period => {
    const key = months[0] as Month;
    const known = memo.get(key) ?? foldPeriod(question, months);
    memo.set(key, known);
    return known;
  };
  return periods.map(({ period, months }) =>
    pointOf(period, question.measure, periodAt(months), periodAt(months.map((month) => addToMonth(month, -12)))),
  );
}

function pointOf(period: string, measure: Measure, now: Period, base: Period): TrendPoint {
  const pooled = pool(now.units.values());
  const basePooled = pool(base.units.values());
  const both = [...now.units.keys()].filter((unit) => base.units.has(unit));
  const comparable = now.version !== null && now.version === base.version;
  const absent = whyNoGrowth(pooled, basePooled, now, base);
  return {
    period,
    status: statusOf(now),
    reporting: now.units.size,
    partial: now.partial,
    expected: now.expected,
    numerator: pooled?.numerator ?? null,
    denominator: pooled?.denominator ?? null,
    value: pooled === null ? null : measureValue(measure.unit, pooled.numerator, pooled.denominator),
    unweightedMean: meanOf(measure, now.units.values()),
    yoy: absent === null ? growth(pooled, basePooled) : null,
    yoyAbsent: absent,
    yoyMatched: comparable
      ? growth(pool(both.map((unit) => now.units.get(unit))), pool(both.map((unit) => base.units.get(unit))))
      : null,
    yoyMatchedUnits: comparable ? both.length : 0,
    small: pooled !== null && pooled.denominator < measure.smallNumber,
    definitionVersion: now.version?.version ?? null,
  };
}

function whyNoGrowth(now: Ratio | null, before: Ratio | null, at: Period, base: Period): TrendPoint['yoyAbsent'] {
  if (at.version === null || at.version !== base.version) return 'version-changed';
  if (now === null || now.denominator === 0) return 'no-data';
  if (before === null) return 'base-missing';
  return before.denominator === 0 || before.numerator === 0 ? 'base-zero' : null;
}
