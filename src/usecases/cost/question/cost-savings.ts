import type { CostUnit } from '../../../core/cost/live.ts';
import { isMoney } from '../../../core/cost/measure.ts';
import { type SavingsGroup, type SavingsUnit, savingsOf } from '../../../core/cost/question/savings.ts';
import { DomainError } from '../../../core/errors.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { byWard } from '../cost-by-ward.ts';
import { type CostScope, type DefinedHeading, definedHeadingOf, measureNamed, reachScope } from '../cost-context.ts';
import { listedIn, type NamedUnit, namedUnit } from '../cost-units.ts';

export interface SavingsCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly of: 'hospitals' | 'wards';
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly acrossLevels: boolean;
  readonly from: Month;
  readonly until: Month;
}

export interface SavingsAnswer extends DefinedHeading {
  readonly of: 'hospitals' | 'wards';
  readonly scope: SavingsCommand['scope'];
  readonly acrossLevels: boolean;
  readonly from: Month;
  readonly until: Month;
  readonly savingFen: number;
  readonly groups: readonly (Omit<SavingsGroup, 'units'> & {
    readonly units: readonly (NamedUnit & Omit<SavingsUnit, 'unit'>)[];
  })[];
}

/**
 * What the units above their peers' median would have spent less at the median.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   cost.no-saving for a measure of which less is not better, or that is not money; cost.versions-differ,
 *   cost.range-empty, cost.range-too-long.
 */
export const savingsQuestion: CostQuestion<SavingsCommand, SavingsAnswer> = {
  name: 'savings',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, { measure: id, version, of, scope, acrossLevels, from, until }) => {
    const named = measureNamed(context, id, version);
    if (named.directionOfGood !== 'lower' || !isMoney(named)) {
      throw new DomainError('invalid', 'cost.no-saving', { measure: named.id });
    }
    const measure = of === 'wards' ? byWard(named) : named;
    const listed = (unit: CostUnit) => listedIn(context, scope, unit);
    const range = { from, until };
    const heading = definedHeadingOf(measure, range, version);
    const groups = savingsOf(live, context.places, { measure, version, of, acrossLevels, listed, ...range })
      .map(({ units, ...group }) => ({
        ...group,
        units: units.map(({ unit, ...row }) => ({ ...namedUnit(context, unit), ...row })),
      }))
      .filter((group) => group.units.length > 0 || scope.kind === 'city')
      .sort((left, right) => right.savingFen - left.savingFen || (keyOf(left) < keyOf(right) ? -1 : 1));
    const savingFen = groups.reduce((sum, group) => sum + group.savingFen, 0);
    return { ...heading, of, scope, acrossLevels, ...range, savingFen, groups };
  },
};

function keyOf({ level, specialty }: Pick<SavingsGroup, 'level' | 'specialty'>): string {
  return `${specialty} ${level}`;
}
