import { datasetsOf, evaluate, growth, measureValue, versionFor, yearBefore } from '../../core/cost/measure.ts';
import { wardsIn } from '../../core/cost/places.ts';
import type { DataStatus } from '../../core/cost/slice.ts';
import { type Sums, zeroSums } from '../../core/cost/sums.ts';
import { DomainError } from '../../core/errors.ts';
import { addToMonth, type Month } from '../../core/time.ts';
import { type CostContext, headingOf, type MeasureHeading, measureNamed, reachScope } from './cost-context.ts';

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
}

export interface WardsAnswer extends MeasureHeading {
  readonly hospitalId: string;
  readonly month: Month;
  /** Of the front-page slice; a hospital that only sent returns has no ward figures. */
  readonly status: DataStatus;
  readonly total: Pick<WardRow, 'numerator' | 'denominator' | 'value'>;
  /** By falling value; wards without one last. */
  readonly wards: readonly WardRow[];
}

/**
 * The wards of a hospital side by side in a month. A ward without a discharge is there with zeros and no value.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward.
 */
export async function wards(context: CostContext, command: WardsCommand): Promise<WardsAnswer> {
  const { hospitalId, month } = command;
  reachScope(context, { kind: 'hospital', hospitalId });
  const measure = measureNamed(context, command.measure, command.version);
  if (!datasetsOf(measure).includes('inpatientRows')) {
    throw new DomainError('invalid', 'cost.measure-not-by-ward', { measure: measure.id });
  }
  const [now, before] = await Promise.all(
    [month, yearBefore(month)].map(async (of) => {
      const version = versionFor(measure, of, command.version);
      const found = await context.cost.wardMonths({ hospitalId, from: of, until: addToMonth(of, 1) });
      const rows = found.filter((row) => row.dataset === 'inpatientRows');
      return { version, state: rows[0]?.state, sums: new Map(rows.map((row) => [row.wardId, row.sums])) };
    }),
  );
  if (now?.version === undefined || before?.version === undefined) throw new Error('a measure without a first version');
  const { version } = now;
  const comparable = version === before.version;
  const ratioOf = (sums: Sums | undefined) => {
    if (sums === undefined) return null;
    const numerator = evaluate(version.numerator, { inpatient: sums });
    const denominator = evaluate(version.denominator, { inpatient: sums });
    return numerator === null || denominator === null ? null : { numerator, denominator };
  };
  const ids = new Set<string | null>(now.sums.keys());
  if (now.state !== undefined) for (const ward of wardsIn(context.places, hospitalId, month)) ids.add(ward.wardId);
  const ratios = [...ids].map((wardId) => ({ wardId, ratio: ratioOf(now.sums.get(wardId) ?? zeroSums) }));
  const known = ratios.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  const numerator = known.reduce((sum, ratio) => sum + ratio.numerator, 0);
  const denominator = known.reduce((sum, ratio) => sum + ratio.denominator, 0);
  const rows = ratios.map(({ wardId, ratio }): WardRow => {
    const ward = wardId === null ? undefined : context.places.wards.get(wardId);
    return {
      wardId,
      name: ward?.name ?? null,
      specialty: ward?.specialty ?? null,
      numerator: ratio?.numerator ?? null,
      denominator: ratio?.denominator ?? null,
      value: ratio === null ? null : measureValue(measure.unit, ratio.numerator, ratio.denominator),
      yoy: comparable ? growth(ratio, ratioOf(before.sums.get(wardId))) : null,
      share: ratio === null ? null : measureValue('share', ratio.numerator, numerator),
      small: ratio !== null && ratio.denominator < measure.smallNumber,
    };
  });
  rows.sort(
    (left, right) => (right.value ?? -1) - (left.value ?? -1) || ((left.wardId ?? '') < (right.wardId ?? '') ? -1 : 1),
  );
  const empty = known.length === 0;
  return {
    ...headingOf(measure),
    hospitalId,
    month,
    status: now.state ?? 'missing',
    total: {
      numerator: empty ? null : numerator,
      denominator: empty ? null : denominator,
      value: empty ? null : measureValue(measure.unit, numerator, denominator),
    },
    wards: rows,
  };
}
