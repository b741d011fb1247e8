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
