import { dueOn } from '../../../core/cost/due-day.ts';
import { monthsOf } from '../../../core/cost/period.ts';
import { hospitalIn, owingHospitals } from '../../../core/cost/places.ts';
import { type Dataset, datasets } from '../../../core/cost/sums.ts';
import { daysBetween, type IsoDate, type Month, shanghaiDateOf } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { type CostScope, reachScope } from '../cost-context.ts';

export interface CompletenessCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly from: Month;
  readonly until: Month;
  /** Day of the following month by whose end a month's figures are owed; null: the one that was set for all. */
  readonly dueDay: number | null;
}

/** `awaited`: not in, and not yet due; `late`: not in after the day it was due. Neither is a zero. */
export type Completeness = 'complete' | 'partial' | 'late' | 'awaited';

export interface SliceCompleteness {
  readonly status: Completeness;
  /** The day the slice first came in, whatever was corrected since; null where it never did. */
  readonly arrivedOn: IsoDate | null;
  /** Days past the due day, at arrival or today; 0 in time. */
  readonly daysLate: number;
}

export interface CompletenessAnswer {
  readonly from: Month;
  readonly until: Month;
  readonly dueDay: number;
  readonly hospitals: readonly {
    readonly hospitalId: string;
    readonly name: string;
    readonly level: number;
    /** By month and dataset; a month the hospital owes nothing for is not listed. */
    readonly months: readonly {
      readonly month: Month;
      readonly dueOn: IsoDate;
      readonly slices: Readonly<Record<Dataset, SliceCompleteness>>;
    }[];
  }[];
  readonly totals: Readonly<Record<Dataset, Readonly<Record<Completeness, number>>>>;
}

/**
 * What is in, partly in, late and awaited: every hospital that owes a month, every dataset.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export const completenessQuestion: CostQuestion<CompletenessCommand, CompletenessAnswer> = {
  name: 'completeness',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, { scope, from, until, dueDay: asked }) => {
    const dueDay = asked ?? context.dueDay.day;
    const today = shanghaiDateOf(context.now());
    const totals = Object.fromEntries(
      datasets.map((dataset) => [dataset, { complete: 0, partial: 0, late: 0, awaited: 0 }]),
    ) as Record<Dataset, Record<Completeness, number>>;
    const rows = new Map<string, Row>();
    const regionId = scope.kind === 'county' ? scope.regionId : null;
    for (const month of monthsOf({ from, until })) {
      const due = dueOn(month, dueDay);
      const daysPast = daysCounted(due);
      for (const hospital of owingHospitals(context.places, month, { regionId, level: null })) {
        const { hospitalId } = hospital;
        if (scope.kind === 'hospital' && scope.hospitalId !== hospitalId) continue;
        const facts = hospitalIn(hospital, month);
        const row = rows.get(hospitalId) ?? { hospitalId, name: '', level: 0, months: [] };
        const figures = live.hospitals.get(hospitalId)?.get(month);
        const slices = {} as Record<Dataset, SliceCompleteness>;
        for (const dataset of datasets) {
          const slice = figures?.get(dataset);
          const arrivedOn = slice?.arrivedOn ?? null;
          const status = slice?.state ?? (today > due ? 'late' : 'awaited');
          totals[dataset][status] += 1;
          slices[dataset] = { status, arrivedOn, daysLate: Math.max(0, daysPast(arrivedOn ?? today)) };
        }
        row.months.push({ month, dueOn: due, slices });
        rows.set(hospitalId, { ...row, name: facts?.name ?? '', level: facts?.level ?? 0 });
      }
    }
    return { from, until, dueDay, hospitals: [...rows.values()], totals };
  },
};

/** Days since a date; the few dates of a month stand in an answer hundreds of times. */
function daysCounted(from: IsoDate): (to: IsoDate) => number {
  const known = new Map<IsoDate, number>();
  return (to) => {
    const days = known.get(to) ?? daysBetween(from, to);
    known.set(to, days);
    return days;
  };
}

interface Row {
  readonly hospitalId: string;
  readonly name: string;
  readonly level: number;
  readonly months: { month: Month; dueOn: IsoDate; slices: Record<Dataset, SliceCompleteness> }[];
}
