import { DomainError } from '../errors.ts';
import { addToMonth, type Month } from '../time.ts';
import {
  evaluate,
  type Figures,
  growth,
  type Measure,
  type MeasureVersion,
  measureValue,
  type Ratio,
  type Source,
  units,
  versionFor,
} from './measure.ts';
import type { DataStatus, SliceState } from './slice.ts';
import type { Dataset, Sums } from './sums.ts';

export const grains = ['month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

/** One unit (hospital or ward) in one month: what its best datasets say, and whether they are whole. */
export interface UnitMonth {
  readonly figures: Figures;
  readonly state: SliceState;
}

export interface TrendQuestion {
  readonly measure: Measure;
  /** A definition to apply throughout; null takes the one in force in each period. */
  readonly version: number | null;
  readonly grain: Grain;
  /** First month inside and first month outside. */
  readonly from: Month;
  readonly until: Month;
  /** Ids of the units that ought to report in a month. */
  readonly expected: (month: Month) => readonly string[];
  readonly figures: ReadonlyMap<string, ReadonlyMap<Month, UnitMonth>>;
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

/**
 * The figures of a unit's month by the measure's preference: for each source the first dataset that is in, so rows win
 * over returns. Null when none is in.
 */
export function bestFigures(
  measure: Measure,
  byDataset: ReadonlyMap<Dataset, { readonly sums: Sums; readonly state: SliceState }>,
): UnitMonth | null {
  const figures: Partial<Record<Source, Sums>> = {};
  let state: SliceState | null = null;
  for (const [source, preference] of Object.entries(measure.datasets) as [Source, readonly Dataset[]][]) {
    const best = preference.find((dataset) => byDataset.has(dataset));
    const found = best === undefined ? undefined : byDataset.get(best);
    if (found === undefined) continue;
    figures[source] = found.sums;
    if (state !== 'partial') state = found.state;
  }
  return state === null ? null : { figures, state };
}

/** Longest question in months; a year's base is read besides. */
const maxTrendMonths = 240;

export function periodsOf(grain: Grain, from: Month, until: Month): { period: string; months: Month[] }[] {
  if (from >= until) throw new DomainError('invalid', 'cost.range-empty', { from, until });
  const length = { month: 1, quarter: 3, year: 12 }[grain];
  for (const edge of [from, until]) {
    if ((Number(edge.slice(5)) - 1) % length !== 0)
      throw new DomainError('invalid', 'cost.period-not-whole', { grain, month: edge });
  }
  const periods: { period: string; months: Month[] }[] = [];
  for (let month = from; month < until; month = addToMonth(month, length)) {
    if (periods.length * length >= maxTrendMonths) {
      throw new DomainError('invalid', 'cost.range-too-long', { from, until, maxMonths: maxTrendMonths });
    }
    const months = Array.from({ length }, (_, step) => addToMonth(month, step));
    periods.push({ period: periodName(grain, month), months });
  }
  return periods;
}

interface Period {
  readonly version: MeasureVersion | null;
  readonly expected: number;
  readonly partial: number;
  readonly units: ReadonlyMap<string, Ratio>;
}

function foldPeriod(question: TrendQuestion, months: readonly Month[]): Period {
  const first = versionFor(question.measure, months[0] as Month, question.version);
  const last = versionFor(question.measure, months[months.length - 1] as Month, question.version);
  const version = first !== undefined && first === last ? first : null;
  const expectedIn = new Map<string, number>();
  for (const month of months) {
    for (const unit of question.expected(month)) expectedIn.set(unit, (expectedIn.get(unit) ?? 0) + 1);
  }
  const reported = new Map<string, Ratio>();
  let partial = 0;
  for (const [unit, owed] of expectedIn) {
    const series = question.figures.get(unit);
    if (version === null || series === undefined) continue;
    let [numerator, denominator, found, whole] = [0, 0, 0, true];
    for (const month of months) {
      const known = series.get(month);
      if (known === undefined) continue;
      const over = evaluate(version.numerator, known.figures);
      const under = evaluate(version.denominator, known.figures);
      if (over === null || under === null) continue;
      numerator += over;
      denominator += under;
      found += 1;
      if (known.state === 'partial') whole = false;
    }
    // A unit that opened or closed inside the period owes only its own months; one that skipped a month is not in.
    if (found < owed) continue;
    reported.set(unit, { numerator, denominator });
    if (!whole) partial += 1;
  }
  return { version, expected: expectedIn.size, partial, units: reported };
}

function pointOf(period: string, measure: Measure, now: Period, base: Period): TrendPoint {
  const pooled = pool(now.units.values());
  const basePooled = pool(base.units.values());
  const both = [...now.units.keys()].filter((unit) => base.units.has(unit));
  const comparable = now.version !== null && now.version === base.version;
  const absent = whyNoGrowth(pooled, basePooled, now, base);
  return {
    period,
    status: pooled === null ? 'missing' : now.units.size === now.expected && now.partial === 0 ? 'complete' : 'partial',
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

function pool(ratios: Iterable<Ratio | undefined>): Ratio | null {
  let [numerator, denominator, count] = [0, 0, 0];
  for (const ratio of ratios) {
    if (ratio === undefined) continue;
    numerator += ratio.numerator;
    denominator += ratio.denominator;
    count += 1;
  }
  return count === 0 ? null : { numerator, denominator };
}

function meanOf(measure: Measure, ratios: Iterable<Ratio>): number | null {
  const { times, over, decimals } = units[measure.unit];
  let [total, count] = [0, 0];
  for (const { numerator, denominator } of ratios) {
    if (denominator === 0) continue;
    total += (numerator * Number(times)) / (denominator * Number(over));
    count += 1;
  }
  return count === 0 ? null : Math.round((total / count) * 10 ** decimals) / 10 ** decimals;
}

function periodName(grain: Grain, month: Month): string {
  if (grain === 'month') return month;
  const year = month.slice(0, 4);
  return grain === 'year' ? year : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}
