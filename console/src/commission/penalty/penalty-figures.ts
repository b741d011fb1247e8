import type { PenaltyCounts } from '../queries.ts';

/** Sums over hospitals of what the service counted. A month in which nobody was assessed is null: that is no zero. */

export const sanctionStates = ['waiting', 'open', 'in-force', 'done', 'set-aside'] as const;
export type SanctionState = (typeof sanctionStates)[number];
export type Level = '2' | '3';

type Hospital = PenaltyCounts['hospitals'][number];
type Month = Hospital['months'][number];

export interface RateMonth {
  readonly month: string;
  /** Findings out of reviewed sheets, per thousand of them. */
  readonly value: number | null;
  readonly findings: number;
  readonly reviewed: number;
  readonly assessed: number;
  readonly owed: number;
}

/** Findings per thousand sheets reviewed: both sides of the months whose return is in. */
export function ratesByMonth(counts: PenaltyCounts, level: Level): RateMonth[] {
  return byMonth(counts, level).map(({ month, all }) => rateOf(month, all));
}

/** The same over the newest months together, with the hospitals in place of their months. */
export function rateOver(counts: PenaltyCounts, level: Level, months: number): Omit<RateMonth, 'month'> {
  const hospitals = ofLevel(counts, level).map((hospital) => hospital.months.slice(-months));
  const { value, findings, reviewed } = rateOf('', hospitals.flat());
  const owing = hospitals.filter((own) => own.some(({ owed }) => owed));
  return {
    value,
    findings,
    reviewed,
    assessed: owing.filter((own) => own.some(isReviewed)).length,
    owed: owing.length,
  };
}

function rateOf(month: string, all: readonly Month[]): RateMonth {
  const known = all.filter(isReviewed);
  const reviewed = known.reduce((sum, each) => sum + (each.reviewed ?? 0), 0);
  const findings = known.reduce((sum, each) => sum + (each.findingsOfReview ?? 0), 0);
  const value = reviewed === 0 ? null : (findings / reviewed) * per;
  return { month, value, findings, reviewed, assessed: known.length, owed: all.filter(({ owed }) => owed).length };
}

export interface DueMonth {
  readonly month: string;
  /** Null: nothing was reviewed or found anywhere. */
  readonly due: number | null;
  readonly byState: Readonly<Record<SanctionState, number>>;
  readonly assessed: number;
  readonly owed: number;
}

export function dueByMonth(counts: PenaltyCounts, level: Level | undefined): DueMonth[] {
  return byMonth(counts, level).map(({ month, all }) => ({ month, ...dueOf(all) }));
}

export interface DueHospital extends Omit<DueMonth, 'month'> {
  readonly hospitalId: string;
  readonly name: string;
  readonly level: number;
}

/** Over all the months asked about; most first, those never assessed last. */
export function dueByHospital(counts: PenaltyCounts, level: Level | undefined): DueHospital[] {
  return ofLevel(counts, level)
    .map(({ hospitalId, name, level: own, months }) => ({ hospitalId, name, level: own, ...dueOf(months) }))
    .filter(({ owed, due }) => owed > 0 || due !== null)
    .sort((left, right) => (right.due ?? -1) - (left.due ?? -1));
}

function dueOf(all: readonly Month[]): Omit<DueMonth, 'month'> {
  const known = all.filter(({ sanctions }) => sanctions !== null);
  const counted = known.flatMap(({ sanctions }) => sanctions ?? []);
  const byState = { waiting: 0, open: 0, 'in-force': 0, done: 0, 'set-aside': 0 };
  for (const { state, count } of counted) byState[state] += count;
  const due = known.length === 0 ? null : counted.reduce((sum, { count }) => sum + count, 0);
  return { due, byState, assessed: known.length, owed: all.filter(({ owed }) => owed).length };
}

function byMonth(counts: PenaltyCounts, level: Level | undefined) {
  const hospitals = ofLevel(counts, level);
  const months = hospitals[0]?.months.map(({ month }) => month) ?? [];
  return months.map((month, at) => ({
    month,
    all: hospitals.flatMap((hospital) => hospital.months[at] ?? []),
  }));
}

/** Those below level 2 owe nothing, and count where something came due all the same. */
function ofLevel({ hospitals }: PenaltyCounts, level: Level | undefined): readonly Hospital[] {
  return level === undefined ? hospitals : hospitals.filter((each) => String(each.level) === level);
}

function isReviewed({ reviewed }: Month): boolean {
  return (reviewed ?? 0) > 0;
}

export const per = 1_000;
