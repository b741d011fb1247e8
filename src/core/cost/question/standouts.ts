import type { Month } from '../../time.ts';
import type { CostUnit, LiveCost } from '../live.ts';
import { isByWard, type Measure } from '../measure.ts';
import { foldPeriod, type UnitFigure } from '../period.ts';
import type { Places } from '../places.ts';
import { isSmall, ratioValue } from '../series.ts';
import type { SliceState } from '../slice.ts';
import { type Grouping, type PeerGroup, peerGroups, unitId, unitsQuestion } from './groups.ts';
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
    for (const group of isByWard(measure) ? [...groupsOf.hospitals, ...groupsOf.wards] : groupsOf.hospitals) {
      const folded = foldPeriod(
        unitsQuestion(live, measure, null, () => group.units),
        [month],
      );
      const middle = robustZ(valuesOf(measure, folded.units.values()));
      if (middle === null || folded.version === null) continue;
      for (const unit of group.units) {
        const own = folded.units.get(unitId(unit));
        if (own === undefined || own.denominator === 0 || !question.listed(unit)) continue;
        compared += 1;
        const z = middle.z(plainValue(measure, own));
        if (Math.abs(z) < standoutZ) continue;
        if (isSmall(measure, own)) small += 1;
        else
          found.push(
            standoutOf(measure, unit, group, own, z, middle.median, folded.units.size, folded.version.version),
          );
      }
    }
  }
  found.sort(
    (left, right) =>
      Math.abs(right.z) - Math.abs(left.z) ||
      (`${left.measure.id} ${unitId(left.unit)}` < `${right.measure.id} ${unitId(right.unit)}` ? -1 : 1),
  );
  return { compared, small, found };

  function groups(of: Grouping['of']): PeerGroup[] {
    return peerGroups(places, month, { of, acrossLevels });
  }
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
