/** Months as the API writes them, such as 2026-10. */

/** @returns the month `count` later; earlier where it is negative. */
export function monthAfter(month: string, count: number): string {
  const place = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`;
}

/** Every month from `from` to before `until`; at most ten years of them. */
export function monthsBetween(from: string, until: string): string[] {
  const found: string[] = [];
  for (let month = from; month < until && found.length < maxMonths; month = monthAfter(month, 1)) found.push(month);
  return found;
}

const maxMonths = 120;
