import { datasetsOf, type Measure } from '../../core/cost/measure.ts';
import { hospitalIn, owingHospitals, wardsIn } from '../../core/cost/places.ts';
import type { Reference } from '../../core/cost/reference.ts';
import type { SliceState } from '../../core/cost/slice.ts';
import { type Dataset, type Sums, zeroSums } from '../../core/cost/sums.ts';
import { bestFigures, type Grain, periodsOf, type TrendPoint, trendOf, type UnitMonth } from '../../core/cost/trend.ts';
import { addToMonth, type Month } from '../../core/time.ts';
import {
  type CostContext,
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  reachScope,
} from './cost-context.ts';

export interface TrendCommand {
  readonly measure: string;
  /** One definition for every period; null takes the one in force in each. */
  readonly version: number | null;
  readonly scope: CostScope;
  /** For a city or county: hospitals of one level only; null gives level 3, level 2 and all side by side. */
  readonly level: 2 | 3 | null;
  readonly grain: Grain;
  readonly from: Month;
  readonly until: Month;
}

export interface TrendAnswer extends MeasureHeading {
  readonly scope: CostScope & { readonly name: string };
  readonly grain: Grain;
  readonly from: Month;
  readonly until: Month;
  readonly series: readonly { readonly level: 2 | 3 | null; readonly points: readonly TrendPoint[] }[];
  /** Published series to draw beside, never compared: other hospitals, other definitions. */
  readonly references: readonly Reference[];
}

/**
 * A measure over time for the city, a county, a hospital or a ward.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, and as trendOf.
 */
export async function trend(context: CostContext, command: TrendCommand): Promise<TrendAnswer> {
  const name = reachScope(context, command.scope);
  const measure = measureNamed(context, command.measure, command.version);
  periodsOf(command.grain, command.from, command.until);
  const { places } = context;
  const { scope, from, until, grain, version } = command;
  const base = { measure, version, grain, from, until };
  const answer = (series: TrendAnswer['series']): TrendAnswer => ({
    ...headingOf(measure),
    scope: { ...scope, name },
    grain,
    from,
    until,
    series,
    references: context.references.filter((line) => line.measure === measure.id),
  });
  if (scope.kind === 'ward' || scope.kind === 'hospital') {
    const unit = scope.kind === 'ward' ? scope.wardId : scope.hospitalId;
    const figures =
      scope.kind === 'ward'
        ? await wardFigures(context, measure, scope.wardId, from, until)
        : await hospitalFigures(context, measure, [scope.hospitalId], from, until);
    const expected = (month: Month) => (unitWasThere(context, scope, month) ? [unit] : []);
    return answer([{ level: null, points: trendOf({ ...base, expected, figures }) }]);
  }
  const regionId = scope.kind === 'city' ? null : scope.regionId;
  const figures = await hospitalFigures(context, measure, [...places.hospitals.keys()], from, until);
  const levels = command.level === null ? ([3, 2, null] as const) : [command.level];
  return answer(
    levels.map((level) => {
      const expected = (month: Month) =>
        owingHospitals(places, month, { regionId, level }).map((one) => one.hospitalId);
      return { level, points: trendOf({ ...base, expected, figures }) };
    }),
  );
}

/**
 * The same as JSON bytes, kept until a slice is switched or a place changes: a chart that everybody opens is computed
 * once. Access is decided before the cache is asked.
 */
export async function trendBytes(context: CostContext, command: TrendCommand): Promise<Uint8Array> {
  reachScope(context, command.scope);
  const key = `trend ${await context.cost.liveVersion()} ${context.places.version} ${JSON.stringify(command)}`;
  const known = context.answers.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(await trend(context, command)));
  context.answers.set(key, bytes);
  return bytes;
}

/** Hospitals' best figures by month, a year further back than asked: the base of the growth. */
async function hospitalFigures(
  context: CostContext,
  measure: Measure,
  hospitalIds: readonly string[],
  from: Month,
  until: Month,
): Promise<Map<string, Map<Month, UnitMonth>>> {
  const rows = await context.cost.hospitalMonths({
    datasets: datasetsOf(measure),
    hospitalIds,
    from: addToMonth(from, -12),
    until,
  });
  const byUnit = new Map<string, Map<Month, Map<Dataset, { sums: Sums; state: SliceState }>>>();
  for (const { hospitalId, month, dataset, sums, state } of rows) {
    const byMonth = byUnit.get(hospitalId) ?? new Map();
    byUnit.set(hospitalId, byMonth);
    const byDataset = byMonth.get(month) ?? new Map();
    byMonth.set(month, byDataset);
    byDataset.set(dataset, { sums, state });
  }
  return new Map([...byUnit].map(([unit, byMonth]) => [unit, bestByMonth(measure, byMonth)]));
}

/**
 * One ward's figures by month. Where the hospital's front pages are in and the ward has no row, nobody left it in that
 * month: that is a zero. Where they are not in, it is missing.
 */
async function wardFigures(
  context: CostContext,
  measure: Measure,
  wardId: string,
  from: Month,
  until: Month,
): Promise<Map<string, Map<Month, UnitMonth>>> {
  const hospitalId = context.places.wards.get(wardId)?.hospitalId ?? '';
  const range = { from: addToMonth(from, -12), until };
  const byMonth = new Map<Month, Map<Dataset, { sums: Sums; state: SliceState }>>();
  for (const slice of await context.cost.liveSlices({ hospitalId, ...range })) {
    if (slice.dataset !== 'inpatientRows') continue;
    byMonth.set(slice.month, new Map([['inpatientRows', { sums: zeroSums, state: slice.state }]]));
  }
  for (const { month, sums, state } of await context.cost.wardMonths({ hospitalId, wardId, ...range })) {
    byMonth.set(month, new Map([['inpatientRows', { sums, state }]]));
  }
  return new Map([[wardId, bestByMonth(measure, byMonth)]]);
}

function bestByMonth(
  measure: Measure,
  byMonth: ReadonlyMap<Month, ReadonlyMap<Dataset, { sums: Sums; state: SliceState }>>,
): Map<Month, UnitMonth> {
  const best = new Map<Month, UnitMonth>();
  for (const [month, byDataset] of byMonth) {
    const figures = bestFigures(measure, byDataset);
    if (figures !== null) best.set(month, figures);
  }
  return best;
}

function unitWasThere(
  { places }: CostContext,
  scope: CostScope & { readonly kind: 'ward' | 'hospital' },
  month: Month,
): boolean {
  if (scope.kind === 'ward') {
    const hospitalId = places.wards.get(scope.wardId)?.hospitalId ?? '';
    return wardsIn(places, hospitalId, month).some((ward) => ward.wardId === scope.wardId);
  }
  const hospital = places.hospitals.get(scope.hospitalId);
  return hospital !== undefined && hospitalIn(hospital, month) !== undefined;
}
