import { type DrugSums, drugSumNames } from '../../core/cost/drugs/drug-sums.ts';
import { type SumName, type Sums, sumNames } from '../../core/cost/sums.ts';
import type { Columns, Value } from '../sql.ts';

/** The columns of the rollups, which are made from the names of their sums. */

/** `drugFen` is the column `drug_fen`; `dddsE4`, whose run of capitals a rule cannot see, is `ddds_e4`. */
function columnOfSum(name: string): string {
  return name.replace('Ddds', '_ddds').replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export const sumColumns = sumNames.map(columnOfSum);
export const drugSumColumns = drugSumNames.map(columnOfSum);

export function wholes(columns: readonly string[]): Columns {
  return Object.fromEntries(columns.map((column) => [column, 'whole']));
}

export function valuesOf(sums: Sums): (number | null)[] {
  return sumNames.map((name) => sums[name]);
}

export function drugValuesOf(sums: DrugSums): (number | null)[] {
  return drugSumNames.map((name) => sums[name]);
}

/** @param first where in the row the sums begin, in the order of `sumNames`. */
export function sumsOf(row: readonly Value[], first: number): Sums {
  const sums = {} as Record<SumName, number | null>;
  for (let at = 0; at < sumNames.length; at += 1) {
    sums[sumNames[at] as SumName] = row[first + at] as number | null;
  }
  return sums;
}

export function drugSumsOf(row: readonly Value[], first: number): DrugSums {
  return Object.fromEntries(drugSumNames.map((name, at) => [name, row[first + at]])) as unknown as DrugSums;
}

/** How a null ward is written: part of a primary key, where nulls would repeat or be refused. */
export const unmapped = '';
