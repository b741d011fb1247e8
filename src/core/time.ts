/**
 * Dates are `YYYY-MM-DD` in Asia/Shanghai, instants are ISO 8601 UTC with milliseconds. Asia/Shanghai has been UTC+8
 * without daylight saving since 1991-09-15, so a fixed offset is exact for every date this service can meet, and no
 * answer depends on the time zone of the process.
 */
export type IsoDate = string;
export type Instant = string;

/** `YYYY-MM`. */
export type Month = string;

/** A half-open range of dates: `from` is inside, `until` is the first day outside; null means open. */
export interface DateRange {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

export function instantOf(epochMs: number): Instant {
  const day = Math.floor(epochMs / dayMs);
  if (day !== lastDay.number) {
    // Refuses what is no instant, NaN among it.
    lastDay = { number: day, date: new Date(epochMs).toISOString().slice(0, 10) };
  }
  const ms = Math.floor(epochMs) - day * dayMs;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor(ms / 1_000) % 60;
  return `${lastDay.date}T${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds]}.${thousandths(ms % 1_000)}Z`;
}

/** Nearly every instant that is written is of today: each request asks for some, and a Date costs more than the rest. */
let lastDay = { number: Number.NaN, date: '' };
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

function thousandths(ms: number): string {
  return ms < 10 ? `00${ms}` : ms < 100 ? `0${ms}` : String(ms);
}

export function shanghaiDateOf(instant: Instant | number): IsoDate {
  // Before 16:00 UTC both have the same date; a fold asks this of every entry.
  if (typeof instant === 'string' && instant.slice(11, 13) < '16') return instant.slice(0, 10);
  const epochMs = typeof instant === 'number' ? instant : Date.parse(instant);
  const day = Math.floor((epochMs + shanghaiOffsetMs) / dayMs);
  if (day !== lastDate.number) {
    lastDate = { number: day, date: new Date(epochMs + shanghaiOffsetMs).toISOString().slice(0, 10) };
  }
  return lastDate.date;
}

/** Each request asks several times what day it is. */
let lastDate = { number: Number.NaN, date: '' };

/** The instant at which `date` begins in Shanghai. */
export function startOfShanghaiDay(date: IsoDate): Instant {
  return instantOf(Date.parse(`${date}T00:00:00.000Z`) - shanghaiOffsetMs);
}

export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(Number(text.slice(0, 4)), month);
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  // Inside the days that every month has there is nothing to carry: most of what clocks ask, without parsing a date.
  const day = Number(date.slice(8)) + days;
  if (day >= 1 && day <= 28) return `${date.slice(0, 8)}${day < 10 ? '0' : ''}${day}`;
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / dayMs);
}

/** The same day `months` later, or the last day of that month where it is shorter (31 Jan + 1 = 28 or 29 Feb). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const month = addToMonth(date.slice(0, 7), months);
  const day = Math.min(Number(date.slice(8, 10)), lastDayOf(Number(month.slice(0, 4)), Number(month.slice(5))));
  return `${month}-${day < 10 ? '0' : ''}${day}`;
}

export function monthOf(date: IsoDate): Month {
  return date.slice(0, 7);
}

export function addToMonth(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  const [year, of] = [Math.floor(count / 12), (count % 12) + 1];
  return `${String(year).padStart(4, '0')}-${of < 10 ? '0' : ''}${of}`;
}

export function within(range: DateRange, date: IsoDate): boolean {
  return range.from <= date && (range.until === null || date < range.until);
}
