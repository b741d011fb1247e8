import { addDays, addMonths, type DateRange, type IsoDate } from '../time.ts';
import type { CycleRule } from './scheme.ts';

/** The span whose points are added up. `id` names it for good (a year, or its first day); null where it moves daily. */
export interface Cycle extends DateRange {
  readonly until: IsoDate;
  readonly id: string | null;
}

/**
 * The cycle that `date` falls into, all of it in Asia/Shanghai dates.
 *
 * @param anchor the day an anniversary counts from (29 February falls on 28 February in ordinary years); unused otherwise.
 */
export function cycleOf(rule: CycleRule, date: IsoDate, anchor: IsoDate): Cycle {
  switch (rule.kind) {
    case 'natural-year': {
      const year = date.slice(0, 4);
      return { id: year, from: `${year}-01-01`, until: `${String(Number(year) + 1).padStart(4, '0')}-01-01` };
    }
    case 'anniversary': {
      // Counted from the anchor every time and never from the last anniversary, or 29 February would stay on the 28th.
      let turn = Math.floor(monthsBetween(anchor, date) / rule.months);
      if (addMonths(anchor, turn * rule.months) > date) turn -= 1;
      const from = addMonths(anchor, turn * rule.months);
      return { id: from, from, until: addMonths(anchor, (turn + 1) * rule.months) };
    }
    case 'rolling':
      return { id: null, from: addDays(addMonths(date, -rule.months), 1), until: addDays(date, 1) };
  }
}

/** Calendar months between two dates, days left aside. */
function monthsBetween(from: IsoDate, to: IsoDate): number {
  const months = (date: IsoDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(to) - months(from);
}
