import { z } from 'zod';
import { addToMonth, type IsoDate, type Month } from '../time.ts';

/** By the end of which day of the following month a month's figures are owed; 28 is the last that every month has. */
const dueDay = z.strictObject({
  day: z.int().min(1).max(28),
  source: z.string().min(1),
  provenance: z.enum(['published', 'proposal']),
});
export type DueDay = z.infer<typeof dueDay>;

/** @throws Error naming the file and what is wrong in it. */
export function parseDueDay(content: unknown, file: string): DueDay {
  const parsed = dueDay.safeParse(content);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The last day on which a month's figures are in time. */
export function dueOn(month: Month, day: number): IsoDate {
  return `${addToMonth(month, 1)}-${String(day).padStart(2, '0')}`;
}
