import { setImmediate } from 'node:timers/promises';
import { type ComparedHospital, comparedHospitals } from '../../core/cost/change/compared.ts';
import { drgFigures, oneGrouper, refuseGroupers, refuseUnlessByDrg } from '../../core/cost/change/drg.ts';
import { type MixGroup, type MixSums, type RateAndMix, rateAndMix } from '../../core/cost/change/kitagawa.ts';
import type { DrgTotal } from '../../core/cost/drugs/drug-sums.ts';
import { type LiveCost, unitRatio } from '../../core/cost/live.ts';
import { evaluate, type Measure, type MeasureVersion, type MonthRange } from '../../core/cost/measure.ts';
import { foldPeriod, monthsOf, type Period, type PeriodQuestion, union } from '../../core/cost/period.ts';
import { hospitalIn, wardsIn } from '../../core/cost/places.ts';
import { DomainError } from '../../core/errors.ts';
import type { Month } from '../../core/time.ts';
import type { CostQuestion } from '../cost/cost-answer.ts';
import { byWard as knownByWard } from '../cost/cost-by-ward.ts';
import {
  type CostContext,
  type CostScope,
  headingOf,
  type MeasureHeading,
  measureNamed,
  reachScope,
  scopeName,
} from '../cost/cost-context.ts';
import { periodQuestion } from '../cost/cost-series.ts';

export type MixBy = 'level' | 'hospital' | 'ward' | 'drg';

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
 *   cost.measure-not-by-drg, cost.groupers-differ, change.group-not-here, change.version-changed.
 */
export const rateMixQuestion: CostQuestion<RateMixCommand, RateMixAnswer> = {
  name: 'rate-mix',
  readsFile: true,
  reach: (context, { scope }) => reachScope(context, scope),
  answer: async (context, live, command) => {
    const { scope, by, before, after, version } = command;
    const measure = measureNamed(context, command.measure, version);
    if (scope.kind === 'ward' || (by !== 'drg' && (scope.kind === 'hospital') !== (by === 'ward'))) {
      throw new DomainError('invalid', 'change.group-not-here', { by, scope: scope.kind });
    }
    const [first, second] = [before, after].map((range) => periodQuestionOver(context, live, measure, command, range));
    if (first === undefined || second === undefined) throw new Error('two ranges were given');
    const definition = second.period.version;
    if (definition === null || definition !== first.period.version) {
      throw new DomainError('invalid', 'change.version-changed', { measure: measure.id });
    }
    const { groups, lacking } =
      by === 'drg'
        ? await groupsByDrg(context, live, measure, definition, command)
        : groupsByUnit(context, measure, first, second, by);
    // Wards stand or fall with their hospital's file: without it there is nothing to take apart.
    const partial = by === 'ward' && lacking.length > 0;
    const notCompared = scope.kind === 'hospital' && lacking.length > 0 ? [scope.hospitalId] : lacking;
    return {
      ...headingOf(measure),
      scope: { ...scope, name: scopeName(context, scope) },
      by,
      before,
      after,
      definitionVersion: definition.version,
      parts: partial ? null : rateAndMix(measure.unit, groups),
      names: Object.fromEntries(groups.map(({ groupId }) => [groupId, nameOf(context, by, groupId)])),
      notCompared: notCompared.map((hospitalId) => ({ hospitalId, name: nameOf(context, 'hospital', hospitalId) })),
    };
  },
};

interface Side {
  readonly months: readonly Month[];
  readonly question: PeriodQuestion;
  readonly period: Period;
}

function periodQuestionOver(
  context: CostContext,
  live: LiveCost,
  measure: Measure,
  { scope, version, by }: RateMixCommand,
  range: MonthRange,
): Side {
  const question =
    by === 'ward' && scope.kind === 'hospital'
      ? wardQuestion(context, live, knownByWard(measure), version, scope.hospitalId)
      : periodQuestion(context, live, measure, version, scope, null);
  const months = monthsOf(range);
  return { months, question, period: foldPeriod(question, months) };
}

interface Grouped {
  readonly groups: readonly MixGroup[];
  /** Hospitals (for wards: wards) that owe months of either period and have not sent them all. */
  readonly lacking: readonly string[];
}

