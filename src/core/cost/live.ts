import type { IsoDate, Month } from '../time.ts';
import type { Measure, MeasureVersion } from './measure.ts';
import { bestFigures, ratioOf, type UnitFigure } from './period.ts';
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

/** Sheets that a hospital's return says were reviewed in a month; null where it is not in. Of none reviewed, no finding is not good news. */
export function reviewedSheets(live: LiveCost, hospitalId: string, month: Month): number | null {
  return live.hospitals.get(hospitalId)?.get(month)?.get('reviewReturn')?.sums?.sampledSheets ?? null;
}

/** Something that reports for itself. `wardId` null is what a hospital has under ward codes nobody has mapped. */
export type CostUnit =
  | { readonly kind: 'hospital'; readonly hospitalId: string }
  | { readonly kind: 'ward'; readonly hospitalId: string; readonly wardId: string | null };

/**
 * What a definition makes of what a measure's best datasets say of a unit in a month (rows win over returns); null where
 * none of them is in. A ward without a row in a slice that is in had nobody: that is a zero. Where the slice is not in, it
 * is missing.
 */
export function unitRatio(
  live: LiveCost,
  measure: Measure,
  version: MeasureVersion,
  unit: CostUnit,
  month: Month,
): UnitFigure | null {
  const datasets = live.hospitals.get(unit.hospitalId)?.get(month);
  if (datasets === undefined) return null;
  const ratios = ratiosOf(datasets, version);
  if (unit.kind === 'hospital') {
    if (ratios.whole === undefined) {
      ratios.whole = made(datasets, measure, version, ({ sums }) => sums);
      keptRatios += 1;
    }
    return ratios.whole;
  }
  ratios.wards ??= wardsMade(datasets, measure, version);
  const known = ratios.wards.get(unit.wardId);
  return (known === undefined ? ratios.wards.get(nobody) : known) ?? null;
}

/** What a definition makes of a hospital's month, as far as somebody has asked; the wards come all at once. */
interface Ratios {
  whole: UnitFigure | null | undefined;
  wards: ReadonlyMap<string | null, UnitFigure | null> | undefined;
}

/** Stands for every ward that no slice names. */
const nobody = '/nobody';

function wardsMade(
  datasets: LiveMonth,
  measure: Measure,
  version: MeasureVersion,
): ReadonlyMap<string | null, UnitFigure | null> {
  const wards = new Map<string | null, UnitFigure | null>();
  const add = (wardId: string | null) => {
    if (wards.has(wardId)) return;
    const own = made(datasets, measure, version, (figures) =>
      figures.wards.size === 0 ? null : (figures.wards.get(wardId) ?? zeroSums),
    );
    wards.set(wardId, own);
  };
  for (const { wards: named } of datasets.values()) for (const wardId of named.keys()) add(wardId);
  add(nobody);
  keptRatios += wards.size;
  return wards;
}

function made(
  datasets: LiveMonth,
  measure: Measure,
  version: MeasureVersion,
  sumsIn: (figures: LiveFigures) => Sums | null,
): UnitFigure | null {
  const month = bestFigures(measure, (dataset) => {
    const figures = datasets.get(dataset);
    const sums = figures === undefined || figures.sums === null ? null : sumsIn(figures);
    if (figures === undefined || sums === null) return undefined;
    return { sums, state: figures.state, grouper: figures.grouper };
  });
  return month === null ? null : ratioOf(version, month);
}

/** A hospital's month is evaluated once for each definition and kept as long as it is live: what is switched is a new one. */
let kept = new WeakMap<LiveMonth, Map<MeasureVersion, Ratios>>();
let keptRatios = 0;
/** Some 40 MB; above it all are forgotten and come again as they are asked for. */
const maxKeptRatios = 400_000;

function ratiosOf(datasets: LiveMonth, version: MeasureVersion): Ratios {
  let versions = kept.get(datasets);
  const known = versions?.get(version);
  if (known !== undefined) return known;
  if (keptRatios > maxKeptRatios) {
    kept = new WeakMap();
    keptRatios = 0;
    versions = undefined;
  }
  if (versions === undefined) {
    versions = new Map();
    kept.set(datasets, versions);
  }
  const ratios: Ratios = { whole: undefined, wards: undefined };
  versions.set(version, ratios);
  return ratios;
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
