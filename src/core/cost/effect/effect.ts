import { DomainError } from '../../errors.ts';
import type { Month } from '../../time.ts';
import { refuseGroupers } from '../change/drg.ts';
import type { Measure } from '../measure.ts';
import { type MonthPoint, printed, type ValuedMonth, valuedMonth } from '../signal/valued-month.ts';
import { dot, type Fit, neweyWest, praisWinsten, standardErrorOf } from './least-squares.ts';
import { tQuantile975 } from './t-quantile.ts';

/** Fewer months on a side tell no slope from noise (Bernal, Cummins & Gasparrini 2017; EPOC asks for a clear series). */
export const minMonthsASide = 12;

/**
 * Hard levers such as abolishing the mark-up moved drug cost per discharge by 6–14 %; a larger immediate fall more often
 * comes from the data (a changed definition, another grouper, a ward that moved).
 */
export const implausibleFall = 0.15;

export interface EffectQuestion {
  readonly measure: Pick<Measure, 'id' | 'unit' | 'smallNumber'>;
  /** Every month of the range in order, missing ones too. */
  readonly points: readonly MonthPoint[];
  /** The same months of the units that nothing was done to, pooled; null: none. */
  readonly comparator: readonly MonthPoint[] | null;
  /** First month of the later period. */
  readonly since: Month;
  /** Hospitals of level 2 and level 3 are in one series, which then moves with the share of each. */
  readonly levelsTogether?: boolean;
  /** Pairs of sine and cosine of the year; 0 leaves the seasons in the residuals. */
  readonly harmonics: 0 | 1 | 2;
  /** Months over which residuals may be correlated; null takes ⌊4 (n/100)^(2/9)⌋ (Newey & West 1994). */
  readonly lag: number | null;
}

/** An estimate with its 95 % interval; in the measure's unit, slopes per month. */
export interface Estimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Estimates {
  /** Slope of the earlier period. */
  readonly slopeBefore: Estimate;
  /** How far the first month of the later period stands off the continued line of the earlier one. */
  readonly levelChange: Estimate;
  readonly slopeChange: Estimate;
  /** The distance from the continued line in the last month. */
  readonly changeAtEnd: Estimate;
}

export type EffectWarning =
  | 'implausible-fall'
  | 'no-comparator'
  | 'months-missing'
  | 'months-partial'
  | 'small-numbers'
  | 'not-converged'
  | 'levels-together';

export interface EffectAnswer {
  readonly monthsBefore: number;
  readonly monthsAfter: number;
  readonly missing: readonly Month[];
  readonly lag: number;
  readonly harmonics: number;
  readonly degreesOfFreedom: number;
  /** Residuals' correlation with the month before, by Prais–Winsten. */
  readonly rho: number;
  readonly neweyWest: Estimates;
  readonly praisWinsten: Estimates;
  /** `levelChange` (Newey–West) as a share of the continued line in that month; null where that is not above 0. */
  readonly levelChangeShare: number | null;
  /**
   * Means over the two periods and their growth. They hold trend, seasons and everything else that happened, so they
   * stand here beside the estimates and nowhere alone.
   */
  readonly means: { readonly before: number; readonly after: number; readonly change: number | null };
  readonly series: readonly {
    readonly month: Month;
    readonly observed: number | null;
    readonly comparator: number | null;
    readonly fitted: number;
    /** The line of the earlier period continued (with seasons and comparator): null before the later period. */
    readonly counterfactual: number | null;
  }[];
  readonly warnings: readonly EffectWarning[];
}

/**
 * Interrupted time series: what differs in level and slope over the later period. It says what happened over the same
 * period, not why. With a comparator the difference between the two is analysed, month by month, so that what moved both
 * falls out.
 *
 * @throws DomainError effect.since-outside, effect.too-few-months, effect.version-changed, cost.groupers-differ.
 */
export function effectOf(question: EffectQuestion): EffectAnswer {
  const { measure, since, harmonics } = question;
  const months = paired(question);
  if (!question.points.some(({ month }) => month === since)) {
    throw new DomainError('invalid', 'effect.since-outside', { since });
  }
  const observed = months.filter((month) => month.value !== null);
  const before = observed.filter(({ month }) => month < since).length;
  const after = observed.length - before;
  if (Math.min(before, after) < minMonthsASide) {
    throw new DomainError('invalid', 'effect.too-few-months', { before, after, minimum: minMonthsASide });
  }
  refuseTwoVersions(observed);
  const grouped = [...question.points, ...(question.comparator ?? [])].flatMap(({ groupers = [] }) => groupers);
  refuseGroupers(measure, [...new Set(grouped)]);

  const start = months.findIndex(({ month }) => month === since);
  const rowOf = (at: number, continued = false) => regressors(months[at]?.month ?? '', at, start, harmonics, continued);
  const places = months.flatMap(({ value }, at) => (value === null ? [] : [at]));
  const rows = places.map((at) => rowOf(at));
  const values = observed.map(({ value }) => value ?? 0);
  const lag = question.lag ?? Math.floor(4 * (values.length / 100) ** (2 / 9));
  const fit = neweyWest(rows, values, lag);
  const second = praisWinsten(rows, values);
  const print = (value: number) => printed(measure.unit, value);

  const last = months.length - 1;
  const counterfactualAt = (at: number) => dot(rowOf(at, true), fit.beta) + (months[at]?.comparator?.value ?? 0);
  const continued = counterfactualAt(start);
  // Where the first later month lacks its comparator there is no line to compare with.
  const known = question.comparator === null || months[start]?.comparator !== null;
  const levelChangeShare =
    known && continued > 0 ? Math.round(((fit.beta[2] ?? 0) / continued) * 10_000) / 10_000 : null;
  return {
    monthsBefore: before,
    monthsAfter: after,
    missing: months.flatMap(({ month, value }) => (value === null ? [month] : [])),
    lag,
    harmonics,
    degreesOfFreedom: fit.degreesOfFreedom,
    rho: Math.round(second.rho * 10_000) / 10_000,
    neweyWest: estimatesOf(fit, last - start, print),
    praisWinsten: estimatesOf(second, last - start, print),
    levelChangeShare,
    means: meansOf(months, since, print),
    series: months.map(({ month, own, comparator }, at) => {
      const beside = comparator?.value ?? 0;
      const line = question.comparator === null || comparator !== null;
      return {
        month,
        observed: own === null ? null : print(own.value),
        comparator: comparator === null ? null : print(comparator.value),
        fitted: print(dot(rowOf(at), fit.beta) + beside),
        counterfactual: month < since || !line ? null : print(counterfactualAt(at)),
      };
    }),
    warnings: warningsOf(question, months, levelChangeShare, second.converged),
  };
}

