import { type CostUnit, type LiveCost, unitRatio, unitThereOrReported } from '../../core/cost/live.ts';
import type { Measure } from '../../core/cost/measure.ts';
import type { PeriodQuestion } from '../../core/cost/period.ts';
import { owingHospitalIds } from '../../core/cost/places.ts';
import { monthlySeries, type SeriesMonth } from '../../core/cost/series.ts';
import type { Month } from '../../core/time.ts';
import { type CostContext, type CostScope, measureNamed, reachScope } from './cost-context.ts';

export interface SeriesCommand {
  readonly measure: string;
  /** One definition for every month; null takes the one in force in each. */
  readonly version: number | null;
  readonly scope: CostScope;
  /** For a city or county: hospitals of one level only; null takes all. */
  readonly level: 2 | 3 | null;
  readonly from: Month;
  readonly until: Month;
}

/**
 * The monthly series of a measure for the city, a county, a hospital or a ward: the ground of limits, alerts and
 * regressions. A city's or county's months are pooled over its monitored hospitals.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, and as monthlySeries.
 */
export async function seriesOf(context: CostContext, command: SeriesCommand): Promise<SeriesMonth[]> {
  const { scope, level, from, until, version } = command;
  reachScope(context, scope);
  const measure = measureNamed(context, command.measure, version);
  const live = await context.live.current();
  return monthlySeries({ ...periodQuestion(context, live, measure, version, scope, level), from, until });
}

/** Who owes figures in a scope, and what they said: what every question over months is folded from. */
export function periodQuestion(
  { places }: Pick<CostContext, 'places'>,
  live: LiveCost,
  measure: Measure,
  version: number | null,
  scope: CostScope,
  level: 2 | 3 | null,
): PeriodQuestion {
  if (scope.kind === 'ward' || scope.kind === 'hospital') {
    const unit: CostUnit =
      scope.kind === 'hospital'
        ? scope
        : { kind: 'ward', wardId: scope.wardId, hospitalId: places.wards.get(scope.wardId)?.hospitalId ?? '' };
    const id = scope.kind === 'hospital' ? scope.hospitalId : scope.wardId;
    return {
      measure,
      version,
      expected: (month) => (unitThereOrReported(places, live, unit, month) ? [id] : []),
      ratio: (_, month, of) => unitRatio(live, measure, of, unit, month),
    };
  }
  const regionId = scope.kind === 'city' ? null : scope.regionId;
  return {
    measure,
    version,
    expected: (month) => owingHospitalIds(places, month, { regionId, level }),
    ratio: (hospitalId, month, of) => unitRatio(live, measure, of, { kind: 'hospital', hospitalId }, month),
  };
}