function groupsByUnit(context: CostContext, measure: Measure, before: Side, after: Side, by: MixBy): Grouped {
  const lacking = new Set(
    [before, after].flatMap(({ question, months, period }) =>
      owing(question, months).filter((unit) => !period.units.has(unit)),
    ),
  );
  const compared = [before, after].flatMap(({ period }) => [...period.units]).filter(([unit]) => !lacking.has(unit));
  refuseGroupers(
    measure,
    compared.reduce<readonly string[]>((found, [, { groupers }]) => union(found, groupers), []),
  );
  const groups = new Map<string, MixGroup>();
  for (const [side, { months, period }] of Object.entries({ before, after }) as ['before' | 'after', Side][]) {
    for (const [unit, sums] of period.units) {
      if (!lacking.has(unit)) add(groups, by === 'level' ? levelOf(context, unit, months) : unit, side, sums);
    }
  }
  return { groups: [...groups.values()], lacking: [...lacking] };
}

/** By the groups that a grouper put the cases into; cases of two groupers are never set beside each other. */
async function groupsByDrg(
  { cost, places }: CostContext,
  live: LiveCost,
  measure: Measure,
  definition: MeasureVersion,
  { scope, before, after }: RateMixCommand,
): Promise<Grouped> {
  refuseUnlessByDrg(measure, definition);
  const within = scope.kind === 'hospital' ? scope : { regionId: scope.kind === 'county' ? scope.regionId : null };
  const found = comparedHospitals(live, places, 'inpatientRows', within, { before, after });
  const lacking = [...found.lacking];
  const grouped: { hospital: ComparedHospital; sides: Readonly<Record<'before' | 'after', readonly DrgTotal[]>> }[] =
    [];
  for (const hospital of found.compared) {
    const totals = (months: readonly Month[]) => cost.drgTotals({ hospitalId: hospital.hospitalId, months });
    const sides = { before: await totals(hospital.before), after: await totals(hospital.after) };
    // A hospital that does not group its cases has months and no groups.
    const ungrouped = bothSides.some((side) => hospital[side].length > 0 && sides[side].length === 0);
    if (ungrouped) lacking.push(hospital.hospitalId);
    else grouped.push({ hospital, sides });
    // A hospital's groups take some milliseconds: other requests come in between.
    await setImmediate();
  }
  oneGrouper(
    measure,
    live,
    grouped.map(({ hospital }) => hospital),
  );
  const groups = new Map<string, MixGroup>();
  for (const { sides } of grouped) {
    for (const side of bothSides) {
      for (const total of sides[side]) {
        const figures = drgFigures(total);
        const numerator = evaluate(definition.numerator, figures) ?? 0;
        const denominator = evaluate(definition.denominator, figures) ?? 0;
        add(groups, total.drg, side, { numerator, denominator });
      }
    }
  }
  return { groups: [...groups.values()], lacking };
}

const bothSides = ['before', 'after'] as const;

function add(groups: Map<string, MixGroup>, groupId: string, side: 'before' | 'after', sums: MixSums): void {
  const known = groups.get(groupId) ?? { groupId, before: nothing, after: nothing };
  const sum = known[side];
  const added = { numerator: sum.numerator + sums.numerator, denominator: sum.denominator + sums.denominator };
  groups.set(groupId, { ...known, [side]: added });
}

const nothing = { numerator: 0, denominator: 0 };

function owing(question: PeriodQuestion, months: readonly Month[]): string[] {
  return [...new Set(months.flatMap((month) => question.expected(month)))];
}

/** Wards of a hospital that were there, and what it has under unmapped codes. */
function wardQuestion(
  { places }: CostContext,
  live: LiveCost,
  measure: Measure,
  version: number | null,
  hospitalId: string,
): PeriodQuestion {
  return {
    measure,
    version,
    expected: (month) => [...wardsIn(places, hospitalId, month).map(({ wardId }) => wardId), unmapped],
    ratio: (unit, month, of) =>
      unitRatio(live, measure, of, { kind: 'ward', hospitalId, wardId: unit === unmapped ? null : unit }, month),
  };
}

/** The level that a hospital had at the end of a period. */
function levelOf({ places }: CostContext, hospitalId: string, months: readonly Month[]): string {
  const hospital = places.hospitals.get(hospitalId);
  const last = months.findLast((month) => hospital !== undefined && hospitalIn(hospital, month) !== undefined);
  return String(hospital === undefined || last === undefined ? '' : hospitalIn(hospital, last)?.level);
}

function nameOf({ places }: CostContext, by: MixBy, groupId: string): string {
  if (by === 'level' || by === 'drg') return groupId;
  if (by === 'ward') return places.wards.get(groupId)?.name ?? groupId;
  return places.hospitals.get(groupId)?.facts.at(-1)?.facts.name ?? groupId;
}
