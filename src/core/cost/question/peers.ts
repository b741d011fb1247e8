import type { Month } from '../../time.ts';
import type { CostUnit, LiveCost } from '../live.ts';
import { type Measure, type Ratio, versionFor } from '../measure.ts';
import { meanOf, monthsOf, pool } from '../period.ts';
import type { Places } from '../places.ts';
import { isSmall, ratioValue } from '../series.ts';
import type { DataStatus } from '../slice.ts';
import { alikeGrouped, figuresIn, groupOf, unitId } from './groups.ts';
import { type Bands, bandsOf, minPeers, plainValue } from './quantile.ts';

export interface PeersQuestion {
  readonly measure: Measure;
  readonly version: number | null;
  readonly unit: CostUnit;
  readonly acrossLevels: boolean;
  readonly from: Month;
  readonly until: Month;
}

/** Where a unit stands among its peers in one month. */
export interface PeerMonth {
  readonly month: Month;
  /** What the peers are: hospitals of the level, or wards of the specialty at the level; null where it was none's. */
  readonly level: 2 | 3 | null;
  readonly specialty: string | null;
  readonly status: DataStatus;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly small: boolean;
  /** 1 is the lowest value; equal values share a rank. Null without a value or with fewer than `minPeers` values. */
  readonly rank: number | null;
  /** Share of the other units' values that are lower, equal ones counted half. */
  readonly percentile: number | null;
  /** Units with a value, the unit itself among them, of the units that owed the month. */
  readonly ranked: number;
  readonly expected: number;
  /** Null with fewer than `minPeers` values. */
  readonly bands: Bands | null;
  readonly pooled: number | null;
  readonly unweightedMean: number | null;
  readonly definitionVersion: number | null;
  /** What grouped the unit's cases, where the measure rests on it: only units of the same grouper are its peers. */
  readonly grouper: string | null;
}

/** A unit beside its peers, month by month. A month without the unit's data still has the bands of the others. */
export function peersOf(live: LiveCost, places: Places, question: PeersQuestion): PeerMonth[] {
  const { measure, version, unit, acrossLevels } = question;
  const id = unitId(unit);
  return monthsOf(question).map((month): PeerMonth => {
    const group = groupOf(places, unit, month, acrossLevels);
    const units = group?.units ?? [];
    const of = versionFor(measure, month, version);
    const all = of === undefined ? [] : figuresIn(live, measure, of, units, month);
    const own = all[units.findIndex((one) => unitId(one) === id)] ?? undefined;
    const figures = (own === undefined ? all : alikeGrouped(own, all)).filter((one) => one !== null);
    const common = new Set(figures.flatMap(({ groupers }) => groupers)).size < 2;
    const values = common ? valuesOf(measure, figures) : [];
    const { rank, percentile } = rankOf(measure, own, values);
    return {
      month,
      level: group?.level ?? null,
      specialty: group?.specialty ?? null,
      status: own?.state ?? 'missing',
      numerator: own?.numerator ?? null,
      denominator: own?.denominator ?? null,
      value: ratioValue(measure, own),
      small: isSmall(measure, own),
      rank,
      percentile,
      ranked: values.length,
      expected: units.length,
      bands: bandsOf(measure, values),
      pooled: values.length < minPeers ? null : ratioValue(measure, pool(figures)),
      unweightedMean: values.length < minPeers ? null : meanOf(measure, figures),
      definitionVersion: of?.version ?? null,
      grouper: own?.groupers[0] ?? null,
    };
  });
}

/** Unrounded values of the units that have one. */
export function valuesOf(measure: Measure, ratios: Iterable<Ratio | null>): number[] {
  const values: number[] = [];
  for (const ratio of ratios) if (ratio !== null && ratio.denominator !== 0) values.push(plainValue(measure, ratio));
  return values;
}

/** @param values of all units, `own` among them. */
export function rankOf(
  measure: Measure,
  own: Ratio | undefined,
  values: readonly number[],
): { readonly rank: number | null; readonly percentile: number | null } {
  if (own === undefined || own.denominator === 0 || values.length < minPeers) return { rank: null, percentile: null };
  const value = plainValue(measure, own);
  let [lower, equal] = [0, -1];
  for (const other of values) {
    if (other < value) lower += 1;
    else if (other === value) equal += 1;
  }
  const percentile = (lower + equal / 2) / (values.length - 1);
  return { rank: lower + 1, percentile: Math.round(percentile * 10_000) / 10_000 };
}
