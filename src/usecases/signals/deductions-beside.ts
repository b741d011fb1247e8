import { reviewedSheets, unitRatio, unitWasThere } from '../../core/cost/live.ts';
import { periodsOf } from '../../core/cost/period.ts';
import { wardsIn } from '../../core/cost/places.ts';
import { monthlySeries } from '../../core/cost/series.ts';
import type { DataStatus } from '../../core/cost/slice.ts';
import type { Explanation } from '../../core/explanation.ts';
import type { Month } from '../../core/time.ts';
import type { Context } from '../context.ts';
import { byWard } from '../cost/cost-by-ward.ts';
import { headingOf, type MeasureHeading, measureNamed, reachScope } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';

export interface BesideCommand {
  readonly hospitalId: string;
  readonly measure: string;
  readonly version: number | null;
  readonly from: Month;
  readonly until: Month;
}

export interface BesideAnswer extends MeasureHeading {
  readonly hospitalId: string;
  readonly from: Month;
  readonly until: Month;
  readonly wards: readonly {
    readonly wardId: string;
    readonly name: string;
    readonly months: readonly {
      readonly month: Month;
      readonly status: DataStatus;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly definitionVersion: number | null;
      readonly value: number | null;
      readonly small: boolean;
      /**
       * Findings that stand about acts of that month in that ward; null: the hospital reviewed nothing in the month and found
       * nothing, which is not good.
       */
      readonly deductions: number | null;
    }[];
  }[];
  /** Findings whose act names no ward: they stand beside no ward's cost. */
  readonly withoutWard: number;
  /** What must not be read out of it. */
  readonly caveats: readonly Explanation[];
}

/**
 * Deductions beside cost, by ward and month: two columns that may move together for many reasons. No doctor, no drug.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   cost.range-empty, cost.range-too-long.
 */
export async function deductionsBeside(context: Context, command: BesideCommand): Promise<BesideAnswer> {
  const cost = await costContextOf(context);
  const { hospitalId, version, from, until } = command;
  reachScope(cost, { kind: 'hospital', hospitalId });
  const measure = byWard(measureNamed(cost, command.measure, version));
  const months = periodsOf('month', from, until).map(({ period }) => period);
  const live = await cost.live.current();
  const range = { from: `${from}-01`, until: `${until}-01` };
  const counts = await context.store.deductionCounts.byWardMonth({ hospitalIds: [hospitalId], ...range });
  const findings = new Map(counts.map((count) => [`${count.wardId} ${count.month}`, count.findings]));
  const found = new Set(counts.map(({ month }) => month));
  const unknown = new Set(
    months.filter((month) => (reviewedSheets(live, hospitalId, month) ?? 0) === 0 && !found.has(month)),
  );
  const wards = new Map(
    months.flatMap((month) => wardsIn(cost.places, hospitalId, month)).map((ward) => [ward.wardId, ward]),
  );
  return {
    ...headingOf(measure),
    hospitalId,
    from,
    until,
    wards: [...wards.values()].map(({ wardId, name }) => {
      const unit = { kind: 'ward', hospitalId, wardId } as const;
      const series = monthlySeries({
        measure,
        version,
        from,
        until,
        expected: (month) => (unitWasThere(cost.places, unit, month) ? [wardId] : []),
        ratio: (_, month, of) => unitRatio(live, measure, of, unit, month),
      });
      const shown = series.map(({ month, status, numerator, denominator, definitionVersion, value, small }) => {
        const figure = { status, numerator, denominator, definitionVersion, value, small };
        return { month, ...figure, deductions: unknown.has(month) ? null : (findings.get(`${wardId} ${month}`) ?? 0) };
      });
      return { wardId, name, months: shown };
    }),
    withoutWard: counts.reduce((sum, count) => (count.wardId === null ? sum + count.findings : sum), 0),
    caveats: [
      { code: 'beside.regression-to-the-mean', parameters: {} },
      { code: 'beside.no-cause', parameters: {} },
      { code: 'beside.discharge-ward', parameters: {} },
    ],
  };
}
