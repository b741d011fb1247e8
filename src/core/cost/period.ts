import { DomainError } from '../errors.ts';
import { addToMonth, type Month } from '../time.ts';
import { formulaOf } from './formula.ts';
import {
  type Figures,
  type Measure,
  type MeasureVersion,
  type MonthRange,
  type Ratio,
  type Source,
  units,
  versionFor,
} from './measure.ts';
import type { DataStatus, SliceState } from './slice.ts';
import type { Dataset, Sums } from './sums.ts';

/** `cumulative`: January to each month, the form of the national publications. */
export const grains = ['month', 'quarter', 'year', 'cumulative'] as const;
export type Grain = (typeof grains)[number];

/** One unit (hospital or ward) in one month: what its best datasets say, and whether they are whole. */
export interface UnitMonth {
  readonly figures: Figures;
  readonly state: SliceState;
  /** What grouped the cases of its front pages; null where nobody said or there are none. */
  readonly grouper?: string | null;
}

/** What a dataset says of a unit in a month. */
export interface DatasetMonth {
  readonly sums: Sums;
  readonly state: SliceState;
  readonly grouper?: string | null;
}

/**
 * The figures of a unit's month by the measure's preference: for each source the first dataset that is in, so rows win
 * over returns. Null when none is in.
 */
export function bestFigures(measure: Measure, of: (dataset: Dataset) => DatasetMonth | undefined): UnitMonth | null {
  const figures: Partial<Record<Source, Sums>> = {};
  let state: SliceState | null = null;
  let grouper: string | null = null;
  for (const source in measure.datasets) {
    for (const dataset of measure.datasets[source as Source] ?? []) {
      const found = of(dataset);
      if (found === undefined) continue;
      figures[source as Source] = found.sums;
      if (state !== 'partial') state = found.state;
      if (dataset === 'inpatientRows') grouper = found.grouper ?? null;
      break;
    }
  }
  return state === null ? null : { figures, state, grouper };
}

/** What a definition makes of a unit's month; null where a term of it was not reported. */
export function ratioOf(version: MeasureVersion, month: UnitMonth): UnitFigure | null {
  const formula = formulaOf(version);
  const numerator = formula.numerator(month.figures);
  const denominator = numerator === null ? null : formula.denominator(month.figures);
  if (numerator === null || denominator === null) return null;
  const groupers = formula.grouped ? [month.grouper ?? untoldGrouper] : noGroupers;
  return { numerator, denominator, state: month.state, groupers };
}

/** Where nobody said what grouped the cases: one of its own, never taken for a named one. */
export const untoldGrouper = '';
const noGroupers: readonly string[] = [];

/** Longest question in months; a year's base is read besides. */
const maxTrendMonths = 240;

export interface PeriodMonths {
  /** `2026-01`, `2026-Q1`, `2026`, or `2026-01..2026-03` for January to March. */
  readonly period: string;
  readonly months: readonly Month[];
}

/** @throws DomainError cost.range-empty, cost.period-not-whole, cost.range-too-long. */
export function periodsOf(grain: Grain, from: Month, until: Month): PeriodMonths[] {
  if (from >= until) throw new DomainError('invalid', 'cost.range-empty', { from, until });
  const step = { month: 1, quarter: 3, year: 12, cumulative: 1 }[grain];
  for (const edge of [from, until]) {
    if ((Number(edge.slice(5)) - 1) % step !== 0)
      throw new DomainError('invalid', 'cost.period-not-whole', { grain, month: edge });
  }
  const periods: PeriodMonths[] = [];
  for (let month = from; month < until; month = addToMonth(month, step)) {
    if (periods.length * step >= maxTrendMonths) {
      throw new DomainError('invalid', 'cost.range-too-long', { from, until, maxMonths: maxTrendMonths });
    }
    const first = grain === 'cumulative' ? (`${month.slice(0, 4)}-01` as Month) : month;
    const length = grain === 'cumulative' ? Number(month.slice(5)) : step;
    const months = Array.from({ length }, (_, at) => addToMonth(first, at));
    periods.push({ period: periodName(grain, month), months });
  }
  return periods;
}

/** Every month of a range. @throws DomainError cost.range-empty, cost.range-too-long. */
export function monthsOf(range: MonthRange): Month[] {
  return periodsOf('month', range.from, range.until).map(({ period }) => period);
}

