import type { Measure } from '../../core/cost/measure.ts';
import { periodsOf } from '../../core/cost/period.ts';
import type { SeriesMonth } from '../../core/cost/series.ts';
import { type Alert, alertsOf } from '../../core/cost/signal/alert.ts';
import { baselineKey, type SeriesOwner, setBaseline as set } from '../../core/cost/signal/baseline.ts';
import { printed, valuedMonth } from '../../core/cost/signal/valued-month.ts';
import {
  type Baseline,
  baselineMonths,
  type Limits,
  shiftMonths,
  trendMonths,
  type XmrMonth,
} from '../../core/cost/signal/xmr.ts';
import { addToMonth, type Month } from '../../core/time.ts';
import type { BaselineRow } from '../../store/queries/baseline.ts';
import { type Context, reach, replyFor, type Written } from '../context.ts';
import {
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  placeOf,
  reachScope,
} from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';
import { decideOnNewest } from '../retry.ts';
import { baselinesOf, endOfSeries, judgedSeries, wholeSeries } from './signal-series.ts';

export interface ChartCommand extends SeriesOwner {
  readonly measure: string;
  readonly version: number | null;
  readonly from: Month;
  readonly until: Month;
}

export interface ChartAnswer extends MeasureHeading {
  readonly scope: CostScope & { readonly name: string };
  readonly level: 2 | 3 | null;
  readonly rules: { readonly shiftMonths: number; readonly trendMonths: number };
  readonly baselines: readonly ChartBaseline[];
  readonly months: readonly ChartMonth[];
  /** Of the whole series, also where they began before the months shown. */
  readonly alerts: readonly Alert[];
}

export interface ChartBaseline extends Baseline {
  /** first-months: nobody has set one; they are the first twelve months that can be judged. */
  readonly basis: 'first-months' | 'set-by-person';
  readonly reason: string | null;
  readonly setOn: string | null;
}

export interface ChartMonth
  extends Pick<XmrMonth['point'], 'month' | 'status' | 'numerator' | 'denominator' | 'definitionVersion'>,
    Pick<XmrMonth, 'notJudged' | 'signals'> {
  /** What grouped the cases, where the measure rests on it: where it changes the series breaks. */
  readonly groupers: readonly string[];
  readonly value: number | null;
  readonly limits: Pick<Limits, 'centre' | 'lower' | 'upper'> | null;
}

/**
 * The XmR chart of a series: limits from a fixed baseline, and what the four rules say of each month.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.range-empty.
 */
export async function signalChart(context: Context, command: ChartCommand): Promise<ChartAnswer> {
  const cost = await costContextOf(context);
  const { scope, level, from, until, version } = command;
  const name = reachScope(cost, scope);
  const measure = measureNamed(cost, command.measure, version);
  periodsOf('month', from, until);
  const series = wholeSeries(cost, await cost.live.current(), { measure, version, scope, level }, until);
  const known = await baselinesOf(context, measure, command);
  const open = endOfSeries(context);
  const judged = [
    ...judgedSeries(
      { measure },
      series.filter(({ month }) => month < open),
      known,
    ),
    ...series.filter(({ month }) => month >= open).map((point) => runningMonth(measure, point)),
  ];
  const print = (value: number) => printed(measure.unit, value);
  return {
    ...headingOf(measure),
    scope: { ...scope, name },
    level,
    rules: { shiftMonths, trendMonths },
    baselines: known.length > 0 ? known.map(shownBaseline) : firstMonths(judged),
    months: judged
      .filter(({ point }) => point.month >= from)
      .map(({ point, valued, limits, notJudged, signals }) => ({
        month: point.month,
        status: point.status,
        numerator: point.numerator,
        denominator: point.denominator,
        definitionVersion: point.definitionVersion,
        groupers: point.groupers ?? [],
        value: valued === null ? null : print(valued.value),
        limits: limits && { centre: print(limits.centre), lower: print(limits.lower), upper: print(limits.upper) },
        notJudged,
        signals,
      })),
    alerts: alertsOf(measure, judged),
  };
}

export interface SetBaseline extends SeriesOwner, Baseline {
  readonly measure: string;
  readonly reason: string;
}

/**
 * Limits are computed anew from these months, from `appliesFrom` on, because a person says so and why.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown; what `setBaseline` of core throws.
 */
export async function setBaseline(context: Context, command: SetBaseline): Promise<Written> {
  const cost = await costContextOf(context);
  const { scope, level } = command;
  const by = reach(context, 'baseline.set', [placeOf(cost.places, scope).place]);
  const measure = measureNamed(cost, command.measure, null);
  const live = await cost.live.current();
  const points = wholeSeries(cost, live, { measure, version: null, scope, level }, endOfSeries(context));
  return decideOnNewest(undefined, async () => {
    const id = baselineKey(measure.id, command);
    const stream = { kind: 'baseline' as const, id };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    const baselines = await baselinesOf(context, measure, command);
    const event = set({ unit: measure.unit, smallNumber: measure.smallNumber, points, baselines }, command);
    const drafts = [{ event, by, streams: [{ ...stream, decidedOn }] }];
    return { id, appended: await context.store.ledger.append(drafts, replyFor(context, id)) };
  });
}

/** Drawn with what is in of it, and judged when it is over. */
function runningMonth({ unit }: Measure, point: SeriesMonth): XmrMonth {
  return { point, valued: valuedMonth(unit, point), limits: null, notJudged: 'month-running', signals: [] };
}

function shownBaseline({ from, until, appliesFrom, reason, setOn }: BaselineRow): ChartBaseline {
  return { from, until, appliesFrom, basis: 'set-by-person', reason, setOn };
}

/** The twelve months that nobody chose, where there are that many. */
function firstMonths(judged: readonly XmrMonth[]): ChartBaseline[] {
  const inside = judged.filter(({ notJudged }) => notJudged === null).slice(0, baselineMonths);
  const [first, last] = [inside[0]?.point.month, inside.at(-1)?.point.month];
  if (inside.length < baselineMonths || first === undefined || last === undefined) return [];
  const until = addToMonth(last, 1);
  return [{ from: first, until, appliesFrom: first, basis: 'first-months', reason: null, setOn: null }];
}
