import { type CalendarYear, parseCalendarYear } from '../../core/register/calendar.ts';
import { registerStream } from '../../core/register/register.ts';
import { type Context, grantsHeld, reach, replyFor, type Written } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';

/**
 * Loads one year's holiday table; a later table of the same year replaces an earlier one from then on. Working days are
 * the nation's, so only a grant over the whole city loads them.
 *
 * @throws DomainError `calendar.invalid`.
 */
export async function loadCalendar(
  context: Context,
  command: CalendarYear & { readonly ifMatch?: number | undefined },
): Promise<Written> {
  const by = reach(context, 'calendar.load', [{}]);
  const { ifMatch, ...given } = command;
  const table = parseCalendarYear(given);
  return decideOnNewest(ifMatch, async () => {
    const register = await registerOf(context);
    refuseMoved(ifMatch, register.length);
    const id = `calendar-${table.year}`;
    const streams = [{ ...registerStream, decidedOn: register.length }];
    const event = { kind: 'calendar.loaded' as const, v: 1 as const, ...table };
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, id));
    return { id, appended };
  });
}

/** How many working days each year has that a table is loaded for, in order. */
export async function calendars(
  context: Context,
): Promise<readonly { readonly year: number; readonly workingDays: number }[]> {
  grantsHeld(context, 'scheme.read');
  const { calendar } = await registerOf(context);
  return [...calendar.workingDays]
    .map(([year, days]) => ({ year, workingDays: days.length }))
    .sort((a, b) => a.year - b.year);
}
