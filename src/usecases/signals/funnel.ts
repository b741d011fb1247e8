import { refuseGroupers } from '../../core/cost/change/drg.ts';
import { type CostUnit, unitRatio, unitWasThere } from '../../core/cost/live.ts';
import { isByWard, type Measure, termsOf, units as unitsOfMeasure } from '../../core/cost/measure.ts';
import { foldPeriod, type PeriodQuestion, periodsOf } from '../../core/cost/period.ts';
import { owingHospitals, wardsIn } from '../../core/cost/places.ts';
import {
  caseDeviation,
  type Funnel,
  type FunnelPlace,
  type FunnelSpread,
  funnelOf,
} from '../../core/cost/signal/funnel.ts';
import { printed } from '../../core/cost/signal/valued-month.ts';
import type { SliceState } from '../../core/cost/slice.ts';
import { DomainError } from '../../core/errors.ts';
import type { Month } from '../../core/time.ts';
import {
  type CostContext,
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  reachScope,
} from '../cost/cost-context.ts';

export interface FunnelCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly of: 'hospital' | 'ward';
  /** Hospitals of one level, or wards of such; level 2 and level 3 are not each other's peers. */
  readonly level: 2 | 3;
  /** Wards of one specialty. */
  readonly specialty: string | null;
  readonly from: Month;
  readonly until: Month;
}

export interface FunnelAnswer extends MeasureHeading, Omit<Funnel, 'units'> {
  readonly scope: CostScope & { readonly name: string };
  readonly of: 'hospital' | 'ward';
  readonly level: 2 | 3;
  readonly from: Month;
  readonly until: Month;
  readonly definitionVersion: number;
  readonly spread: FunnelSpread['kind'];
  readonly units: readonly (FunnelPlace & {
    readonly name: string;
    readonly hospitalId: string;
    /** `partial`: some month of it lacks rows. */
    readonly status: SliceState;
  })[];
  /** Units that owe the period and have not sent all of it: not there, which is not zero. */
  readonly missing: readonly string[];
}

/** Fewer months tell nothing of how sure an amount is. */
export const minFunnelMonths = 3;

/**
 * Units of one kind side by side over a period, with limits for chance and for what units differ by anyway.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   signal.too-few-months, signal.version-changed, cost.groupers-differ.
 */
export async function funnel(context: CostContext, command: FunnelCommand): Promise<FunnelAnswer> {
  const { scope, of, level, from, until, version } = command;
  const name = reachScope(context, scope);
  const measure = measureNamed(context, command.measure, version);
  const months = periodsOf('month', from, until).map(({ period }) => period);
  const kind = spreadOf(measure);
  if (kind === 'amount' && months.length < minFunnelMonths) {
    throw new DomainError('invalid', 'signal.too-few-months', { months: months.length, minimum: minFunnelMonths });
  }
  if (of === 'ward' && !isByWard(measure)) {
    throw new DomainError('invalid', 'cost.measure-not-by-ward', { measure: measure.id });
  }
  const question = await questionOf(context, measure, command);
  const period = foldPeriod(question, months);
  if (period.version === null) throw new DomainError('invalid', 'signal.version-changed', { measure: measure.id });
  refuseGroupers(measure, period.groupers);
  const { times, over } = unitsOfMeasure[measure.unit];
  const scale = Number(times) / Number(over);
  const units = [...period.units].map(([unitId, { numerator, denominator }]) => ({ unitId, numerator, denominator }));
  const monthly = months.map((month) => foldPeriod(question, [month]).units);
  const byUnit = units.map(({ unitId }) =>
    monthly.flatMap((of) => {
      const sums = of.get(unitId);
      return sums === undefined ? [] : [{ unitId, numerator: sums.numerator, denominator: sums.denominator }];
    }),
  );
  const spread: FunnelSpread = kind === 'amount' ? { kind, deviation: caseDeviation(byUnit, scale) } : { kind };
  const found = funnelOf({ units, spread, smallNumber: measure.smallNumber, scale });
  const print = (value: number) => printed(measure.unit, value);
  const owed = new Set(months.flatMap((month) => question.expected(month)));
  return {
    ...headingOf(measure),
    scope: { ...scope, name },
    of,
    level,
    from,
    until,
    definitionVersion: period.version.version,
    spread: kind,
    target: found.target === null ? null : print(found.target),
    phi: found.phi,
    tauSquared: found.tauSquared,
    units: found.units.map((unit) => ({
      ...unit,
      ...placeNames(context, of, unit.unitId),
      status: period.units.get(unit.unitId)?.state ?? 'partial',
      value: unit.value === null ? null : print(unit.value),
      limits: unit.limits && {
        lower95: print(unit.limits.lower95),
        upper95: print(unit.limits.upper95),
        lower998: print(unit.limits.lower998),
        upper998: print(unit.limits.upper998),
      },
    })),
    missing: [...owed].filter((unitId) => !period.units.has(unitId)),
  };
}

/** Counts over counts are parts of a whole; whatever holds money or weights is an amount. */
function spreadOf(measure: Measure): 'share' | 'amount' {
  const { numerator, denominator } = measure.versions.at(-1) ?? {};
  const counts = [numerator, denominator].every(
    (of) => of !== undefined && !termsOf(of).some((term) => /Fen$|E4$/.test(term)),
  );
  return counts && measure.unit === 'share' ? 'share' : 'amount';
}

async function questionOf(context: CostContext, measure: Measure, command: FunnelCommand): Promise<PeriodQuestion> {
  const { scope, of, level, specialty, version } = command;
  const { places } = context;
  const live = await context.live.current();
  const regionId = scope.kind === 'county' ? scope.regionId : null;
  const hospitals = (month: Month) =>
    owingHospitals(places, month, { regionId, level })
      .map(({ hospitalId }) => hospitalId)
      .filter((hospitalId) => scope.kind !== 'hospital' || hospitalId === scope.hospitalId);
  const wards = (month: Month) =>
    hospitals(month).flatMap((hospitalId) =>
      wardsIn(places, hospitalId, month).filter((ward) => specialty === null || ward.specialty === specialty),
    );
  return {
    measure,
    version,
    expected: (month) => (of === 'hospital' ? hospitals(month) : wards(month).map(({ wardId }) => wardId)),
    ratio: (unitId, month, asked) => {
      const hospitalId = of === 'hospital' ? unitId : (places.wards.get(unitId)?.hospitalId ?? '');
      const unit: CostUnit =
        of === 'hospital' ? { kind: 'hospital', hospitalId } : { kind: 'ward', hospitalId, wardId: unitId };
      return unitWasThere(places, unit, month) ? unitRatio(live, measure, asked, unit, month) : null;
    },
  };
}

function placeNames({ places }: CostContext, of: 'hospital' | 'ward', unitId: string) {
  const ward = of === 'ward' ? places.wards.get(unitId) : undefined;
  const hospitalId = ward?.hospitalId ?? unitId;
  const hospital = places.hospitals.get(hospitalId)?.facts.at(-1)?.facts.name ?? '';
  return { name: ward?.name ?? hospital, hospitalId };
}