/** Which units ought to report, and what they did. */
export interface PeriodQuestion {
  readonly measure: Measure;
  /** A definition to apply throughout; null takes the one in force in each period. */
  readonly version: number | null;
  /** Ids of the units that ought to report in a month. */
  readonly expected: (month: Month) => readonly string[];
  /** What a unit said of a month by a definition; nothing where it did not report what the definition needs. */
  readonly ratio: (unit: string, month: Month, version: MeasureVersion) => UnitFigure | null | undefined;
}

export interface Period {
  /** Null where the definition changes inside the period: then nobody has a figure. */
  readonly version: MeasureVersion | null;
  readonly expected: number;
  readonly partial: number;
  /** Units whose every owed month is in. */
  readonly units: ReadonlyMap<string, UnitFigure>;
  /** Their sums together; null where nobody reported. */
  readonly pooled: Ratio | null;
  /** What grouped the cases behind the figures; with more than one there is no common value. Empty where it is no matter. */
  readonly groupers: readonly string[];
}

export interface UnitFigure extends Ratio {
  readonly state: SliceState;
  /** What grouped the cases; empty where the definition does not rest on it. */
  readonly groupers: readonly string[];
}

/** Sums each unit's months. A unit that skipped a month it owed is not in: its sum would be of another period. */
export function foldPeriod(question: PeriodQuestion, months: readonly Month[]): Period {
  const first = versionFor(question.measure, months[0] as Month, question.version);
  const last = versionFor(question.measure, months[months.length - 1] as Month, question.version);
  const version = first !== undefined && first === last ? first : null;
  const found = new Map<string, Tally>();
  for (const month of months) {
    for (const unit of question.expected(month)) {
      let tally = found.get(unit);
      if (tally === undefined) {
        tally = { owed: 0, known: 0, numerator: 0, denominator: 0, state: 'complete', groupers: noGroupers };
        found.set(unit, tally);
      }
      tally.owed += 1;
      const ratio = version === null ? null : question.ratio(unit, month, version);
      if (ratio === null || ratio === undefined) continue;
      tally.known += 1;
      tally.numerator += ratio.numerator;
      tally.denominator += ratio.denominator;
      if (ratio.state === 'partial') tally.state = 'partial';
      tally.groupers = union(tally.groupers, ratio.groupers);
    }
  }
  const reported = new Map<string, UnitFigure>();
  let partial = 0;
  let groupers = noGroupers;
  for (const [unit, tally] of found) {
    // A unit that opened or closed inside the period owes, and is taken for, its own months only.
    if (tally.known < tally.owed) continue;
    reported.set(unit, tally);
    if (tally.state === 'partial') partial += 1;
    groupers = union(groupers, tally.groupers);
  }
  return { version, expected: found.size, partial, units: reported, pooled: pool(reported.values()), groupers };
}

interface Tally {
  owed: number;
  known: number;
  numerator: number;
  denominator: number;
  state: SliceState;
  groupers: readonly string[];
}

/** Distinct ones, in order of appearance; the left list itself where the right one adds nothing. */
export function union(left: readonly string[], right: readonly string[]): readonly string[] {
  if (left.length === 0) return right;
  const added = right.filter((one) => !left.includes(one));
  return added.length === 0 ? left : [...left, ...added];
}

/** Whole when everybody who ought to report did, with every row; missing when nobody did. */
export function statusOf(period: Period): DataStatus {
  if (period.units.size === 0) return 'missing';
  return period.units.size === period.expected && period.partial === 0 ? 'complete' : 'partial';
}

/** Sums of several units; null for none. */
export function pool(ratios: Iterable<Ratio | undefined>): Ratio | null {
  let [numerator, denominator, count] = [0, 0, 0];
  for (const ratio of ratios) {
    if (ratio === undefined) continue;
    numerator += ratio.numerator;
    denominator += ratio.denominator;
    count += 1;
  }
  return count === 0 ? null : { numerator, denominator };
}

/** Mean of the units' own values, each counting once; units without a denominator have none. */
export function meanOf(measure: Measure, ratios: Iterable<Ratio>): number | null {
  const { times, over, decimals } = units[measure.unit];
  const [factor, divisor] = [Number(times), Number(over)];
  let [total, count] = [0, 0];
  for (const { numerator, denominator } of ratios) {
    if (denominator === 0) continue;
    total += (numerator * factor) / (denominator * divisor);
    count += 1;
  }
  return count === 0 ? null : Math.round((total / count) * 10 ** decimals) / 10 ** decimals;
}

function periodName(grain: Grain, month: Month): string {
  if (grain === 'month') return month;
  if (grain === 'cumulative') return `${month.slice(0, 4)}-01..${month}`;
  const year = month.slice(0, 4);
  return grain === 'year' ? year : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}
