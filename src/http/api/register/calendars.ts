import { z } from 'zod';
import { calendars, loadCalendar } from '../../../usecases/register/calendar.ts';
import { json, type Route, route, written } from '../../route.ts';
import { isoDate, text } from '../../schemas.ts';

const maxDays = 366;

export const calendarRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/calendars',
    operationId: 'listCalendars',
    summary: 'The years whose holiday table is loaded',
    tag: 'schemes',
    permission: 'scheme.read',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(z.object({ year: z.int(), workingDays: z.int() })) }),
      example: { items: [{ year: 2026, workingDays: 248 }] },
    },
    handle: async (context) => json({ items: await calendars(context) }),
  }),
  route({
    method: 'post',
    path: '/v1/calendars',
    operationId: 'loadCalendar',
    summary: 'Load a year’s official holiday table: days off, and weekends worked to make up for them',
    tag: 'schemes',
    permission: 'calendar.load',
    body: {
      kind: 'json',
      schema: z.strictObject({
        year: z.int().min(2000).max(2100),
        source: text(200),
        holidays: z.array(isoDate).max(maxDays),
        makeUpWorkdays: z.array(isoDate).max(maxDays),
      }),
      example: {
        year: 2027,
        source: '国务院办公厅关于2027年部分节假日安排的通知',
        holidays: ['2027-01-01'],
        makeUpWorkdays: [],
      },
    },
    reply: { kind: 'written', location: '/v1/calendars' },
    problems: [412, 422],
    handle: async (context, { body, ifMatch }) => written(await loadCalendar(context, { ...body, ifMatch })),
  }),
];
