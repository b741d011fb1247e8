import { z } from 'zod';
import { render } from '../../../core/explanation.ts';
import { inboxMessages } from '../../../messages/inbox.ts';
import { inbox, type ListedInboxItem, readInboxItem } from '../../../usecases/appeals/inbox.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Locale, type Route, route, written } from '../../route.ts';
import { links, page, yesNo } from '../../schemas.ts';

const place = z.strictObject({ before: z.int().nonnegative() });
const defaultPage = 50;

const item = z
  .object({
    position: z.int().meta({ description: 'The ledger position of what it is about; it is read by this.' }),
    kind: z.string(),
    meaning: z
      .string()
      .meta({ description: 'The kind, or what of it: right.measured.hold, deduction.confirmed.delivers …' }),
    text: z.string().meta({ description: 'In the language of Accept-Language.' }),
    at: z.string(),
    doctorId: z.string(),
    deductionId: z.string().nullable(),
    unread: z.boolean(),
    delivers: z.boolean().meta({ description: 'Reading it is the delivery (送达) of a decision: the window opens.' }),
  })
  .meta({ id: 'InboxItem' });

export const inboxRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/inbox',
    operationId: 'listInbox',
    summary: 'What concerns the caller, newest first: the own record, and what others signed about what they signed',
    tag: 'duties',
    permission: 'account',
    readsDoctor: true,
    query: z.strictObject({ unread: yesNo.optional(), ...page }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(item), links }),
      example: {
        items: [
          {
            position: 20481,
            kind: 'deduction.confirmed',
            meaning: 'deduction.confirmed.delivers',
            text: '您的一条记分已认定。阅读即为送达,申诉期自今日起算。',
            at: '2026-11-18T02:00:00.000Z',
            doctorId: 'doc_1',
            deductionId: 'ded_4q6t2mzk8w3c',
            unread: true,
            delivers: true,
          },
        ],
        links: { next: null },
      },
    },
    handle: async (context, { query, locale }) => {
      const { limit = defaultPage, cursor, unread } = query;
      const before = placeIn(place, cursor)?.before;
      const found = await inbox(context, { unread }, { limit, before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links: to, headers } = pageLinks('/v1/inbox', query, next);
      return json({ items: found.items.map((each) => shown(each, locale)), links: to }, { headers });
    },
  }),
  route({
    method: 'post',
    path: '/v1/inbox/{position}/read',
    operationId: 'readInboxItem',
    summary: 'Mark one item read; reading the newest decision about oneself is its delivery (送达)',
    tag: 'duties',
    permission: 'account',
    params: z.strictObject({
      position: z
        .string()
        .regex(/^(0|[1-9]\d{0,14})$/, 'a ledger position')
        .transform(Number),
    }),
    reply: { kind: 'written', location: '/v1/inbox' },
    problems: [404, 409, 422],
    handle: async (context, { params }) => written(await readInboxItem(context, params.position)),
  }),
];

function shown({ delivered: _delivered, ...rest }: ListedInboxItem, locale: Locale): z.input<typeof item> {
  return { ...rest, text: render(inboxMessages, locale, { code: rest.meaning, parameters: {} }) };
}
