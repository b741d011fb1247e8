import { reviewedSheets } from '../../core/cost/live.ts';
import { periodsOf } from '../../core/cost/period.ts';
import { owingHospitals } from '../../core/cost/places.ts';
import { type Funnel, type FunnelPlace, funnelOf } from '../../core/cost/signal/funnel.ts';
import type { Month } from '../../core/time.ts';
import type { Context } from '../context.ts';
import { type CostScope, reachScope } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';

export interface DeductionRatesCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' };
  readonly level: 2 | 3;
  readonly from: Month;
  readonly until: Month;
}

export interface DeductionRatesAnswer extends Omit<Funnel, 'units'> {
  readonly scope: CostScope & { readonly name: string };
  readonly level: 2 | 3;
  readonly from: Month;
  readonly until: Month;
  readonly per: number;
  readonly source: string;
  /** `not-assessed`: no month of the period was reviewed. A hospital that reviews nothing finds nothing: that is not good. */
  readonly hospitals: readonly (Omit<FunnelPlace, 'place' | 'unitId'> & {
    readonly hospitalId: string;
    readonly name: string;
    readonly place: FunnelPlace['place'] | 'not-assessed';
    readonly monthsReviewed: number;
    readonly monthsOwed: number;
  })[];
}

/** Deductions are told per so many reviewed prescriptions. */
const per = 1_000;
/** Findings of this source come out of the prescriptions that the return counts; others (complaints, inspections) do not. */
const reviewed = 'prescription-review';
/** 医院处方点评管理规范(试行): at least 100 sheets are reviewed a month; a rate over fewer is no rate. */
const minReviewed = 100;

/**
 * Standing findings per 1 000 reviewed prescriptions, hospital by hospital, with limits for what hospitals differ by. Both
 * sides count only the months whose review return is in.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export async function deductionRates(context: Context, command: DeductionRatesCommand): Promise<DeductionRatesAnswer> {
  const cost = await costContextOf(context);
  const { scope, level, from, until } = command;
  const name = reachScope(cost, scope);
  const months = periodsOf('month', from, until).map(({ period }) => period);
  const live = await cost.live.current();
  const regionId = scope.kind === 'county' ? scope.regionId : null;
  const owed = new Map<string, Month[]>();
  for (const month of months) {
    for (const { hospitalId } of owingHospitals(cost.places, month, { regionId, level })) {
      owed.set(hospitalId, [...(owed.get(hospitalId) ?? []), month]);
    }
  }
  const range = { from: `${from}-01`, until: `${until}-01` };
  const counts = await context.store.deductionCounts.byWardMonth({
    hospitalIds: [...owed.keys()],
    ...range,
    source: reviewed,
  });
  const findings = new Map<string, number>();
  for (const { hospitalId, month, findings: some } of counts) {
    const key = `${hospitalId} ${month}`;
    findings.set(key, (findings.get(key) ?? 0) + some);
  }
  const sheetsOf = (hospitalId: string, month: Month) => reviewedSheets(live, hospitalId, month) ?? 0;
  const units = [...owed].map(([hospitalId, own]) => {
    const known = own.filter((month) => sheetsOf(hospitalId, month) > 0);
    const numerator = known.reduce((sum, month) => sum + (findings.get(`${hospitalId} ${month}`) ?? 0), 0);
    const denominator = known.reduce((sum, month) => sum + sheetsOf(hospitalId, month), 0);
    return { unitId: hospitalId, numerator, denominator, monthsReviewed: known.length, monthsOwed: own.length };
  });
  const funnel = funnelOf({ units, spread: { kind: 'count' }, smallNumber: minReviewed, scale: per });
  const { units: places, ...head } = funnel;
  return {
    scope: { ...scope, name },
    level,
    from,
    until,
    per,
    source: reviewed,
    ...head,
    hospitals: places.map(({ unitId, ...place }, at) => {
      const { monthsReviewed = 0, monthsOwed = 0 } = units[at] ?? {};
      return {
        hospitalId: unitId,
        name: cost.places.hospitals.get(unitId)?.facts.at(-1)?.facts.name ?? '',
        ...place,
        place: monthsReviewed === 0 ? 'not-assessed' : place.place,
        monthsReviewed,
        monthsOwed,
      };
    }),
  };
}
