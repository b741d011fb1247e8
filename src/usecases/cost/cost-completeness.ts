import { periodsOf } from '../../core/cost/period.ts';
import { hospitalIn, owingHospitals } from '../../core/cost/places.ts';
import type { DataStatus } from '../../core/cost/slice.ts';
import { type Dataset, datasets } from '../../core/cost/sums.ts';
import type { Month } from '../../core/time.ts';
import { type CostContext, type CostScope, reachScope } from './cost-context.ts';

export interface CompletenessCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly from: Month;
  readonly until: Month;
}

export interface CompletenessAnswer {
  readonly from: Month;
  readonly until: Month;
  readonly hospitals: readonly {
    readonly hospitalId: string;
    readonly name: string;
    readonly level: number;
    /** By dataset and month; a month the hospital owes nothing for is not listed. */
    readonly months: readonly { readonly month: Month; readonly status: Readonly<Record<Dataset, DataStatus>> }[];
  }[];
  readonly totals: Readonly<Record<Dataset, Readonly<Record<DataStatus, number>>>>;
}

/**
 * What is in, partly in and missing: every hospital that owes a month, every dataset.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export async function completeness(context: CostContext, command: CompletenessCommand): Promise<CompletenessAnswer> {
  const { scope, from, until } = command;
  reachScope(context, scope);
  const months = periodsOf('month', from, until).map(({ period }) => period);
  const live = await context.cost.liveSlices({ from, until });
  const stateOf = new Map(live.map((slice) => [`${slice.hospitalId} ${slice.month} ${slice.dataset}`, slice.state]));
  const totals = Object.fromEntries(
    datasets.map((dataset) => [dataset, { complete: 0, partial: 0, missing: 0 }]),
  ) as Record<Dataset, Record<DataStatus, number>>;
  const rows = new Map<
    string,
    { hospitalId: string; name: string; level: number; months: { month: Month; status: Record<Dataset, DataStatus> }[] }
  >();
  const regionId = scope.kind === 'county' ? scope.regionId : null;
  for (const month of months) {
    for (const hospital of owingHospitals(context.places, month, { regionId, level: null })) {
      const { hospitalId } = hospital;
      if (scope.kind === 'hospital' && scope.hospitalId !== hospitalId) continue;
      const facts = hospitalIn(hospital, month);
      const row = rows.get(hospitalId) ?? { hospitalId, name: '', level: 0, months: [] };
      const status = Object.fromEntries(
        datasets.map((dataset) => [dataset, stateOf.get(`${hospitalId} ${month} ${dataset}`) ?? 'missing']),
      ) as Record<Dataset, DataStatus>;
      for (const dataset of datasets) totals[dataset][status[dataset]] += 1;
      row.months.push({ month, status });
      rows.set(hospitalId, { ...row, name: facts?.name ?? '', level: facts?.level ?? 0 });
    }
  }
  return { from, until, hospitals: [...rows.values()], totals };
}
