import { setImmediate } from 'node:timers/promises';
import { derived } from '../../core/cost/derived.ts';
import type { LiveCost } from '../../core/cost/live.ts';
import { isByWard, type Measure } from '../../core/cost/measure.ts';
import { hospitalIn, owingHospitals, wardsIn } from '../../core/cost/places.ts';
import type { Alert } from '../../core/cost/signal/alert.ts';
import { baselineKey } from '../../core/cost/signal/baseline.ts';
import { DomainError } from '../../core/errors.ts';
import type { Month } from '../../core/time.ts';
import type { BaselineRow } from '../../store/queries/baseline.ts';
import type { Context } from '../context.ts';
import { type CostContext, type CostScope, measureNamed, reachScope } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';
import { endOfSeries, unitAlerts } from './signal-series.ts';

export interface AlertsCommand {
  readonly scope: CostScope;
  /** Each hospital's own series, or each ward's. */
  readonly of: 'hospital' | 'ward';
  /** null: every measure; needed for wards. */
  readonly measure: string | null;
}

export interface UnitAlert extends Alert {
  readonly measureId: string;
  readonly hospitalId: string;
  readonly hospitalName: string;
  readonly level: number;
  readonly wardId: string | null;
  readonly wardName: string | null;
}

/** A city's wards with several alerts each would be a list that nobody reads to the end. */
export const maxListedAlerts = 500;

export interface AlertsAnswer {
  readonly of: 'hospital' | 'ward';
  /** Series looked at, and how many of them had months enough for limits. */
  readonly series: number;
  readonly judged: number;
  /** Worse ones first, then by how lately they began; at most `maxListedAlerts`, `total` counts all. */
  readonly alerts: readonly UnitAlert[];
  readonly total: number;
}

/**
 * What has changed and still holds, over every unit of a place: by the measure's direction of good, worse ones first.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, signal.measure-needed.
 */
export async function alertList(context: Context, command: AlertsCommand): Promise<AlertsAnswer> {
  const cost = await costContextOf(context);
  reachScope(cost, command.scope);
  if (command.of === 'ward' && command.measure === null) throw new DomainError('invalid', 'signal.measure-needed', {});
  const measures = command.measure === null ? [...cost.measures.values()] : [measureNamed(cost, command.measure, null)];
  const live = await cost.live.current();
  const until = endOfSeries(context);
  const baselines = await context.store.baselines.of(command.measure);
  const state = [until, cost.places.version, ...baselines.map(({ setSeq }) => setSeq)];
  return keptLists(live, JSON.stringify([command, ...state]), () =>
    listed(cost, live, { command, measures, until, baselines }),
  );
}

/** The list of a place is made once for each state of figures, register and baselines, whoever asks meanwhile. */
const keptLists = derived<LiveCost, Promise<AlertsAnswer>>(200);

async function listed(
  cost: CostContext,
  live: LiveCost,
  asked: {
    readonly command: AlertsCommand;
    readonly measures: readonly Measure[];
    readonly until: Month;
    readonly baselines: readonly BaselineRow[];
  },
): Promise<AlertsAnswer> {
  const { command, measures, until } = asked;
  const baselines = Map.groupBy(asked.baselines, ({ owner }) => owner);
  const found: UnitAlert[] = [];
  let [series, judged] = [0, 0];
  for (const measure of measures) {
    for (const unit of unitsOf(cost, live, command, measure, until)) {
      const { scope, ...named } = unit;
      const set = baselines.get(baselineKey(measure.id, { scope, level: null })) ?? [];
      const own = unitAlerts(cost, live, { measure, scope }, until, set);
      series += 1;
      if (own.judged) judged += 1;
      for (const alert of own.alerts) {
        if (alert.current) found.push({ ...alert, measureId: measure.id, ...named });
      }
      // Twenty series that nobody has asked for yet take some milliseconds: other requests come in between.
      if (series % 20 === 0) await setImmediate();
    }
  }
  found.sort((left, right) => rank(left) - rank(right) || (left.since < right.since ? 1 : -1));
  return { of: command.of, series, judged, alerts: found.slice(0, maxListedAlerts), total: found.length };
}

interface Unit extends Pick<UnitAlert, 'hospitalId' | 'hospitalName' | 'level' | 'wardId' | 'wardName'> {
  readonly scope: CostScope & { readonly kind: 'hospital' | 'ward' };
}

/** The units of a place that are there now; wards only where the measure is known by ward. */
function unitsOf(
  cost: CostContext,
  live: LiveCost,
  { scope, of }: AlertsCommand,
  measure: Measure,
  month: Month,
): Unit[] {
  const { places } = cost;
  const wardScope = scope.kind === 'ward' ? places.wards.get(scope.wardId) : undefined;
  const only = scope.kind === 'hospital' ? scope.hospitalId : (wardScope?.hospitalId ?? null);
  const regionId = scope.kind === 'county' ? scope.regionId : null;
  const hospitals = owingHospitals(places, month, { regionId, level: null }).filter(
    ({ hospitalId }) => (only === null || hospitalId === only) && live.hospitals.has(hospitalId),
  );
  return hospitals.flatMap((hospital): Unit[] => {
    const { hospitalId } = hospital;
    const facts = hospitalIn(hospital, month);
    const named = { hospitalId, hospitalName: facts?.name ?? '', level: facts?.level ?? 0 };
    if (of === 'hospital') {
      return wardScope === undefined
        ? [{ ...named, wardId: null, wardName: null, scope: { kind: 'hospital', hospitalId } }]
        : [];
    }
    if (!isByWard(measure)) return [];
    return wardsIn(places, hospitalId, month)
      .filter(({ wardId }) => wardScope === undefined || wardId === wardScope.wardId)
      .map(({ wardId, name }) => ({ ...named, wardId, wardName: name, scope: { kind: 'ward', wardId } }));
  });
}

function rank({ judgement }: Alert): number {
  return judgement === 'worse' ? 0 : judgement === 'neither' ? 1 : 2;
}
