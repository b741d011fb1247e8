import { emptyCalendar, withCalendarYear } from '../../core/register/calendar.ts';
import { addDays, type IsoDate } from '../../core/time.ts';
import { readCalendars } from '../../library.ts';

/** The service is set up here, hospitals join one after the other, … */
export const foundedOn: IsoDate = '2024-12-02';
/** … one hospital tries a twelve-point scheme of its own for a year, … */
export const pilotFrom: IsoDate = '2025-01-01';
/** … and the city adopts the default scheme. */
export const cityWideFrom: IsoDate = '2026-01-01';
/** The day that is served, from nine in the morning on; history ends on the evening before. */
export const servedOn: IsoDate = '2026-11-20';
export const servedFrom = Date.parse('2026-11-20T09:00:00.000+08:00');

/** The working days of the shipped holiday tables, in order, and arithmetic on them. */
export interface WorkingDays {
  /** The first working day on or after a date. */
  from(date: IsoDate): IsoDate;
  /** The n-th working day after one; before it where n is negative. */
  after(date: IsoDate, n: number): IsoDate;
  /** All from `from` to the day before `until`. */
  between(from: IsoDate, until: IsoDate): readonly IsoDate[];
}

export function workingDays(): WorkingDays {
  const calendar = readCalendars().reduce(withCalendarYear, emptyCalendar);
  const days = [...calendar.workingDays.values()].flat().sort();
  const places = new Map(days.map((day, place) => [day, place]));
  const placeFrom = (date: IsoDate): number => {
    for (let day = date, tries = 0; tries < longestHoliday; day = addDays(day, 1), tries += 1) {
      const place = places.get(day);
      if (place !== undefined) return place;
    }
    throw new Error(`no working day follows ${date}`);
  };
  const dayAt = (place: number): IsoDate => {
    const day = days[place];
    if (day === undefined) throw new Error('there is no holiday table for so far a day');
    return day;
  };
  return {
    from: (date) => dayAt(placeFrom(date)),
    after: (date, n) => dayAt(placeFrom(date) + n),
    between: (from, until) => days.slice(placeFrom(from), placeFrom(until)),
  };
}

const longestHoliday = 15;