interface PairedMonth {
  readonly month: Month;
  readonly own: ValuedMonth | null;
  readonly comparator: ValuedMonth | null;
  /** What is analysed: the unit's own value, or its distance from the comparator; null where either is missing. */
  readonly value: number | null;
}

function paired({ measure, points, comparator }: EffectQuestion): PairedMonth[] {
  const beside = new Map(comparator?.map((point) => [point.month, valuedMonth(measure.unit, point)]) ?? []);
  return points.map((point) => {
    const own = valuedMonth(measure.unit, point);
    const other = beside.get(point.month) ?? null;
    if (comparator === null) return { month: point.month, own, comparator: null, value: own?.value ?? null };
    const value = own === null || other === null ? null : own.value - other.value;
    return { month: point.month, own, comparator: other, value };
  });
}

function refuseTwoVersions(observed: readonly PairedMonth[]): void {
  const versions = new Set(observed.flatMap(({ own, comparator }) => [own, comparator ?? own]).map(versionOf));
  if (versions.size < 2) return;
  const [first, ...others] = [...versions];
  const changed = observed.find(({ own }) => versionOf(own) !== first)?.month ?? '';
  throw new DomainError('invalid', 'effect.version-changed', {
    month: changed,
    versions: [first, ...others].map(String),
  });
}

function versionOf(point: ValuedMonth | null): number | null {
  return point?.definitionVersion ?? null;
}

/** 1, months since the start, later or not, months since the later period began; then the seasons. */
function regressors(month: Month, at: number, start: number, harmonics: number, continued: boolean): number[] {
  const later = at >= start && !continued;
  const row = [1, at, later ? 1 : 0, later ? at - start : 0];
  for (let turn = 1; turn <= harmonics; turn += 1) {
    const angle = (2 * Math.PI * turn * Number(month.slice(5))) / 12;
    row.push(Math.sin(angle), Math.cos(angle));
  }
  return row;
}

function estimatesOf(fit: Fit, monthsToEnd: number, print: (value: number) => number): Estimates {
  const quantile = tQuantile975(fit.degreesOfFreedom);
  const estimate = (...weights: number[]): Estimate => {
    const value = dot(weights, fit.beta);
    const error = standardErrorOf(fit, weights);
    const [lower, upper] = [print(value - quantile * error), print(value + quantile * error)];
    return { estimate: print(value), standardError: print(error), lower, upper };
  };
  return {
    slopeBefore: estimate(0, 1),
    levelChange: estimate(0, 0, 1),
    slopeChange: estimate(0, 0, 0, 1),
    changeAtEnd: estimate(0, 0, 1, monthsToEnd),
  };
}

function meansOf(months: readonly PairedMonth[], since: Month, print: (value: number) => number) {
  const pooled = (of: readonly PairedMonth[]) => {
    const own = of.flatMap((month) => month.own ?? []);
    const numerator = own.reduce((sum, month) => sum + month.value * month.denominator, 0);
    return numerator / own.reduce((sum, month) => sum + month.denominator, 0);
  };
  const before = pooled(months.filter(({ month }) => month < since));
  const after = pooled(months.filter(({ month }) => month >= since));
  const change = before === 0 ? null : Math.round((after / before - 1) * 10_000) / 10_000;
  return { before: print(before), after: print(after), change };
}

function warningsOf(
  { measure, comparator, levelsTogether = false }: EffectQuestion,
  months: readonly PairedMonth[],
  levelChangeShare: number | null,
  converged: boolean,
): EffectWarning[] {
  const points = months.flatMap((month) => [month.own ?? [], month.comparator ?? []].flat());
  const found: readonly (readonly [EffectWarning, boolean])[] = [
    ['implausible-fall', levelChangeShare !== null && levelChangeShare < -implausibleFall],
    ['no-comparator', comparator === null],
    ['months-missing', months.some(({ value }) => value === null)],
    ['months-partial', points.some(({ status }) => status === 'partial')],
    ['small-numbers', points.some(({ denominator }) => denominator < measure.smallNumber)],
    ['not-converged', !converged],
    ['levels-together', levelsTogether],
  ];
  return found.flatMap(([warning, holds]) => (holds ? [warning] : []));
}
