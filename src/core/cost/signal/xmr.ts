import { addToMonth, type Month } from '../../time.ts';
import type { Unit } from '../measure.ts';
import { lacksUnits, type MonthPoint, type ValuedMonth, valuedMonth } from './valued-month.ts';

/**
 * XmR chart (individual values and moving ranges) with the four rules of NHS England's "Making Data Count", as its package
 * NHSRplotthedots (CRAN, 0.2) applies them: a point outside the limits, a shift of 7, a trend of 7, and two of three points
 * near one limit with all three on its side of the centre. (Some Making Data Count leaflets take 6 for the trend; the package and its Excel tool take 7.)
 */
export const shiftMonths = 7;
export const trendMonths = 7;
export const nearMonths = 2;
export const nearWindow = 3;

/** d2 of two observations: a mean moving range over this is a standard deviation, so limits stand 3/1.128 = 2.66 off. */
const rangeToSigma = 1.128;
const limitSigmas = 3;
/** Near a limit: beyond two of the three sigmas. */
const nearSigmas = 2;
/** D4 of two observations: moving ranges above this many mean ones are left out of the mean, once. */
const outlyingRange = 3.267;

/** Limits from fewer months move too much themselves. */
export const baselineMonths = 12;

/** Which months limits rest on, and from which month on they hold. */
export interface Baseline {
  /** First month inside and first month outside. */
  readonly from: Month;
  readonly until: Month;
  /** Limits hold for this month and later, up to the next baseline. */
  readonly appliesFrom: Month;
}

export interface Limits {
  readonly centre: number;
  readonly lower: number;
  readonly upper: number;
  /** Mean moving range without the outlying ones. */
  readonly movingRange: number;
  /** Months of the baseline that were judged. */
  readonly months: number;
  readonly definitionVersion: number;
  /** What grouped the cases behind it; undefined where it is no matter. */
  readonly grouper: string | undefined;
}

export type XmrRule = 'outside-limits' | 'shift' | 'trend' | 'two-of-three';
export const xmrRules = ['outside-limits', 'shift', 'trend', 'two-of-three'] as const satisfies readonly XmrRule[];

/** Why a month is drawn and not judged. */
export type NotJudged =
  | 'missing'
  | 'month-running'
  /** Of several units some have not reported it: the dear ones missing looks like everybody having become cheap. */
  | 'units-missing'
  | 'no-denominator'
  | 'small-number'
  | 'before-baseline'
  | 'no-limits'
  | 'version-changed'
  | 'grouper-changed';

export interface XmrMonth {
  readonly point: MonthPoint;
  readonly valued: ValuedMonth | null;
  readonly limits: Limits | null;
  readonly notJudged: NotJudged | null;
  readonly signals: readonly { readonly rule: XmrRule; readonly side: Side }[];
}

export type Side = 'above' | 'below';

export interface XmrQuestion {
  readonly unit: Unit;
  /** Months with a smaller denominator are neither judged nor part of a baseline: one patient can move them. */
  readonly smallNumber: number;
  /** Every month in order, missing ones too. */
  readonly points: readonly MonthPoint[];
  /** By `appliesFrom`; empty: the first `baselineMonths` months that can be judged, which then stay. */
  readonly baselines: readonly Baseline[];
}

/** The chart: limits that are never moved by new months, and each rule that a month is part of. */
export function xmrOf(question: XmrQuestion): XmrMonth[] {
  const months = question.points.map((point) => ({ point, valued: valuedMonth(question.unit, point) }));
  const baselines = question.baselines.length > 0 ? question.baselines : firstBaseline(question, months);
  const limitsOfBaseline = new Map(baselines.map((baseline) => [baseline, limitsFrom(question, months, baseline)]));
  const judged = months.map(({ point, valued }): Omit<XmrMonth, 'signals'> => {
    const baseline = baselines.findLast(({ appliesFrom }) => appliesFrom <= point.month);
    const limits = baseline === undefined ? null : (limitsOfBaseline.get(baseline) ?? null);
    const notJudged = whyNotJudged(question, point, valued, baseline, limits);
    return { point, valued, limits, notJudged };
  });
  const signals = judged.map((): XmrMonth['signals'][number][] => []);
  for (const run of unbroken(judged)) markRules(judged, run, signals);
  return judged.map((month, at) => ({ ...month, signals: signals[at] ?? [] }));
}

type Judged = Omit<XmrMonth, 'signals'>;

/** The first months that can be judged, all of one definition: made once by the data, and moved only by a person. */
function firstBaseline(question: XmrQuestion, months: readonly Pick<XmrMonth, 'point' | 'valued'>[]): Baseline[] {
  const usable = months.filter(({ valued }) => isUsable(question, valued));
  const version = usable[0]?.point.definitionVersion;
  const first = usable.slice(0, baselineMonths);
  const last = first.at(-1)?.point.month;
  const from = first[0]?.point.month;
  if (first.length < baselineMonths || from === undefined || last === undefined) return [];
  if (first.some(({ point }) => point.definitionVersion !== version)) return [];
  if (first.some(({ point }) => point.groupers?.[0] !== first[0]?.point.groupers?.[0])) return [];
  return [{ from, until: addToMonth(last, 1), appliesFrom: from }];
}

function isUsable(
  { smallNumber }: Pick<XmrQuestion, 'smallNumber'>,
  valued: ValuedMonth | null,
): valued is ValuedMonth {
  return (
    valued !== null && valued.denominator >= smallNumber && valued.definitionVersion !== null && !lacksUnits(valued)
  );
}

/** Limits from the months of a baseline; null: fewer than `baselineMonths` of one definition that could be judged. */
export function limitsOf(
  series: Pick<XmrQuestion, 'unit' | 'smallNumber' | 'points'>,
  baseline: Baseline,
): Limits | null {
  const months = series.points.map((point) => ({ point, valued: valuedMonth(series.unit, point) }));
  return limitsFrom(series, months, baseline);
}

