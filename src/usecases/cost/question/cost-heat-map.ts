import { type CostUnit, unitRatio, unitThereOrReported } from '../../../core/cost/live.ts';
import { oneVersion } from '../../../core/cost/measure.ts';
import { monthsOf, type UnitFigure } from '../../../core/cost/period.ts';
import { wardsOf } from '../../../core/cost/places.ts';
import { alikeGrouped, figuresIn, peerGroups, specialtyIn, unitId } from '../../../core/cost/question/groups.ts';
import { rankOf, valuesOf } from '../../../core/cost/question/peers.ts';
import { isSmall, ratioValue } from '../../../core/cost/series.ts';
import type { DataStatus } from '../../../core/cost/slice.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { byWard } from '../cost-by-ward.ts';
import { type DefinedHeading, definedHeadingOf, measureNamed, reachScope } from '../cost-context.ts';

export interface HeatMapCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly hospitalId: string;
  readonly from: Month;
  readonly until: Month;
}

export interface HeatMapAnswer extends DefinedHeading {
  readonly hospitalId: string;
  readonly from: Month;
  readonly until: Month;
  readonly months: readonly Month[];
  readonly wards: readonly {
    readonly wardId: string;
    readonly name: string;
    readonly specialty: string;
    /** One for each month; null for a month in which the ward was not there. */
    readonly cells: readonly (HeatMapCell | null)[];
  }[];
}

export interface HeatMapCell {
  readonly status: DataStatus;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly small: boolean;
  /**
   * Among the city's wards of the specialty at the level, 0 lowest and 1 highest: what a cell is coloured by, because
   * wards of different specialties are not comparable by value. Null with too few peers.
   */
  readonly percentile: number | null;
}

/**
 * Wards × months of a hospital.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   cost.versions-differ, cost.range-empty, cost.range-too-long.
 */
export const heatMapQuestion: CostQuestion<HeatMapCommand, HeatMapAnswer> = {
  name: 'heat-map',
  reach: (context, { hospitalId }) => reachScope(context, { kind: 'hospital', hospitalId }),
  answer: (context, live, { measure: id, version, hospitalId, from, until }) => {
    const measure = byWard(measureNamed(context, id, version));
    const { places } = context;
    const months = monthsOf({ from, until });
    const definition = oneVersion(measure, { from, until }, version);
    const heading = definedHeadingOf(measure, { from, until }, version);
    const cellsOfMonth = months.map((month) => {
      const cells = new Map<string, HeatMapCell>();
      for (const { units } of peerGroups(places, month, { of: 'wards', acrossLevels: false })) {
        if (!units.some((unit) => unit.hospitalId === hospitalId)) continue;
        const figures = figuresIn(live, measure, definition, units, month);
        for (const [at, unit] of units.entries()) {
          if (unit.hospitalId !== hospitalId) continue;
          const own = figures[at] ?? undefined;
          const values = own === undefined ? [] : valuesOf(measure, alikeGrouped(own, figures));
          cells.set(unitId(unit), cellOf(own, rankOf(measure, own, values).percentile));
        }
      }
      return cells;
    });
    const wards = wardsOf(places, hospitalId)
      .map((ward) => {
        const unit: CostUnit = { kind: 'ward', hospitalId, wardId: ward.wardId };
        const cells = months.map((month, at) => {
          if (!unitThereOrReported(places, live, unit, month)) return null;
          // A ward that its hospital reports for after its end has figures and no peers.
          const known = cellsOfMonth[at]?.get(ward.wardId);
          return known ?? cellOf(unitRatio(live, measure, definition, unit, month) ?? undefined, null);
        });
        const specialty = specialtyIn(ward, months[months.length - 1] ?? from);
        return { wardId: ward.wardId, name: ward.name, specialty, cells };
      })
      .filter(({ cells }) => cells.some((cell) => cell !== null))
      .sort((left, right) => (left.wardId < right.wardId ? -1 : 1));
    return { ...heading, hospitalId, from, until, months, wards };

    function cellOf(own: UnitFigure | undefined, percentile: number | null): HeatMapCell {
      return {
        status: own?.state ?? 'missing',
        numerator: own?.numerator ?? null,
        denominator: own?.denominator ?? null,
        value: ratioValue(measure, own),
        small: isSmall(measure, own),
        percentile,
      };
    }
  },
};
