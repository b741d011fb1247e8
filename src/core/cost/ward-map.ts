import { addToMonth, type Month } from '../time.ts';
import { dayOfDate } from './cells.ts';
import type { WardSpan } from './places.ts';

/** The wards that bore one code, each from a day until the first day outside, as days since 1970-01-01. */
export type WardsOfCode = readonly { readonly fromDay: number; readonly untilDay: number; readonly wardId: string }[];

/** Which ward a code means on which day. `keyOf` turns the register's spelling of a code into the key looked up by. */
export function wardMap(
  spans: readonly WardSpan[],
  keyOf: (code: string) => string = (code) => code,
): ReadonlyMap<string, WardsOfCode> {
  const map = new Map<string, WardsOfCode>();
  for (const { code, wardId, from, until } of spans) {
    const span = { fromDay: dayOfDate(from), untilDay: until === null ? Infinity : dayOfDate(until), wardId };
    const key = keyOf(code);
    map.set(key, [...(map.get(key) ?? []), span]);
  }
  return map;
}

/** The ward a code meant on a day; null where no ward bore it then. */
export function wardOnDay(wards: WardsOfCode | undefined, day: number): string | null {
  if (wards === undefined) return null;
  for (let at = 0; at < wards.length; at += 1) {
    const span = wards[at];
    if (span !== undefined && day >= span.fromDay && day < span.untilDay) return span.wardId;
  }
  return null;
}

/**
 * What of a map can touch an import: the spans of the codes it holds, cut to its months. Two maps that agree in it make the
 * same figures of the import, whatever else they say; in order of code and day.
 *
 * @param holds whether the import holds a code, by the register's spelling.
 */
export function spansTouching(
  spans: readonly WardSpan[],
  holds: (code: string) => boolean,
  months: readonly Month[],
): WardSpan[] {
  const [first, last] = [months.reduce(earlier, '9999-12'), months.reduce(later, '0000-01')];
  const [start, end] = [`${first}-01`, months.length === 0 ? '0000-01-01' : `${addToMonth(last, 1)}-01`];
  return spans
    .filter(({ code }) => holds(code))
    .map((span) => ({ ...span, from: later(span.from, start), until: earlier(span.until ?? end, end) }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => (a.code === b.code ? compare(a.from, b.from) : compare(a.code, b.code)));
}

/** Months and dates compare as text. */
function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
