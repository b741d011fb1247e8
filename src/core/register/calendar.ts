import type { IsoDate } from '../time.ts';

/** One year's official holiday table (国务院办公厅节假日安排): days off that are no weekend, and weekends worked to make up. */
export interface CalendarYear {
  readonly year: number;
  readonly source: string;
  readonly holidays: readonly IsoDate[];
  readonly makeUpWorkdays: readonly IsoDate[];
}

export type CalendarEvent = { readonly kind: 'calendar.loaded'; readonly v: 1 } & CalendarYear;
