import { type CostUnit, type LiveCost, unitThereOrReported } from '../../../core/cost/live.ts';
import { growth, isByWard, type Measure, measureValue } from '../../../core/cost/measure.ts';
import { foldPeriod, meanOf, type UnitFigure, union } from '../../../core/cost/period.ts';
import { wardsIn } from '../../../core/cost/places.ts';
import { specialtyIn, unitId, unitsQuestion } from '../../../core/cost/question/groups.ts';
import { isSmall, ratioValue } from '../../../core/cost/series.ts';
import type { DataStatus } from '../../../core/cost/slice.ts';
import { addToMonth, type Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { byWard } from '../cost-by-ward.ts';
import { type CostContext, type DefinedHeading, definedHeadingOf, measureNamed, reachScope } from '../cost-context.ts';

export interface WardsCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly hospitalId: string;
  readonly month: Month;
}

export interface WardRow {
  /** Null: discharges whose ward code nobody has mapped to a ward yet. */
  readonly wardId: string | null;
  readonly name: string | null;
  readonly specialty: string | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly yoy: number | null;
  /** This ward's part of the hospital's numerator, to four decimals. */
  readonly share: number | null;
  readonly small: boolean;
  /** The measures that balance this one, for the same ward and month. */
  readonly beside: readonly { readonly measure: string; readonly value: number | null; readonly small: boolean }[];
}

export interface WardsAnswer extends DefinedHeading {
  readonly hospitalId: string;
  readonly month: Month;
  /** Of the front-page slice; a hospital that only sent returns has no ward figures. */
  readonly status: DataStatus;
  readonly total: Pick<WardRow, 'numerator' | 'denominator' | 'value'> & { readonly unweightedMean: number | null };
  /** By falling value; wards without one last. */
  readonly wards: readonly WardRow[];
}

/**
 * The wards of a hospital side by side in a month. A ward without a discharge is there with zeros and no value.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward.
 */
export const wardsQuestion: CostQuestion<WardsCommand, WardsAnswer> = {
  name: 'wards',
  reach: (context, { hospitalId }) => reachScope(context, { kind: 'hospital', hospitalId }),
  answer: (context, live, { measure: id, version, hospitalId, month }) => {
    const measure = byWard(measureNamed(context, id, version));
    const units = wardUnits(context, live, hospitalId, month);
    const figuresOf = (of: Measure, in_: Month, asked: number | null) =>
      foldPeriod(
        unitsQuestion(live, of, asked, () => units),
        [in_],
      );
    const now = figuresOf(measure, month, version);
    const before = figuresOf(measure, addToMonth(month, -12), version);
    const balancing = measure.balancing.flatMap((other) => {
      const of = context.measures.get(other);
      return of === undefined || !isByWard(of) ? [] : [{ of, figures: figuresOf(of, month, null).units }];
    });
    // Of another definition, or of cases that another grouper grouped, there is no growth.
    const comparable = now.version === before.version && union(now.groupers, before.groupers).length < 2;
    const total = now.pooled;
    const rows = units.map((unit): WardRow => {
      const own = now.units.get(unitId(unit));
      const ward = unit.wardId === null ? undefined : context.places.wards.get(unit.wardId);
      return {
        wardId: unit.wardId,
        name: ward?.name ?? null,
        specialty: ward === undefined ? null : specialtyIn(ward, month),
        ...figure(measure, own),
        yoy: comparable ? growth(own ?? null, before.units.get(unitId(unit)) ?? null) : null,
        share: own === undefined || total === null ? null : measureValue('share', own.numerator, total.numerator),
        beside: balancing.map(({ of, figures }) => {
          const { value, small } = figure(of, figures.get(unitId(unit)));
          return { measure: of.id, value, small };
        }),
      };
    });
    const states = [...now.units.values()].map((one) => one.state);
    return {
      ...definedHeadingOf(measure, { from: month, until: addToMonth(month, 1) }, version),
      hospitalId,
      month,
      status: states[0] ?? 'missing',
      total: {
        numerator: total?.numerator ?? null,
        denominator: total?.denominator ?? null,
        value: ratioValue(measure, total),
        unweightedMean: meanOf(measure, now.units.values()),
      },
      wards: rows.sort(
        (left, right) =>
          (right.value ?? -1) - (left.value ?? -1) || ((left.wardId ?? '') < (right.wardId ?? '') ? -1 : 1),
      ),
    };
  },
};

function figure(measure: Measure, own: UnitFigure | undefined) {
  return {
    numerator: own?.numerator ?? null,
    denominator: own?.denominator ?? null,
    value: ratioValue(measure, own),
    small: isSmall(measure, own),
  };
}

type WardUnit = CostUnit & { readonly kind: 'ward' };

/** Wards that were there or that reported, with the unmapped where there are any. Empty where no slice by ward is in. */
function wardUnits({ places }: CostContext, live: LiveCost, hospitalId: string, month: Month): WardUnit[] {
  const datasets = [...(live.hospitals.get(hospitalId)?.get(month)?.values() ?? [])].filter(
    ({ wards }) => wards.size > 0,
  );
  if (datasets.length === 0) return [];
  const ids = new Set<string | null>(wardsIn(places, hospitalId, month).map((ward) => ward.wardId));
  for (const { wards } of datasets) for (const wardId of wards.keys()) ids.add(wardId);
  return [...ids]
    .map((wardId): WardUnit => ({ kind: 'ward', hospitalId, wardId }))
    .filter((unit) => unitThereOrReported(places, live, unit, month));
}
