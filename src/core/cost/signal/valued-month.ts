import type { Month } from '../../time.ts';
import { type Unit, units } from '../measure.ts';
import type { DataStatus } from '../slice.ts';

/** One unit's (or a pooled group's) month of a measure, as the trend gives it; money in fen. */
export interface MonthPoint {
  readonly month: Month;
  readonly status: DataStatus;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** The definition it was computed by; null where there is none. */
  readonly definitionVersion: number | null;
  /** What grouped the cases, where the measure rests on it. */
  readonly groupers?: readonly string[];
  /** Units that reported, of those that owed the month; without: one unit, which did or did not. */
  readonly reporting?: number;
  readonly expected?: number;
}

/** Whether units that owed the month are not in it: then its value tells first of all who is missing. */
export function lacksUnits({ reporting, expected }: Pick<MonthPoint, 'reporting' | 'expected'>): boolean {
  return reporting !== undefined && expected !== undefined && reporting < expected;
}

/** A month that has a value. */
export interface ValuedMonth extends MonthPoint {
  readonly numerator: number;
  readonly denominator: number;
  /** In the measure's unit, unrounded: for statistics, not for print. */
  readonly value: number;
}

/** The month with its value; null where it is missing, over a denominator of 0 or of cases grouped in two ways. Missing is not zero. */
export function valuedMonth(unit: Unit, point: MonthPoint): ValuedMonth | null {
  const { numerator, denominator } = point;
  if (numerator === null || denominator === null || denominator === 0) return null;
  // Cases of two groupers have no common value.
  if ((point.groupers?.length ?? 0) > 1) return null;
  return { ...point, numerator, denominator, value: unrounded(unit, numerator, denominator) };
}

export function unrounded(unit: Unit, numerator: number, denominator: number): number {
  const { times, over } = units[unit];
  return (numerator * Number(times)) / (denominator * Number(over));
}

/** A statistic for print: as many decimals as the unit has and two more, because limits are not money. */
export function printed(unit: Unit, value: number): number {
  const scale = 10 ** (units[unit].decimals + 2);
  return Math.round(value * scale) / scale;
}
