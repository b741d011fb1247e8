import { type CostUnit, type LiveCost, unitThereOrReported } from '../../../core/cost/live.ts';
import type { Measure } from '../../../core/cost/measure.ts';
import { monthsOf, type PeriodQuestion } from '../../../core/cost/period.ts';
import { wardsOf } from '../../../core/cost/places.ts';
import { type DrillFigure, type DrillPart, type DrillRow, drillOf } from '../../../core/cost/question/drill.ts';
import { unitsQuestion } from '../../../core/cost/question/groups.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { byWard } from '../cost-by-ward.ts';
import {
  type CostContext,
  type CostScope,
  type DefinedHeading,
  definedHeadingOf,
  measureNamed,
  reachScope,
  scopeName,
} from '../cost-context.ts';
import { periodQuestion } from '../cost-series.ts';
import { listedIn } from '../cost-units.ts';

export interface DrillCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  /** For a city or county: hospitals of one level only; null gives level 3, level 2 and all side by side. */
  readonly level: 2 | 3 | null;
  /** The months are taken together and set beside the same months a year before. */
  readonly from: Month;
  readonly until: Month;
}

export interface DrillAnswer extends DefinedHeading {
  readonly scope: DrillCommand['scope'] & { readonly name: string };
  readonly from: Month;
  readonly until: Month;
  /** What the parts are: the next narrower places. */
  readonly parts: 'counties' | 'hospitals' | 'wards';
  readonly groups: readonly {
    readonly level: 2 | 3 | null;
    readonly total: DrillFigure;
    /** `id` null: what the hospital has under ward codes nobody has mapped. */
    readonly parts: readonly (Omit<DrillRow, 'id'> & { readonly id: string | null; readonly name: string | null })[];
  }[];
}

/**
 * A place and the places it is made of: city → counties → hospitals → wards. Parts add up to the whole wherever every
 * part that owes figures has sent them.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   cost.versions-differ, cost.range-empty, cost.range-too-long.
 */
export const drillQuestion: CostQuestion<DrillCommand, DrillAnswer> = {
  name: 'drill',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, { measure: id, version, scope, level, from, until }) => {
    const named = measureNamed(context, id, version);
    const measure = scope.kind === 'hospital' ? byWard(named) : named;
    const months = monthsOf({ from, until });
    const heading = definedHeadingOf(measure, { from, until }, version);
    const levels = scope.kind === 'hospital' ? [null] : level === null ? ([3, 2, null] as const) : [level];
    return {
      ...heading,
      scope: { ...scope, name: scopeName(context, scope) },
      from,
      until,
      parts: partsOf[scope.kind],
      groups: levels.map((of) => {
        const whole = periodQuestion(context, live, measure, version, scope, of);
        const parts = partQuestions(context, live, measure, version, scope, of, months);
        const drill = drillOf(measure, months, whole, parts);
        return {
          level: of,
          total: drill.total,
          parts: drill.parts.map((part) => ({ ...part, ...nameOf(context, scope, part.id) })),
        };
      }),
    };
  },
};

const partsOf = { city: 'counties', county: 'hospitals', hospital: 'wards' } as const;

/** What a hospital has under unmapped ward codes, in the place of a ward's id. */
const unmapped = '';

function partQuestions(
  context: CostContext,
  live: LiveCost,
  measure: Measure,
  version: number | null,
  scope: DrillCommand['scope'],
  level: 2 | 3 | null,
  months: readonly Month[],
): DrillPart[] {
  const { places } = context;
  switch (scope.kind) {
    case 'city':
      return [...places.regions.values()]
        .filter((region) => region.level !== 'city')
        .map(({ regionId }) => ({
          id: regionId,
          question: periodQuestion(context, live, measure, version, { kind: 'county', regionId }, level),
        }));
    case 'county': {
      const hospitalIds = [...places.hospitals.keys()].filter((hospitalId) =>
        listedIn(context, scope, { kind: 'hospital', hospitalId }),
      );
      return hospitalIds.flatMap((hospitalId) => {
        const question = oneOf(periodQuestion(context, live, measure, version, scope, level), hospitalId);
        return months.some((month) => question.expected(month).length > 0) ? [{ id: hospitalId, question }] : [];
      });
    }
    case 'hospital': {
      const ids = wardsOf(places, scope.hospitalId);
      return [...ids.map((ward): string | null => ward.wardId), null].flatMap((wardId) => {
        const unit: CostUnit = { kind: 'ward', hospitalId: scope.hospitalId, wardId };
        const there = (month: Month) => unitThereOrReported(places, live, unit, month);
        if (!months.some(there)) return [];
        const question = unitsQuestion(live, measure, version, (month) => (there(month) ? [unit] : []));
        return [{ id: wardId ?? unmapped, question }];
      });
    }
  }
}

/** The same question of one of its units. */
function oneOf(question: PeriodQuestion, unit: string): PeriodQuestion {
  return { ...question, expected: (month) => question.expected(month).filter((id) => id === unit) };
}

function nameOf(
  { places }: CostContext,
  scope: DrillCommand['scope'],
  id: string,
): { readonly id: string | null; readonly name: string | null } {
  switch (scope.kind) {
    case 'city':
      return { id, name: places.regions.get(id)?.name ?? null };
    case 'county':
      return { id, name: places.hospitals.get(id)?.facts.at(-1)?.facts.name ?? null };
    case 'hospital':
      return id === unmapped ? { id: null, name: null } : { id, name: places.wards.get(id)?.name ?? null };
  }
}
