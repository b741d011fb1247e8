import type { Month } from '../time.ts';
import { type Measure, measureValue, type Ratio } from './measure.ts';
import { foldPeriod, type Period, type PeriodQuestion, periodsOf, statusOf } from './period.ts';
import type { DataStatus } from './slice.ts';

/** One month of a measure: of one unit, or of several pooled. */
export interface SeriesMonth {
  readonly month: Month;
  readonly status: DataStatus;
  /** In the sums' own unit (money in fen, weights in ten-thousandths); null where nobody reported. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** In the measure's unit; null over a denominator of 0 or without data. */
  readonly value: number | null;
  /** The denominator is below the measure's small-number threshold: one patient can move the value. */
  readonly small: boolean;
  readonly definitionVersion: number | null;
  /** What grouped the cases, where the measure rests on it; over more than one there is no common value. */
  readonly groupers: readonly string[];
  /** Units that reported, of the units that owed the month: 1 of 1 for one unit. */
  readonly reporting: number;
  readonly expected: number;
}

export interface SeriesQuestion extends PeriodQuestion {
  /** First month inside and first month outside. */
  readonly from: Month;
  readonly until: Month;
}

/**
 * A measure month by month, without growth and without comparison: what limits, alerts and regressions are computed from.
 * Every month of the range is there; a missing month is `missing` with nulls, never a zero.
 *
 * @throws DomainError cost.range-empty, cost.range-too-long.
 */
export function monthlySeries(question: SeriesQuestion): SeriesMonth[] {
  return periodsOf('month', question.from, question.until).map(({ period, months }) => {
    const folded = foldPeriod(question, months);
    const pooled = folded.pooled;
    return {
      month: period,
      status: statusOf(folded),
      numerator: pooled?.numerator ?? null,
      denominator: pooled?.denominator ?? null,
      value: valueIn(question.measure, folded, pooled),
      small: isSmall(question.measure, pooled),
      definitionVersion: folded.version?.version ?? null,
      groupers: folded.groupers,
      reporting: folded.units.size,
      expected: folded.expected,
    };
  });
}

/** The value of a ratio in the measure's unit; null without data or over a denominator of 0. */
export function ratioValue(measure: Measure, ratio: Ratio | null | undefined): number | null {
  return ratio === null || ratio === undefined ? null : measureValue(measure.unit, ratio.numerator, ratio.denominator);
}

/** The value of a period's pooled ratio; cases of two groupers have none together. */
export function valueIn(measure: Measure, { groupers }: Pick<Period, 'groupers'>, pooled: Ratio | null): number | null {
  return groupers.length > 1 ? null : ratioValue(measure, pooled);
}

export function isSmall(measure: Measure, ratio: Ratio | null | undefined): boolean {
  return ratio !== null && ratio !== undefined && ratio.denominator < measure.smallNumber;
}