function limitsFrom(
  question: Pick<XmrQuestion, 'smallNumber'>,
  months: readonly Pick<XmrMonth, 'point' | 'valued'>[],
  baseline: Baseline,
): Limits | null {
  const inside = months.filter(({ point }) => point.month >= baseline.from && point.month < baseline.until);
  const usable = inside.flatMap(({ valued }) => (isUsable(question, valued) ? [valued] : []));
  const definitionVersion = usable[0]?.definitionVersion;
  if (usable.length < baselineMonths || definitionVersion === null || definitionVersion === undefined) return null;
  if (usable.some((month) => month.definitionVersion !== definitionVersion)) return null;
  const grouper = usable[0]?.groupers?.[0];
  if (usable.some((month) => month.groupers?.[0] !== grouper)) return null;
  const centre = meanOf(usable.map(({ value }) => value));
  // A range spans two months that follow each other; over a missing one there is none.
  const ranges = usable.flatMap((month, at) => {
    const before = usable[at - 1];
    return before !== undefined && addToMonth(before.month, 1) === month.month
      ? [Math.abs(month.value - before.value)]
      : [];
  });
  if (ranges.length === 0) return null;
  const all = meanOf(ranges);
  const movingRange = meanOf(ranges.filter((range) => range <= outlyingRange * all));
  const reach = (limitSigmas * movingRange) / rangeToSigma;
  const [lower, upper] = [centre - reach, centre + reach];
  return { centre, lower, upper, movingRange, months: usable.length, definitionVersion, grouper };
}

function whyNotJudged(
  question: XmrQuestion,
  point: MonthPoint,
  valued: ValuedMonth | null,
  baseline: Baseline | undefined,
  limits: Limits | null,
): NotJudged | null {
  if (point.numerator === null || point.denominator === null) return 'missing';
  if (lacksUnits(point)) return 'units-missing';
  if ((point.groupers?.length ?? 0) > 1) return 'grouper-changed';
  if (valued === null) return 'no-denominator';
  if (valued.denominator < question.smallNumber) return 'small-number';
  if (baseline === undefined && question.baselines.length > 0) return 'before-baseline';
  if (limits === null) return 'no-limits';
  if (valued.definitionVersion !== limits.definitionVersion) return 'version-changed';
  return valued.groupers?.[0] === limits.grouper ? null : 'grouper-changed';
}

/** Places of judged months under the same limits with none left out between: rules never reach over a gap. */
function* unbroken(months: readonly Judged[]): Generator<number[]> {
  let run: number[] = [];
  for (const [at, month] of months.entries()) {
    const before = months[at - 1];
    if (run.length > 0 && (month.notJudged !== null || before?.limits !== month.limits)) {
      yield run;
      run = [];
    }
    if (month.notJudged === null) run.push(at);
  }
  if (run.length > 0) yield run;
}

function markRules(months: readonly Judged[], run: readonly number[], signals: XmrMonth['signals'][number][][]): void {
  const limits = months[run[0] ?? 0]?.limits;
  if (limits === null || limits === undefined) return;
  const values = run.map((at) => months[at]?.valued?.value ?? 0);
  const near = ((limits.upper - limits.centre) * nearSigmas) / limitSigmas;
  for (const side of ['above', 'below'] as const) {
    const sign = side === 'above' ? 1 : -1;
    const off = values.map((value) => (value - limits.centre) * sign);
    const reach = limits.upper - limits.centre;
    const step = values.map((value, at) => (at === 0 ? 0 : (value - (values[at - 1] ?? 0)) * sign));
    const marked: readonly (readonly [XmrRule, (at: number) => boolean])[] = [
      ['outside-limits', (at) => (off[at] ?? 0) > reach],
      [
        'shift',
        (at) =>
          inStretch(
            off.map((value) => value > 0),
            at,
            shiftMonths,
          ),
      ],
      // A trend of 7 points has 6 steps; the point it starts from belongs to it.
      [
        'trend',
        (at) =>
          inTrend(
            step.map((value) => value > 0),
            at,
          ),
      ],
      ['two-of-three', (at) => nearby(off, at, { near, reach })],
    ];
    for (const [rule, holds] of marked) {
      for (const [at, place] of run.entries()) if (holds(at)) signals[place]?.push({ rule, side });
    }
  }
}

/** Whether `at` lies in a stretch of at least `length` places that all hold. */
function inStretch(holds: readonly boolean[], at: number, length: number): boolean {
  if (holds[at] !== true) return false;
  let [first, last] = [at, at];
  while (holds[first - 1] === true) first -= 1;
  while (holds[last + 1] === true) last += 1;
  return last - first + 1 >= length;
}

function inTrend(rises: readonly boolean[], at: number): boolean {
  return inStretch(rises, at, trendMonths - 1) || inStretch(rises, at + 1, trendMonths - 1);
}

/**
 * Between two and three sigmas itself, and so is another of three in a row that hold this place, all three on one side of the
 * centre. A point outside the limits has a rule of its own and is not also near one.
 */
function nearby(
  off: readonly number[],
  at: number,
  { near, reach }: { readonly near: number; readonly reach: number },
): boolean {
  const isNear = (value: number | undefined) => value !== undefined && value > near && value <= reach;
  if (!isNear(off[at])) return false;
  const starts = Array.from({ length: nearWindow }, (_, back) => at - back).filter((start) => start >= 0);
  const windows = starts.map((start) => off.slice(start, start + nearWindow));
  return windows.some(
    (window) =>
      window.length === nearWindow && window.every((value) => value > 0) && window.filter(isNear).length >= nearMonths,
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
