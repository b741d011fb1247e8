import type { CostUnit } from '../../../core/cost/live.ts';
import type { Measure } from '../../../core/cost/measure.ts';
import { type Standout, standoutsOf, standoutZ } from '../../../core/cost/question/standouts.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { type CostScope, measureNamed, reachScope } from '../cost-context.ts';
import { listedIn, type NamedUnit, namedUnit } from '../cost-units.ts';

export interface StandoutsCommand {
  /** Null: all measures. */
  readonly measure: string | null;
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly acrossLevels: boolean;
  readonly month: Month;
}

export interface StandoutsAnswer {
  readonly scope: StandoutsCommand['scope'];
  readonly month: Month;
  readonly acrossLevels: boolean;
  /** |z| from which a value is listed. */
  readonly threshold: number;
  /** Measure × unit pairs looked at: with many, some stand out by chance. */
  readonly compared: number;
  /** Pairs beyond the threshold that are not listed, because one patient could have moved them there. */
  readonly small: number;
  /** Beyond `maxListed` the farthest are listed. */
  readonly total: number;
  readonly items: readonly StandoutItem[];
}

export interface StandoutItem extends NamedUnit, Omit<Standout, 'unit' | 'measure'> {
  readonly measure: Pick<Measure, 'id' | 'name' | 'unit' | 'directionOfGood'>;
}

const maxListed = 200;

/**
 * What stands out in a month over all measures and units: far from its peers, in either direction.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown.
 */
export const standoutsQuestion: CostQuestion<StandoutsCommand, StandoutsAnswer> = {
  name: 'standouts',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, { measure, scope, acrossLevels, month }) => {
    const measures = measure === null ? [...context.measures.values()] : [measureNamed(context, measure, null)];
    const listed = (unit: CostUnit) => listedIn(context, scope, unit);
    const { compared, small, found } = standoutsOf(live, context.places, { measures, month, acrossLevels, listed });
    return {
      scope,
      month,
      acrossLevels,
      threshold: standoutZ,
      compared,
      small,
      total: found.length,
      items: found.slice(0, maxListed).map(({ unit, measure: of, ...row }) => ({
        measure: { id: of.id, name: of.name, unit: of.unit, directionOfGood: of.directionOfGood },
        ...namedUnit(context, unit),
        ...row,
      })),
    };
  },
};
