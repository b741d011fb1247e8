import type { Month } from '../time.ts';

/**
 * What a slice of cost data is made of. `inpatientRows` are discharges read from front pages, `drugLines` what wards and
 * clinics were dispensed by drug, the returns are figures a hospital sums up itself each month.
 */
export const datasets = ['inpatientRows', 'inpatientReturn', 'outpatientReturn', 'reviewReturn', 'drugLines'] as const;
export type Dataset = (typeof datasets)[number];

/**
 * The additive figures of a ward, hospital or region in a month. Each is a non-negative integer; names ending in `Fen`
 * are money in fen, `E4` is ten-thousandths. Every measure is an expression over these, so a new sum is a column here
 * and in the rollup tables, and nothing else.
 */
export const sumNames = [
  'discharges',
  'bedDays',
  'visits',
  'totalFen',
  'drugFen',
  'westernFen',
  'patentFen',
  'herbalFen',
  'antibacterialFen',
  'negotiatedFen',
  'bloodProductFen',
  'materialFen',
  'serviceFen',
  'imagingFen',
  'laboratoryFen',
  'longVisits',
  'longDrugFen',
  'deaths',
  'transfers',
  'weightedDischarges',
  'weightE4',
  'issuedSheets',
  'sampledSheets',
  'irrationalSheets',
  'sampledRecords',
  'irrationalRecords',
  // Of drug lines, with `drugFen`, `antibacterialFen`, `negotiatedFen` (all of wards) and `longDrugFen` (of clinics).
  'antibacterialDddsE4',
  'keyMonitoredFen',
] as const;
export type SumName = (typeof sumNames)[number];

/** A sum nobody reported is null, never 0: a hospital whose file has no antibacterial column did not spend nothing. */
export type Sums = Readonly<Record<SumName, number | null>>;

/** Sums of one hospital (`wardId` absent in the type) in one month. */
export interface HospitalMonth {
  readonly hospitalId: string;
  readonly month: Month;
  readonly sums: Sums;
}

/** Sums of one ward in one month; `wardId` null holds the discharges whose ward code nobody has mapped yet. */
export interface WardMonth extends HospitalMonth {
  readonly wardId: string | null;
}

export const noSums: Sums = Object.freeze(
  Object.fromEntries(sumNames.map((name) => [name, null])) as Record<SumName, null>,
);

/** A ward nobody left in a month whose data is in. */
export const zeroSums: Sums = Object.freeze(
  Object.fromEntries(sumNames.map((name) => [name, 0])) as Record<SumName, number>,
);

export function sumsOf(some: Partial<Record<SumName, number | null>>): Sums {
  return { ...noSums, ...some };
}

/** Adds name by name; null is the neutral element, so a figure is null only where nobody reported it. */
export function addSums(left: Sums, right: Sums): Sums {
  const total: Record<SumName, number | null> = { ...left };
  for (const name of sumNames) {
    const added = right[name];
    if (added !== null) total[name] = (total[name] ?? 0) + added;
  }
  return total;
}
