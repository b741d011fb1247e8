import type { Month } from '../../time.ts';
import type { CostUnit, LiveCost } from '../live.ts';
import { isByWard, type Measure, versionFor } from '../measure.ts';
import type { UnitFigure } from '../period.ts';
import type { Places } from '../places.ts';
import { isSmall, ratioValue } from '../series.ts';
import type { SliceState } from '../slice.ts';
import { figuresIn, type Grouping, type PeerGroup, peerGroups, unitId } from './groups.ts';
import { valuesOf } from './peers.ts';
import { plainValue, robustZ, rounded } from './quantile.ts';

export interface StandoutsQuestion {
  readonly measures: readonly Measure[];
  readonly month: Month;
  readonly acrossLevels: boolean;
  /** Which units are listed; the middle they are measured against is that of all peers in the city. */
  readonly listed: (unit: CostUnit) => boolean;
}

/** A unit far from its peers in a measure. */
export interface Standout {
  readonly measure: Measure;
  readonly unit: CostUnit;
  readonly level: 2 | 3 | null;
  readonly specialty: string | null;
  /** Robust z over the peers: see quantile.ts. Positive: above their median. */
  readonly z: number;
  /** By the measure's direction of good; `neither` where more is neither good nor bad. */
  readonly side: 'better' | 'worse' | 'neither';
  readonly state: SliceState;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly median: number;
  readonly ranked: number;
  readonly definitionVersion: number;
}

export interface Standouts {
  /** Measure × unit pairs that have a robust z at all: what the list was chosen from. */
  readonly compared: number;
  /** Pairs that were left out because the denominator is below the measure's small-number threshold. */
  readonly small: number;
  /** By falling distance. */
  readonly found: readonly Standout[];
}

/** Iglewicz and Hoaglin 1993: a value further than this from the median is called an outlier. */
export const standoutZ = 3.5;

/**
 * What stands out in a month over all measures, hospitals and wards. With hundreds of pairs some stand out by chance:
 * `compared` says how many were looked at.
 */
export function standoutsOf(live: LiveCost, places: Places, question: StandoutsQuestion): Standouts {
  const { month, acrossLevels } = question;
  const groupsOf = { hospitals: groups('hospitals'), wards: groups('wards') };
  const found: Standout[] = [];
  let [compared, small] = [0, 0];
  for (const measure of question.measures) {
    const version = versionFor(measure, month, null);
    if (version === undefined) continue;
    for (const group of isByWard(measure) ? [...groupsOf.hospitals, ...groupsOf.wards] : groupsOf.hospitals) {
      const all = figuresIn(live, measure, version, group.units, month);
      for (const figures of byGrouper(all)) {
        const middle = robustZ(valuesOf(measure, figures));
        if (middle === null) continue;
        const ranked = figures.reduce((count, one) => (one === null ? count : count + 1), 0);
        for (const [at, own] of figures.entries()) {
          const unit = group.units[at];
          if (own === null || unit === undefined || own.denominator === 0 || !question.listed(unit)) continue;
          compared += 1;
          const z = middle.z(plainValue(measure, own));
          if (Math.abs(z) < standoutZ) continue;
          if (isSmall(measure, own)) small += 1;
          else found.push(standoutOf(measure, unit, group, own, z, middle.median, ranked, version.version));
        }
      }
    }
  }
  found.sort(
    (left, right) =>
      Math.abs(right.z) - Math.abs(left.z) ||
      (`${left.measure.id} ${unitId(left.unit)}` < `${right.measure.id} ${unitId(right.unit)}` ? -1 : 1),
  );
  return { compared, small, found };

  function groups(of: Grouping['of']): readonly PeerGroup[] {
    return peerGroups(places, month, { of, acrossLevels });
  }
}

/** Figures of one grouper at a time, each list as long as the whole; where grouping is no matter there is one list. */
function byGrouper(figures: readonly (UnitFigure | null)[]): readonly (readonly (UnitFigure | null)[])[] {
  const groupers = new Set(figures.flatMap((one) => one?.groupers ?? []));
  if (groupers.size < 2) return [figures];
  return [...groupers].map((grouper) => figures.map((one) => (one?.groupers[0] === grouper ? one : null)));
}

function standoutOf(
  measure: Measure,
  unit: CostUnit,
  { level, specialty }: PeerGroup,
  own: UnitFigure,
  z: number,
  median: number,
  ranked: number,
  definitionVersion: number,
): Standout {
  const { numerator, denominator, state } = own;
  const good = { lower: z < 0, higher: z > 0, none: null }[measure.directionOfGood];
  return {
    measure,
    unit,
    level,
    specialty,
    z: Math.round(z * 100) / 100,
    side: good === null ? 'neither' : good ? 'better' : 'worse',
    state,
    numerator,
    denominator,
    value: ratioValue(measure, own),
    median: rounded(measure, median),
    ranked,
    definitionVersion,
  };
}
