import { type MixGroup, type RateAndMix, rateAndMix } from '../../core/cost/change/kitagawa.ts';
import { unitMonth } from '../../core/cost/live.ts';
import { datasetsOf, type Measure } from '../../core/cost/measure.ts';
import { foldPeriod, type Period, type PeriodQuestion, periodsOf } from '../../core/cost/period.ts';
import { hospitalIn, wardsIn } from '../../core/cost/places.ts';
import { DomainError } from '../../core/errors.ts';
import type { Month } from '../../core/time.ts';
import {
  type CostContext,
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  reachScope,
} from '../cost/cost-context.ts';
import { periodQuestion } from '../cost/cost-series.ts';

export interface MonthRange {
  /** First month inside and first month outside. */
  readonly from: Month;
  readonly until: Month;
}

export type MixBy = 'level' | 'hospital' | 'ward';

export interface RateMixCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly scope: CostScope;
  readonly by: MixBy;
  readonly before: MonthRange;
  readonly after: MonthRange;
}

export interface RateMixAnswer extends MeasureHeading {
  readonly scope: CostScope & { readonly name: string };
  readonly by: MixBy;
  readonly before: MonthRange;
  readonly after: MonthRange;
  readonly definitionVersion: number;
  /** Null where nothing can be compared: a period is missing, or nobody was there in it. */
  readonly parts: RateAndMix | null;
  readonly names: Readonly<Record<string, string>>;
  /** Hospitals that owe months of either period and have not sent them all: left out of both. */
  readonly notCompared: readonly { readonly hospitalId: string; readonly name: string }[];
}

/** What has no ward of its own: discharges under codes that nobody has mapped. */
export const unmapped = 'unmapped';

/**
 * Why a ratio moved: because units' own values did (rate), or because the units' weights did (mix).
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   change.group-not-here, change.version-changed.
 */
export async function rateMix(context: CostContext, command: RateMixCommand): Promise<RateMixAnswer> {
  const { scope, by, before, after, version } = command;
  const name = reachScope(context, scope);
  const measure = measureNamed(context, command.measure, version);
  if (scope.kind === 'ward' || (scope.kind === 'hospital') !== (by === 'ward')) {
    throw new DomainError('invalid', 'change.group-not-here', { by, scope: scope.kind });
  }
  const question =
    scope.kind === 'hospital'
      ? await byWard(context, measure, command, scope.hospitalId)
      : await byHospital(context, measure, command);
  const [first, second] = [before, after]
    .map((range) => monthsOf(range))
    .map((months) => ({ months, period: foldPeriod(question, months) }));
  if (first === undefined || second === undefined) throw new Error('two ranges were given');
  const definition = second.period.version;
  if (definition === null || definition !== first.period.version) {
    throw new DomainError('invalid', 'change.version-changed', { measure: measure.id });
  }
  const lacking = new Set(
    [first, second].flatMap(({ months, period }) => owing(question, months).filter((unit) => !period.units.has(unit))),
  );
  // Wards stand or fall with their hospital's file: without it there is nothing to take apart.
  const partial = by === 'ward' && lacking.size > 0;
  const compared = (period: Period) => [...period.units].filter(([unit]) => !lacking.has(unit));
  const groupOf = (unit: string, months: readonly Month[]) => (by === 'level' ? levelOf(context, unit, months) : unit);
  const groups = new Map<string, MixGroup>();
  for (const [side, { months, period }] of [
    ['before', first],
    ['after', second],
  ] as const) {
    for (const [unit, sums] of compared(period)) {
      const groupId = groupOf(unit, months);
      const known = groups.get(groupId) ?? { groupId, before: nothing, after: nothing };
      const sum = known[side];
      const added = { numerator: sum.numerator + sums.numerator, denominator: sum.denominator + sums.denominator };
      groups.set(groupId, { ...known, [side]: added });
    }
  }
  const names = [...groups.keys()].map((groupId): [string, string] => [groupId, nameOf(context, by, groupId)]);
  return {
    ...headingOf(measure),
    scope: { ...scope, name },
    by,
    before,
    after,
    definitionVersion: definition.version,
    parts: partial ? null : rateAndMix(measure.unit, [...groups.values()]),
    names: Object.fromEntries(names),
    notCompared: (scope.kind === 'hospital' ? (partial ? [scope.hospitalId] : []) : [...lacking]).map((hospitalId) => ({
      hospitalId,
      name: nameOf(context, 'hospital', hospitalId),
    })),
  };
}

const nothing = { numerator: 0, denominator: 0 };

function monthsOf({ from, until }: MonthRange): Month[] {
  return periodsOf('month', from, until).map(({ period }) => period);
}

function owing(question: PeriodQuestion, months: readonly Month[]): string[] {
  return [...new Set(months.flatMap((month) => question.expected(month)))];
}

async function byHospital(
  context: CostContext,
  measure: Measure,
  { scope, version }: RateMixCommand,
): Promise<PeriodQuestion> {
  return periodQuestion(context, await context.live.current(), measure, version, scope, null);
}

/** Wards of a hospital that were there, and what it has under unmapped codes. */
async function byWard(
  context: CostContext,
  measure: Measure,
  { version }: RateMixCommand,
  hospitalId: string,
): Promise<PeriodQuestion> {
  if (!datasetsOf(measure).includes('inpatientRows')) {
    throw new DomainError('invalid', 'cost.measure-not-by-ward', { measure: measure.id });
  }
  const live = await context.live.current();
  return {
    measure,
    version,
    expected: (month) => [...wardsIn(context.places, hospitalId, month).map(({ wardId }) => wardId), unmapped],
    figures: (unit, month) =>
      unitMonth(live, measure, { kind: 'ward', hospitalId, wardId: unit === unmapped ? null : unit }, month),
  };
}

/** The level that a hospital had at the end of a period. */
function levelOf({ places }: CostContext, hospitalId: string, months: readonly Month[]): string {
  const hospital = places.hospitals.get(hospitalId);
  const last = months.findLast((month) => hospital !== undefined && hospitalIn(hospital, month) !== undefined);
  return String(hospital === undefined || last === undefined ? '' : hospitalIn(hospital, last)?.level);
}

function nameOf({ places }: CostContext, by: MixBy, groupId: string): string {
  if (by === 'level') return groupId;
  if (by === 'ward') return places.wards.get(groupId)?.name ?? groupId;
  return places.hospitals.get(groupId)?.facts.at(-1)?.facts.name ?? groupId;
}
