import { addToMonth, type Month } from '../../time.ts';
import { growth, type Measure, measureValue } from '../measure.ts';
import { foldPeriod, meanOf, type Period, type PeriodQuestion, statusOf } from '../period.ts';
import { isSmall, valueIn } from '../series.ts';
import type { DataStatus } from '../slice.ts';
import { type GrowthAbsent, matchedGrowth, whyNoGrowth } from './trend.ts';

/** A part of a whole: a county of the city, a hospital of a county, a ward of a hospital. */
export interface DrillPart {
  readonly id: string;
  readonly question: PeriodQuestion;
}

/** A place over some months beside the same months a year before. */
export interface DrillFigure {
  readonly status: DataStatus;
  readonly reporting: number;
  readonly expected: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly unweightedMean: number | null;
  readonly small: boolean;
  /** What grouped the cases, where the measure rests on it; over more than one there is no common value. */
  readonly groupers: readonly string[];
  readonly yoy: number | null;
  readonly yoyAbsent: GrowthAbsent | null;
  /** The same over the units that reported both years; where some are missing it is the one to read. */
  readonly yoyMatched: number | null;
  readonly yoyMatchedUnits: number;
}

export interface DrillRow extends DrillFigure {
  readonly id: string;
  /** This part of the whole's numerator and of its denominator, to four decimals. */
  readonly numeratorShare: number | null;
  readonly denominatorShare: number | null;
}

export interface Drill {
  readonly total: DrillFigure;
  /** In order of id. Parts that nobody reported for are there, as missing. */
  readonly parts: readonly DrillRow[];
}

/** A whole and its parts over the months of a range. */
export function drillOf(
  measure: Measure,
  months: readonly Month[],
  whole: PeriodQuestion,
  parts: readonly DrillPart[],
): Drill {
  const before = months.map((month) => addToMonth(month, -12));
  const figure = (question: PeriodQuestion) =>
    figureOf(measure, foldPeriod(question, months), foldPeriod(question, before));
  const total = figure(whole);
  const rows = parts.map(({ id, question }): DrillRow => {
    const own = figure(question);
    return {
      id,
      ...own,
      numeratorShare: shareOf(own.numerator, total.numerator),
      denominatorShare: shareOf(own.denominator, total.denominator),
    };
  });
  return { total, parts: rows.sort((left, right) => (left.id < right.id ? -1 : 1)) };
}

function figureOf(measure: Measure, now: Period, before: Period): DrillFigure {
  const pooled = now.pooled;
  const yoyAbsent = whyNoGrowth(now, before);
  return {
    status: statusOf(now),
    reporting: now.units.size,
    expected: now.expected,
    numerator: pooled?.numerator ?? null,
    denominator: pooled?.denominator ?? null,
    value: valueIn(measure, now, pooled),
    unweightedMean: now.groupers.length > 1 ? null : meanOf(measure, now.units.values()),
    groupers: now.groupers,
    small: isSmall(measure, pooled),
    yoy: yoyAbsent === null ? growth(pooled, before.pooled) : null,
    yoyAbsent,
    ...matchedGrowth(now, before),
  };
}

function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null ? null : measureValue('share', part, whole);
}
