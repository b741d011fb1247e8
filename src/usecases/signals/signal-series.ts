import { derived } from '../../core/cost/derived.ts';
import type { LiveCost } from '../../core/cost/live.ts';
import type { Measure } from '../../core/cost/measure.ts';
import { monthlySeries, type SeriesMonth } from '../../core/cost/series.ts';
import { type Alert, alertsOf } from '../../core/cost/signal/alert.ts';
import { baselineKey, type SeriesOwner } from '../../core/cost/signal/baseline.ts';
import { type Baseline, type XmrMonth, xmrOf } from '../../core/cost/signal/xmr.ts';
import { type Month, monthOf } from '../../core/time.ts';
import type { BaselineRow } from '../../store/queries/baseline.ts';
import { type Context, todayOf } from '../context.ts';
import type { CostContext, CostScope } from '../cost/cost-context.ts';
import { periodQuestion } from '../cost/cost-series.ts';

export interface SignalQuestion extends SeriesOwner {
  readonly measure: Measure;
  readonly version: number | null;
}

/** Everything that is in of a series up to the present month: limits must not depend on the range somebody looks at. */
export function wholeSeries(
  cost: Pick<CostContext, 'places'>,
  live: LiveCost,
  { measure, version, scope, level }: SignalQuestion,
  until: Month,
): SeriesMonth[] {
  const from = firstMonth(cost, live, scope);
  if (from === null || from >= until) return [];
  const question = periodQuestion(cost, live, measure, version, scope, level);
  return monthlySeries({ ...question, from, until });
}

/** A series judged by the limits that hold. */
export function judgedSeries(
  { measure }: Pick<SignalQuestion, 'measure'>,
  points: readonly SeriesMonth[],
  baselines: readonly Baseline[],
): XmrMonth[] {
  const { unit, smallNumber } = measure;
  return xmrOf({ unit, smallNumber, points, baselines });
}

/** What a hospital's or ward's series says of changes, and whether it had months enough for limits. */
export interface UnitAlerts {
  readonly judged: boolean;
  /** The newest month that could be judged; null: none. */
  readonly newest: Month | null;
  readonly alerts: readonly Alert[];
}

/**
 * The alerts of one unit up to a month. Kept as long as nothing of its hospital is switched: after an import only that
 * hospital's series are judged anew, however many others a list goes over.
 */
export function unitAlerts(
  cost: Pick<CostContext, 'places'>,
  live: LiveCost,
  question: {
    readonly measure: Measure;
    readonly scope: SeriesOwner['scope'] & { readonly kind: 'hospital' | 'ward' };
  },
  until: Month,
  baselines: readonly Baseline[],
): UnitAlerts {
  const { measure, scope } = question;
  const hospitalId = scope.kind === 'hospital' ? scope.hospitalId : cost.places.wards.get(scope.wardId)?.hospitalId;
  const months = hospitalId === undefined ? undefined : live.hospitals.get(hospitalId);
  if (months === undefined) return { judged: false, newest: null, alerts: [] };
  const owner: SeriesOwner = { scope, level: null };
  const set = baselines.map(({ from, until: end, appliesFrom }) => `${from} ${end} ${appliesFrom}`);
  const key = [baselineKey(measure.id, owner), until, cost.places.version, ...set].join('|');
  return keptAlerts(months, key, () => {
    const points = wholeSeries(cost, live, { measure, version: null, ...owner }, until);
    const judged = judgedSeries({ measure }, points, baselines);
    const newest = judged.findLast(({ notJudged }) => notJudged === null)?.point.month ?? null;
    return { judged: judged.some(({ limits }) => limits !== null), newest, alerts: alertsOf(measure, judged) };
  });
}

/** Every measure of a hospital with a hundred wards. */
const keptAlerts = derived<ReadonlyMap<Month, unknown>, UnitAlerts>(2_000);

/** What persons have set for a series; empty: its first twelve months that can be judged. */
export function baselinesOf(context: Context, measure: Measure, owner: SeriesOwner): Promise<readonly BaselineRow[]> {
  return context.store.baselines.of(measure.id, baselineKey(measure.id, owner));
}

/** The first month that is not over: what is in of it will change with every file, so no limits rest on it and no rule judges it. */
export function endOfSeries(context: Context): Month {
  return monthOf(todayOf(context));
}

/** The earliest month that any hospital of the scope has sent; null: none. */
function firstMonth({ places }: Pick<CostContext, 'places'>, live: LiveCost, scope: CostScope): Month | null {
  const hospitalId =
    scope.kind === 'hospital'
      ? scope.hospitalId
      : scope.kind === 'ward'
        ? places.wards.get(scope.wardId)?.hospitalId
        : null;
  if (hospitalId === undefined) return null;
  const sent = hospitalId === null ? [...live.hospitals.values()] : [live.hospitals.get(hospitalId) ?? new Map()];
  const firsts = sent.map((months) => keptFirst(months, 'first', () => [...months.keys()].sort()[0] ?? null));
  return firsts.reduce<Month | null>(
    (first, own) => (own !== null && (first === null || own < first) ? own : first),
    null,
  );
}

const keptFirst = derived<ReadonlyMap<Month, unknown>, Month | null>(1);
