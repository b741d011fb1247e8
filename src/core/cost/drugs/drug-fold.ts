import type { Month } from '../../time.ts';
import { dateOfDay } from '../cells.ts';
import { type UnmappedRows, unmappedCount } from '../frontpage/rollup.ts';
import { type WardsOfCode, wardOnDay } from '../ward-map.ts';
import { type DrugSetting, type DrugSumName, type DrugSums, drugSettings, drugSumNames } from './drug-sums.ts';

/** The sums a line carries; that it is one line need not be kept. */
const lineSums = drugSumNames.filter((name) => name !== 'lines');

/**
 * The integer columns a drug line becomes, in the order they are stored. `ward` and `drug` are places in the import's lists,
 * from 1; a clinic's ward is 0. `setting` is the place in `drugSettings`. Each sum is kept plus 1, so that 0 is "not told".
 */
export const drugLineBatchColumns = ['day', 'setting', 'ward', 'drug', ...lineSums] as const;
const firstSum = 4;

/** Lines as columns; `columns[i]` belongs to `drugLineBatchColumns[i]`, values are non-negative integers below 2^53. */
export interface DrugLineBatch {
  readonly columns: readonly Float64Array[];
  rows: number;
}

export function emptyLines(capacity: number): DrugLineBatch {
  return { columns: drugLineBatchColumns.map(() => new Float64Array(capacity)), rows: 0 };
}

export interface PlacedLine {
  readonly day: number;
  readonly setting: DrugSetting;
  readonly ward: number;
  readonly drug: number;
  readonly sums: DrugSums;
}

/** Appends a line; the caller sees to it that the batch has room. */
export function pushLine(batch: DrugLineBatch, { day, setting, ward, drug, sums }: PlacedLine): void {
  const values = [day, drugSettings.indexOf(setting), ward, drug, ...lineSums.map((name) => (sums[name] ?? -1) + 1)];
  for (let at = 0; at < values.length; at += 1) (batch.columns[at] as Float64Array)[batch.rows] = values[at] as number;
  batch.rows += 1;
}

/** One drug in one ward and month, by the place of the drug; `wardId` null where no ward bore the code, and for clinics. */
export interface FoldedDrug {
  readonly month: Month;
  readonly wardId: string | null;
  readonly setting: DrugSetting;
  readonly drug: number;
  readonly sums: DrugSums;
}

/** Sums lines by ward, setting, drug and month. */
export interface DrugFold {
  /** `wardsOf[place]` are the wards of code place − 1; place 0 is no code. */
  add(batch: DrugLineBatch, wardsOf: readonly (WardsOfCode | undefined)[]): void;
  result(): FoldedDrug[];
  /** Lines of wards whose code no ward bore on their day. */
  unmapped(): readonly UnmappedRows[];
}

export function drugFold(): DrugFold {
  const groups = new Map<string, FoldedDrug & { readonly sums: Record<DrugSumName, number | null> }>();
  const monthOfDay = new Map<number, Month>();
  const unmapped = unmappedCount();
  return {
    unmapped: unmapped.rows,
    add({ columns, rows }, wardsOf) {
      const value = (column: number, row: number) => (columns[column] as Float64Array)[row] as number;
      for (let row = 0; row < rows; row += 1) {
        const [day, place, drug] = [value(0, row), value(2, row), value(3, row)];
        const setting = drugSettings[value(1, row)] ?? 'inpatient';
        const month = monthOfDay.get(day) ?? dateOfDay(day).slice(0, 7);
        monthOfDay.set(day, month);
        const wardId = setting === 'outpatient' ? null : wardOnDay(wardsOf[place], day);
        if (wardId === null && setting === 'inpatient') unmapped.add(place, monthNumber(month));
        const key = `${month} ${wardId ?? ''} ${setting} ${drug}`;
        let group = groups.get(key);
        if (group === undefined) {
          group = { month, wardId, setting, drug, sums: nothing() };
          groups.set(key, group);
        }
        group.sums.lines = (group.sums.lines ?? 0) + 1;
        for (let at = 0; at < lineSums.length; at += 1) {
          const kept = value(firstSum + at, row);
          const name = lineSums[at] as DrugSumName;
          if (kept > 0) group.sums[name] = (group.sums[name] ?? 0) + kept - 1;
        }
      }
    },
    result: () => [...groups.values()],
  };
}

function nothing(): Record<DrugSumName, number | null> & DrugSums {
  const empty = Object.fromEntries(drugSumNames.map((name) => [name, null])) as Record<DrugSumName, null>;
  return { ...empty, lines: 0, quantityE4: 0, amountFen: 0 };
}

function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
