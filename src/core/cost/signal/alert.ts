import type { Month } from '../../time.ts';
import type { Measure } from '../measure.ts';
import { printed, unrounded } from './valued-month.ts';
import { type NotJudged, type Side, type XmrMonth, type XmrRule, xmrRules } from './xmr.ts';

/** One change, told whole: what changed, from what to what, and since when. Values in the measure's unit. */
export interface Alert {
  readonly rule: XmrRule;
  readonly side: Side;
  /** By the measure's direction of good; a measure without one has no better and no worse. */
  readonly judgement: 'better' | 'worse' | 'neither';
  readonly since: Month;
  /** Last month of it. */
  readonly to: Month;
  readonly months: number;
  /** The baseline's centre; for a trend the value it started from. */
  readonly fromValue: number;
  /** Pooled over the months named; for a trend the value it has reached. */
  readonly toValue: number;
  readonly lower: number;
  readonly upper: number;
  /** What the months rest on together; money in fen. */
  readonly numerator: number;
  readonly denominator: number;
  /** No rule reaches over months of two definitions. */
  readonly definitionVersion: number | null;
  /** Some of the months lack refused rows. */
  readonly partial: boolean;
  /** It holds for the newest month that could be judged, with no other definition or grouper since; the rest is history. */
  readonly current: boolean;
}

/** The alerts of a chart, the newest first. */
export function alertsOf(measure: Pick<Measure, 'unit' | 'directionOfGood'>, months: readonly XmrMonth[]): Alert[] {
  const judged = months.findLastIndex(({ notJudged }) => notJudged === null);
  // Where the series went on by another definition or grouper nobody can say that what held before it still does.
  const newest = months.slice(judged + 1).some(({ notJudged }) => notJudged !== null && breaks.has(notJudged))
    ? -1
    : judged;
  const alerts = xmrRules.flatMap((rule) =>
    (['above', 'below'] as const).flatMap((side) =>
      stretchesOf(months, rule, side).map((places) => alertOf(measure, months, { rule, side, places, newest })),
    ),
  );
  return alerts.sort((left, right) => (left.to === right.to ? 0 : left.to < right.to ? 1 : -1));
}

const breaks: ReadonlySet<NotJudged> = new Set(['version-changed', 'grouper-changed', 'no-limits']);

/** Places of the same alert: next to each other, or with the one month between that two of three allow. */
function stretchesOf(months: readonly XmrMonth[], rule: XmrRule, side: Side): number[][] {
  const marked = months.flatMap(({ signals }, at) =>
    signals.some((signal) => signal.rule === rule && signal.side === side) ? [at] : [],
  );
  const widest = rule === 'two-of-three' ? 2 : 1;
  const stretches: number[][] = [];
  for (const at of marked) {
    const open = stretches.at(-1);
    const last = open?.at(-1);
    const joins = last !== undefined && at - last <= widest && months[at]?.limits === months[last]?.limits;
    if (joins) open?.push(at);
    else stretches.push([at]);
  }
  return stretches;
}

function alertOf(
  { unit, directionOfGood }: Pick<Measure, 'unit' | 'directionOfGood'>,
  months: readonly XmrMonth[],
  found: { readonly rule: XmrRule; readonly side: Side; readonly places: readonly number[]; readonly newest: number },
): Alert {
  const { rule, side, places, newest } = found;
  const valued = places.flatMap((at) => months[at]?.valued ?? []);
  const [first, last] = [valued[0], valued.at(-1)];
  const limits = months[places[0] ?? 0]?.limits;
  if (first === undefined || last === undefined || limits === null || limits === undefined) {
    throw new Error('a signal at a month that was not judged');
  }
  const numerator = valued.reduce((sum, month) => sum + month.numerator, 0);
  const denominator = valued.reduce((sum, month) => sum + month.denominator, 0);
  const trend = rule === 'trend';
  return {
    rule,
    side,
    judgement:
      directionOfGood === 'none'
        ? 'neither'
        : (directionOfGood === 'lower') === (side === 'below')
          ? 'better'
          : 'worse',
    since: first.month,
    to: last.month,
    months: places.length,
    fromValue: printed(unit, trend ? first.value : limits.centre),
    toValue: printed(unit, trend ? last.value : unrounded(unit, numerator, denominator)),
    lower: printed(unit, limits.lower),
    upper: printed(unit, limits.upper),
    numerator,
    denominator,
    definitionVersion: last.definitionVersion,
    partial: valued.some(({ status }) => status === 'partial'),
    current: places.at(-1) === newest,
  };
}
