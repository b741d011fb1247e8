import { beganWithin, type CoIntervention } from '../../core/cost/effect/co-intervention.ts';
import { type EffectAnswer as Effect, effectOf } from '../../core/cost/effect/effect.ts';
import { type LiveCost, unitRatio, unitWasThere } from '../../core/cost/live.ts';
import { periodsOf } from '../../core/cost/period.ts';
import { monthlySeries, type SeriesMonth } from '../../core/cost/series.ts';
import { DomainError } from '../../core/errors.ts';
import type { Explanation } from '../../core/explanation.ts';
import { canonicalJson } from '../../core/ledger/canonical.ts';
import type { Month } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import {
  type CostContext,
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  reachScope,
} from '../cost/cost-context.ts';
import { periodQuestion } from '../cost/cost-series.ts';
import { listedIn } from '../cost/cost-units.ts';

export interface EffectCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly scope: CostScope;
  readonly level: 2 | 3 | null;
  readonly from: Month;
  readonly until: Month;
  readonly since: Month;
  readonly harmonics: 0 | 1 | 2;
  readonly lag: number | null;
  /**
   * Hospitals that nothing was done to, pooled; empty: no comparator. Those of the city or county examined are left out
   * of its own series: nothing is compared with a part of itself.
   */
  readonly comparator: readonly string[];
}

export interface EffectReport extends MeasureHeading, Omit<Effect, 'warnings'> {
  readonly scope: CostScope & { readonly name: string };
  readonly level: 2 | 3 | null;
  readonly from: Month;
  readonly until: Month;
  readonly since: Month;
  /** Of all months, of the comparator too. */
  readonly definitionVersion: number | null;
  readonly comparatorHospitals: readonly {
    readonly hospitalId: string;
    readonly name: string;
    /** It belongs to the place examined, whose own series is therefore that of the others. */
    readonly leftOut: boolean;
  }[];
  /** What was found, in words: over the same period, never because of anything. */
  readonly statement: Explanation;
  readonly warnings: readonly Explanation[];
  readonly coInterventions: readonly CoIntervention[];
  /** SHA-256 of the canonical JSON of question and months: whoever has the same data comes to the same answer. */
  readonly dataSha256: string;
}

export const maxComparators = 50;

/**
 * What differs over the later period: level, slope and how sure both are.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, effect.comparator-inside; and as
 *   effectOf.
 */
export async function effect(context: CostContext, command: EffectCommand): Promise<EffectReport> {
  const { scope, level, from, until, since, harmonics, lag } = command;
  const name = reachScope(context, scope);
  const comparatorHospitals = command.comparator.map((hospitalId) => ({
    hospitalId,
    name: reachScope(context, { kind: 'hospital', hospitalId }),
    leftOut: listedIn(context, scope, { kind: 'hospital', hospitalId }),
  }));
  refuseInside(context, command);
  const measure = measureNamed(context, command.measure, command.version);
  periodsOf('month', from, until);
  const live = await context.live.current();
  const whole = periodQuestion(context, live, measure, command.version, scope, level);
  const others = (month: Month) => whole.expected(month).filter((id) => !command.comparator.includes(id));
  const points = monthlySeries({ ...whole, expected: others, from, until });
  const comparator = command.comparator.length === 0 ? null : pooled(context, live, command);
  const levelsTogether = level === null && (scope.kind === 'city' || scope.kind === 'county');
  const found = effectOf({ measure, points, comparator, since, harmonics, lag, levelsTogether });
  const { warnings, ...answer } = found;
  return {
    ...headingOf(measure),
    scope: { ...scope, name },
    level,
    from,
    until,
    since,
    definitionVersion: points.find(({ numerator }) => numerator !== null)?.definitionVersion ?? null,
    ...answer,
    comparatorHospitals,
    statement: statementOf(found, since),
    warnings: warnings.map((warning) => ({ code: `effect.warning.${warning}`, parameters: {} })),
    coInterventions: beganWithin(context.coInterventions, { from, until }),
    dataSha256: sha256Hex(
      canonicalJson({ question: command, points: exact(points), comparator: comparator && exact(comparator) }),
    ),
  };
}

/** A hospital or ward has nothing left without its own hospital. @throws DomainError effect.comparator-inside. */
function refuseInside({ places }: CostContext, { scope, comparator }: EffectCommand): void {
  if (scope.kind === 'city' || scope.kind === 'county') return;
  const own = scope.kind === 'hospital' ? scope.hospitalId : (places.wards.get(scope.wardId)?.hospitalId ?? '');
  if (comparator.includes(own)) {
    throw new DomainError('invalid', 'effect.comparator-inside', { hospitals: comparator });
  }
}

/** The comparator's months, pooled over its hospitals. */
function pooled(
  context: CostContext,
  live: LiveCost,
  { measure: id, version, from, until, comparator }: EffectCommand,
) {
  const measure = measureNamed(context, id, version);
  return monthlySeries({
    measure,
    version,
    from,
    until,
    expected: (month) =>
      comparator.filter((hospitalId) => unitWasThere(context.places, { kind: 'hospital', hospitalId }, month)),
    ratio: (hospitalId, month, of) => unitRatio(live, measure, of, { kind: 'hospital', hospitalId }, month),
  });
}

function exact(points: readonly SeriesMonth[]) {
  return points.map(({ month, numerator, denominator, status, definitionVersion }) => ({
    month,
    numerator,
    denominator,
    status,
    definitionVersion,
  }));
}

function statementOf({ neweyWest, monthsBefore, monthsAfter, lag }: Effect, since: Month): Explanation {
  const { levelChange, slopeChange } = neweyWest;
  const clear = [levelChange, slopeChange].some(({ lower, upper }) => lower > 0 || upper < 0);
  const parameters = {
    since,
    level: levelChange.estimate,
    levelLower: levelChange.lower,
    levelUpper: levelChange.upper,
    slope: slopeChange.estimate,
    slopeLower: slopeChange.lower,
    slopeUpper: slopeChange.upper,
    monthsBefore,
    monthsAfter,
    lag,
  };
  return { code: clear ? 'effect.statement.change' : 'effect.statement.no-clear-change', parameters };
}
