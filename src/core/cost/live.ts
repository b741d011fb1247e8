import type { IsoDate, Month } from '../time.ts';
import type { Measure } from './measure.ts';
import { bestFigures, type UnitMonth } from './period.ts';
import { hospitalIn, type Places, wardWasThere } from './places.ts';
import type { SliceState } from './slice.ts';
import { type Dataset, type Sums, zeroSums } from './sums.ts';

/**
 * What is live, as questions read it: for each hospital, month and dataset the state of the slice and its sums, whole
 * and by ward. A value, never changed in place: a question that has begun keeps the figures it began with.
 */
export interface LiveCost {
  /** Of the live slices; part of the key of cached answers. */
  readonly version: number;
  readonly hospitals: ReadonlyMap<string, ReadonlyMap<Month, LiveMonth>>;
}

export type LiveMonth = ReadonlyMap<Dataset, LiveFigures>;

export interface LiveFigures {
  readonly state: SliceState;
  /** The Shanghai day on which the slice first came in, whatever was corrected since. */
  readonly arrivedOn: IsoDate;
  /** Name and version of what grouped the cases of front pages; null where nobody said, and for other datasets. */
  readonly grouper: string | null;
  /** Null where the slice is live and every row of it was refused: missing, not zero. */
  readonly sums: Sums | null;
  /** By ward; null holds the discharges of unmapped ward codes. Empty for returns, which hospitals do not send by ward. */
  readonly wards: ReadonlyMap<string | null, Sums>;
}

export const nothingLive: LiveCost = { version: -1, hospitals: new Map() };

/** Something that reports for itself. `wardId` null is what a hospital has under ward codes nobody has mapped. */
export type CostUnit =
  | { readonly kind: 'hospital'; readonly hospitalId: string }
  | { readonly kind: 'ward'; readonly hospitalId: string; readonly wardId: string | null };

/**
 * What a measure's best datasets say of a unit in a month (rows win over returns); null where none of them is in. A ward
 * without a row in a slice that is in had nobody: that is a zero. Where the slice is not in, it is missing.
 */
export function unitMonth(live: LiveCost, measure: Measure, unit: CostUnit, month: Month): UnitMonth | null {
  const datasets = live.hospitals.get(unit.hospitalId)?.get(month);
  if (datasets === undefined) return null;
  return bestFigures(measure, (dataset) => {
    const figures = datasets.get(dataset);
    if (figures === undefined || figures.sums === null) return undefined;
    if (unit.kind === 'hospital') return { sums: figures.sums, state: figures.state };
    if (figures.wards.size === 0) return undefined;
    return { sums: figures.wards.get(unit.wardId) ?? zeroSums, state: figures.state };
  });
}

/** Whether a unit was there on at least one day of a month, by the register. */
export function unitWasThere(places: Places, unit: CostUnit, month: Month): boolean {
  if (unit.kind === 'hospital') {
    const hospital = places.hospitals.get(unit.hospitalId);
    return hospital !== undefined && hospitalIn(hospital, month) !== undefined;
  }
  const ward = unit.wardId === null ? undefined : places.wards.get(unit.wardId);
  return ward !== undefined && wardWasThere(ward, month);
}

/** The same, or its hospital reports for it whatever the register says: what was reported is never dropped. */
export function unitThereOrReported(places: Places, live: LiveCost, unit: CostUnit, month: Month): boolean {
  return unitWasThere(places, unit, month) || (unit.kind === 'ward' && reportsOf(live, unit, month));
}

/** Whether a live slice of the month names the ward. */
function reportsOf(live: LiveCost, unit: CostUnit & { readonly kind: 'ward' }, month: Month): boolean {
  const datasets = live.hospitals.get(unit.hospitalId)?.get(month);
  return datasets !== undefined && [...datasets.values()].some(({ wards }) => wards.has(unit.wardId));
}
