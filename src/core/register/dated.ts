import type { IsoDate } from '../time.ts';

/**
 * Attributes that change with time. What was said to hold from a day holds until the next day for which something else
 * was said of the same attribute, whichever was said first; of two for the same day the one said later holds.
 */
export interface Dated<T extends object> {
  /** The first day; before it there is no answer. */
  readonly from: IsoDate;
  readonly first: T;
  /** By day, then in the order they were said. */
  readonly changes: readonly DatedChange<T>[];
}

export interface DatedChange<T extends object> {
  readonly from: IsoDate;
  readonly set: Partial<T>;
}

export function dated<T extends object>(from: IsoDate, first: T): Dated<T> {
  return { from, first, changes: [] };
}

export function withChange<T extends object>(attributes: Dated<T>, change: DatedChange<T>): Dated<T> {
  const before = attributes.changes.filter((other) => other.from <= change.from);
  const after = attributes.changes.filter((other) => other.from > change.from);
  return { ...attributes, changes: [...before, change, ...after] };
}

/** The attributes on a day; undefined before the first. */
export function factsOn<T extends object>(attributes: Dated<T>, date: IsoDate): T | undefined {
  if (date < attributes.from) return undefined;
  let facts = attributes.first;
  for (const change of attributes.changes) {
    if (change.from > date) break;
    facts = { ...facts, ...change.set };
  }
  return facts;
}

/** The attributes on a day, or those of the first day where that is later: for showing what is only announced. */
export function factsNear<T extends object>(attributes: Dated<T>, date: IsoDate): T {
  return factsOn(attributes, date) ?? attributes.first;
}

/** All that holds at some time from a day on: the attributes of that day and of each later change. */
export function factsFrom<T extends object>(attributes: Dated<T>, date: IsoDate): readonly T[] {
  const later = attributes.changes.filter((change) => change.from > date);
  const days = [date < attributes.from ? attributes.from : date, ...later.map((change) => change.from)];
  return days.flatMap((day) => factsOn(attributes, day) ?? []);
}

/** What of `set` says something new on that day; empty when nothing does. */
export function whatChanges<T extends object>(attributes: Dated<T>, change: DatedChange<T>): Partial<T> {
  const now = factsOn(attributes, change.from);
  const keys = (Object.keys(change.set) as (keyof T)[]).filter((key) => {
    const value = change.set[key];
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(now?.[key]);
  });
  return Object.fromEntries(keys.map((key) => [key, change.set[key]])) as Partial<T>;
}
