import { type Grain, periodsOf } from '../../core/cost/period.ts';
import type { Reference } from '../../core/cost/reference.ts';
import { type TrendPoint, trendOf } from '../../core/cost/trend.ts';
import type { Month } from '../../core/time.ts';
import {
  type CostContext,
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  reachScope,
} from './cost-context.ts';
import { periodQuestion } from './cost-series.ts';

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
  const { scope, from, until, grain, version } = command;
  const answer = (series: TrendAnswer['series']): TrendAnswer => ({
    ...headingOf(measure),
    scope: { ...scope, name },
    grain,
    from,
    until,
    series,
    references: context.references.filter((line) => line.measure === measure.id),
  });
  const live = await context.live.current();
  const oneUnit = scope.kind === 'ward' || scope.kind === 'hospital';
  const levels = oneUnit ? [null] : command.level === null ? ([3, 2, null] as const) : [command.level];
  return answer(
    levels.map((level) => {
      const question = periodQuestion(context, live, measure, version, scope, level);
      return { level, points: trendOf({ ...question, grain, from, until }) };
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
