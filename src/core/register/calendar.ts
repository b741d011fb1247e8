import { addDays, type IsoDate } from '../time.ts';

/** One year's official holiday table (国务院办公厅节假日安排): days off, and weekends worked to make up for them. */
export interface CalendarYear {
  readonly year: number;
  readonly source: string;
  readonly holidays: readonly IsoDate[];
  readonly makeUpWorkdays: readonly IsoDate[];
}

export type CalendarEvent = { readonly kind: 'calendar.loaded'; readonly v: 1 } & CalendarYear;

/** The working days (工作日) of every year that has a table, each year's in order. A later table replaces an earlier one. */
export interface WorkingCalendar {
  readonly workingDays: ReadonlyMap<number, readonly IsoDate[]>;
}

export const emptyCalendar: WorkingCalendar = { workingDays: new Map() };

export function withCalendarYear(calendar: WorkingCalendar, table: CalendarYear): WorkingCalendar {
  return { workingDays: new Map(calendar.workingDays).set(table.year, workingDaysOf(table)) };
}

/**
 * When a clock runs out. `due` is the last day of the window, which belongs to it to its last moment. Where the clock
 * reaches a year without a table `due` is null and `missingYear` names it: such a clock never expires and blocks nothing;
 * `notBefore` counts Monday to Friday there and is provisional.
 */
export interface ClockDue {
  readonly due: IsoDate | null;
  readonly notBefore: IsoDate;
  readonly missingYear: number | null;
}

/** The day the clock starts from is not counted (民法典 art 201): five working days from a Friday end on the next Friday. */
export function clockDue(
  calendar: WorkingCalendar,
  clock: { readonly days: number; readonly unit: 'working' | 'calendar' },
  start: IsoDate,
): ClockDue {
  if (clock.unit === 'calendar') {
    const due = addDays(start, clock.days);
    return { due, notBefore: due, missingYear: null };
  }
  let left = clock.days;
  let after = start;
  for (let year = Number(start.slice(0, 4)); ; year += 1) {
    const days = calendar.workingDays.get(year);
    if (days === undefined) return { due: null, notBefore: addWeekdays(after, left), missingYear: year };
    const first = indexAfter(days, after);
    const due = days[first + left - 1];
    if (due !== undefined) return { due, notBefore: due, missingYear: null };
    left -= days.length - first;
    after = `${year}-12-31`;
  }
}

/** Whether what waits for the window may go on: from the day after it, provisional or not, because a missing table blocks nothing. */
export function windowHasRun(clock: ClockDue, today: IsoDate): boolean {
  return today > clock.notBefore;
}

/** Whether a right or a record is lost by the clock: only by one that is certain. */
export function hasExpired(clock: ClockDue, today: IsoDate): boolean {
  return clock.due !== null && today > clock.due;
}

function workingDaysOf(table: CalendarYear): IsoDate[] {
  const holidays = new Set(table.holidays);
  const makeUps = new Set(table.makeUpWorkdays);
  const days: IsoDate[] = [];
  const end = `${table.year + 1}-01-01`;
  for (let day = `${table.year}-01-01`; day < end; day = addDays(day, 1)) {
    if (makeUps.has(day) || (isWeekday(day) && !holidays.has(day))) days.push(day);
  }
  return days;
}

/** The position of the first of `days` (in order) that is later than `date`. */
function indexAfter(days: readonly IsoDate[], date: IsoDate): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? '') > date) high = middle;
    else low = middle + 1;
  }
  return low;
}

function addWeekdays(start: IsoDate, count: number): IsoDate {
  let day = start;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWeekday(day)) left -= 1;
  }
  return day;
}

function isWeekday(date: IsoDate): boolean {
  const day = new Date(`${date}T00:00:00.000Z`).getUTCDay();
  return day !== 0 && day !== 6;
}
