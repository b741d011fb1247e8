import type { Month } from '../../time.ts';

/** Where drugs were dispensed to: a ward, or a clinic with its outpatients. */
export const drugSettings = ['inpatient', 'outpatient'] as const;
export type DrugSetting = (typeof drugSettings)[number];

/**
 * What was dispensed of one drug. `E4` is ten-thousandths: of the unit the hospital counts the drug in, or of defined
 * daily doses. A sum whose column the file lacks is null, which is not zero; the parts lie inside `amountFen`.
 */
export const drugSumNames = [
  'lines',
  'quantityE4',
  'dddsE4',
  'amountFen',
  'antibacterialDddsE4',
  'antibacterialFen',
  'negotiatedFen',
  'keyMonitoredFen',
  'longFen',
] as const;
export type DrugSumName = (typeof drugSumNames)[number];

export type DrugSums = Readonly<
  Record<'lines' | 'quantityE4' | 'amountFen', number> &
    Record<Exclude<DrugSumName, 'lines' | 'quantityE4' | 'amountFen'>, number | null>
>;

/** One drug in one hospital and month. */
export interface HospitalMonthDrug {
  readonly hospitalId: string;
  readonly month: Month;
  readonly setting: DrugSetting;
  readonly drugCode: string;
  readonly sums: DrugSums;
}

/** One drug in one ward and month; `wardId` null holds the lines whose ward code nobody has mapped yet. */
export interface WardMonthDrug extends HospitalMonthDrug {
  readonly wardId: string | null;
}

/** One drug of one hospital over several months. */
export interface DrugTotal {
  readonly setting: DrugSetting;
  readonly drugCode: string;
  readonly amountFen: number;
  readonly quantityE4: number;
}

/** A drug as its import names it; the name is null where the file had none. */
export interface ImportedDrug {
  readonly code: string;
  readonly name: string | null;
  readonly unit: string | null;
}

/** Discharges of one hospital and month in one DRG; `drg` '' holds those without a readable code. */
export interface DrgMonth {
  readonly hospitalId: string;
  readonly month: Month;
  readonly drg: string;
  readonly discharges: number;
  readonly bedDays: number;
  readonly totalFen: number;
  readonly drugFen: number;
  readonly weightedDischarges: number;
  readonly weightE4: number;
}

/** Discharges of one hospital in one DRG over several months. */
export type DrgTotal = Omit<DrgMonth, 'hospitalId' | 'month'>;

/** Adds name by name; null is the neutral element. */
export function addDrugSums(left: DrugSums, right: DrugSums): DrugSums {
  const total: Record<DrugSumName, number | null> = { ...left };
  for (const name of drugSumNames) {
    const added = right[name];
    if (added !== null) total[name] = (total[name] ?? 0) + added;
  }
  return total as DrugSums;
}
