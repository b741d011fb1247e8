import { refuseGroupers } from '../change/drg.ts';
import { type CostUnit, type LiveCost, unitThereOrReported } from '../live.ts';
import type { Measure, MonthRange, Ratio } from '../measure.ts';
import { foldPeriod, meanOf, monthsOf, pool } from '../period.ts';
import type { Places } from '../places.ts';
import { isSmall, ratioValue } from '../series.ts';
import type { SliceState } from '../slice.ts';
import { type Grouping, peerGroups, unitId, unitsQuestion } from './groups.ts';
import { valuesOf } from './peers.ts';
import { aboveMedian, bandsOf, minPeers } from './quantile.ts';

export interface SavingsQuestion extends MonthRange, Grouping {
  readonly measure: Measure;
  readonly version: number | null;
  /** Which units are listed; the median is always that of all peers in the city. */
  readonly listed: (unit: CostUnit) => boolean;
}

export interface SavingsGroup {
  readonly level: 2 | 3 | null;
  readonly specialty: string | null;
  /** Units with a value, of those that owed every month of the range they were there. */
  readonly ranked: number;
  readonly expected: number;
  /** Null with fewer than `minPeers` values: then nobody is measured against it. */
  readonly median: number | null;
  readonly pooled: number | null;
  readonly unweightedMean: number | null;
  /** Listed units above the median, by falling saving. */
  readonly units: readonly SavingsUnit[];
  readonly savingFen: number;
}

export interface SavingsUnit {
  readonly unit: CostUnit;
  readonly state: SliceState;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly small: boolean;
  /** numerator − median × denominator, in whole fen. */
  readonly savingFen: number;
}

/**
 * What would have been spent less if every unit above its peers' median had been at it. Not a target: a unit's cases may
 * be heavier than its peers'. Peers are grouped as they stood in the last month of the range.
 *
 * @throws DomainError cost.groupers-differ where the measure rests on cases that peers had grouped differently.
 */
export function savingsOf(live: LiveCost, places: Places, question: SavingsQuestion): SavingsGroup[] {
  const { measure, version, listed } = question;
  const months = monthsOf(question);
  const groups = peerGroups(places, months[months.length - 1] as string, question);
  return groups.map(({ level, specialty, units }): SavingsGroup => {
    const folded = foldPeriod(
      unitsQuestion(live, measure, version, (month) =>
        units.filter((unit) => unitThereOrReported(places, live, unit, month)),
      ),
      months,
    );
    refuseGroupers(measure, folded.groupers);
    const ratios = [...folded.units.values()].filter(({ denominator }) => denominator !== 0);
    const enough = ratios.length >= minPeers;
    const saved = enough ? aboveMedian(ratios) : undefined;
    const above = units.flatMap((unit): SavingsUnit[] => {
      const own = folded.units.get(unitId(unit));
      if (saved === undefined || own === undefined || own.denominator === 0 || !listed(unit)) return [];
      const savingFen = saved(own);
      return savingFen > 0 ? [rowOf(measure, unit, own, savingFen)] : [];
    });
    above.sort((left, right) => right.savingFen - left.savingFen || (unitId(left.unit) < unitId(right.unit) ? -1 : 1));
    return {
      level,
      specialty,
      ranked: ratios.length,
      expected: folded.expected,
      median: bandsOf(measure, valuesOf(measure, ratios))?.p50 ?? null,
      pooled: enough ? ratioValue(measure, pool(ratios)) : null,
      unweightedMean: enough ? meanOf(measure, ratios) : null,
      units: above,
      savingFen: above.reduce((sum, row) => sum + row.savingFen, 0),
    };
  });
}

function rowOf(
  measure: Measure,
  unit: CostUnit,
  own: Ratio & { readonly state: SliceState },
  savingFen: number,
): SavingsUnit {
  const { numerator, denominator, state } = own;
  return {
    unit,
    state,
    numerator,
    denominator,
    value: ratioValue(measure, own),
    small: isSmall(measure, own),
    savingFen,
  };
}
