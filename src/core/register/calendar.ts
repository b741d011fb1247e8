import { z } from 'zod';
import { DomainError, type ProblemRow } from '../errors.ts';
import { addDays, type DateRange, type IsoDate, isIsoDate, within } from '../time.ts';

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
 * Reads a holiday table from plain data.
 *
 * @throws DomainError `calendar.invalid` with a row for each date that does not exist, lies in another year, is listed
 * twice, or is no weekend although it is said to make up for a day off.
 */
export function parseCalendarYear(data: unknown): CalendarYear {
  const read = tableFormat.safeParse(data);
  if (!read.success) {
    const rows = read.error.issues.map(({ path, message }) => ({
      at: path.join('.'),
      code: 'calendar.bad-value',
      parameters: { expected: message },
    }));
    throw new DomainError('invalid', 'calendar.invalid', {}, rows);
  }
  const table = read.data;
  const listed = [...table.holidays, ...table.makeUpWorkdays];
  const rows: ProblemRow[] = [
    ...listed.filter((day, index) => listed.indexOf(day) < index).map((day) => dayRow(day, 'calendar.day-twice')),
    ...listed.filter((day) => !day.startsWith(`${table.year}-`)).map((day) => dayRow(day, 'calendar.other-year')),
    ...table.makeUpWorkdays.filter(isWeekday).map((day) => dayRow(day, 'calendar.make-up-on-weekday')),
  ];
  if (rows.length > 0) throw new DomainError('invalid', 'calendar.invalid', { year: table.year }, rows);
  return table;
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

/** The days a clock stands still: half-open ranges, and how many calendar days of them count in all. */
export interface Pause {
  readonly ranges: readonly DateRange[];
  readonly atMostDays: number;
}

/** As `clockDue`, with the clock standing still on the days of the pause until these are used up. */
export function pausedClockDue(
  calendar: WorkingCalendar,
  clock: { readonly days: number; readonly unit: 'working' | 'calendar' },
  start: IsoDate,
  pause: Pause,
): ClockDue {
  const plain = clockDue(calendar, clock, start);
  if (!pause.ranges.some(({ from, until }) => from <= plain.notBefore && (until === null || until > start)))
    return plain;
  let [left, paused, day] = [clock.days, 0, start];
  let missingYear: number | null = null;
  while (left > 0) {
    day = addDays(day, 1);
    const year = Number(day.slice(0, 4));
    const table = calendar.workingDays.get(year);
    if (clock.unit === 'working' && table === undefined) missingYear ??= year;
    if (paused < pause.atMostDays && pause.ranges.some((range) => within(range, day))) paused += 1;
    else if (clock.unit === 'calendar' || (table === undefined ? isWeekday(day) : table.includes(day))) left -= 1;
  }
  return { due: missingYear === null ? day : null, notBefore: day, missingYear };
}

/** Whether what waits for the window may go on: from the day after it, provisional or not, because a missing table blocks nothing. */
export function windowHasRun(clock: ClockDue, today: IsoDate): boolean {
  return today > clock.notBefore;
}

/** Whether a right or a record is lost by the clock: only by one that is certain. */
export function hasExpired(clock: ClockDue, today: IsoDate): boolean {
  return clock.due !== null && today > clock.due;
}

const day = z.string().refine(isIsoDate, 'a date YYYY-MM-DD that exists');
const tableFormat = z.strictObject({
  year: z.int().min(2000).max(2100),
  source: z.string().min(1),
  holidays: z.array(day),
  makeUpWorkdays: z.array(day),
});

function dayRow(value: IsoDate, code: string): ProblemRow {
  return { at: value, value, code, parameters: { value } };
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

/** By whole weeks: a start on a weekend counts from the Friday before. */
function addWeekdays(start: IsoDate, count: number): IsoDate {
  const weekday = weekdayOf(start);
  const position = Math.min(weekday, 4);
  const weekdays = position + count;
  const days = Math.floor(weekdays / 5) * 7 + (weekdays % 5) - position;
  return addDays(start, days - (weekday - position));
}

function isWeekday(date: IsoDate): boolean {
  return weekdayOf(date) < 5;
}

/** 0 is Monday. */
function weekdayOf(date: IsoDate): number {
  return (new Date(`${date}T00:00:00.000Z`).getUTCDay() + 6) % 7;
}
