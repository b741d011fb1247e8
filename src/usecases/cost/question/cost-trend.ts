import type { Grain } from '../../../core/cost/period.ts';
import type { PriceIndex } from '../../../core/cost/price-index.ts';
import { type TrendPoint, trendOf } from '../../../core/cost/question/trend.ts';
import type { Reference } from '../../../core/cost/reference.ts';
import { DomainError } from '../../../core/errors.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
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
  /** The index of comparable prices; null takes the first one shipped. */
  readonly prices: string | null;
}

export interface TrendAnswer extends DefinedHeading {
  readonly scope: CostScope & { readonly name: string };
  readonly grain: Grain;
  readonly from: Month;
  readonly until: Month;
  readonly prices: Pick<PriceIndex, 'id' | 'name' | 'scope' | 'source' | 'provenance'> | null;
  readonly series: readonly { readonly level: 2 | 3 | null; readonly points: readonly TrendPoint[] }[];
  /** Published series to draw beside, never compared: other hospitals, other definitions. */
  readonly references: readonly Reference[];
}

/**
 * A measure over time for the city, a county, a hospital or a ward.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.prices-unknown, and as
 *   trendOf.
 */
export const trendQuestion: CostQuestion<TrendCommand, TrendAnswer> = {
  name: 'trend',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, command) => {
    const { scope, from, until, grain, version } = command;
    const measure = measureNamed(context, command.measure, version);
    const prices = pricesNamed(context, command.prices);
    const oneUnit = scope.kind === 'ward' || scope.kind === 'hospital';
    const levels = oneUnit ? [null] : command.level === null ? ([3, 2, null] as const) : [command.level];
    return {
      ...definedHeadingOf(measure, { from, until }, version),
      scope: { ...scope, name: scopeName(context, scope) },
      grain,
      from,
      until,
      prices: prices && {
        id: prices.id,
        name: prices.name,
        scope: prices.scope,
        source: prices.source,
        provenance: prices.provenance,
      },
      series: levels.map((level) => {
        const question = periodQuestion(context, live, measure, version, scope, level);
        return { level, points: trendOf({ ...question, grain, from, until, prices }) };
      }),
      references: context.references.filter((line) => line.measure === measure.id),
    };
  },
};

function pricesNamed(context: CostContext, id: string | null): PriceIndex | null {
  if (id === null) return context.prices[0] ?? null;
  const found = context.prices.find((index) => index.id === id);
  if (found === undefined) {
    throw new DomainError('invalid', 'cost.prices-unknown', { prices: id, known: context.prices.map((one) => one.id) });
  }
  return found;
}
