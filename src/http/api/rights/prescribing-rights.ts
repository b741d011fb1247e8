import { z } from 'zod';
import { rightStatus } from '../../../usecases/rights/right.ts';
import { maxRightPage, rightList } from '../../../usecases/rights/right-list.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route } from '../../route.ts';
import { id, links, page, text } from '../../schemas.ts';

const right = z
  .object({
    kind: z.string().meta({ description: 'general, narcotic, antibacterial-special …; every kind is listed.' }),
    status: z.string().meta({ description: 'active, restricted, suspended, cancelled or no-grant' }),
    until: z.string().nullable().meta({
      description: 'The first day on which the status changes by itself; null: no such day is set.',
    }),
  })
  .meta({ id: 'RightOn' });

const status = z
  .object({
    licenceNo: z.string(),
    hospitals: z.array(z.object({ hospitalId: z.string(), rights: z.array(right) })),
    asOf: z.iso.datetime(),
    validUntil: z.iso.datetime().meta({
      description: 'Use the answer until then; the next change set by date, at most five minutes.',
    }),
  })
  .meta({ id: 'RightStatus' });

const listPage = z
  .object({
    items: z.array(
      z.object({
        licenceNo: z.string(),
        posts: z.array(z.object({ staffNo: z.string(), from: z.string(), until: z.string().nullable() })),
        rights: z.array(right),
      }),
    ),
    asOf: z.iso.datetime(),
    changedSince: z.string().meta({ description: 'Give it as changedSince next time.' }),
    links,
  })
  .meta({ id: 'RightList' });

const statusExample = {
  licenceNo: '110360000000001',
  hospitals: [{ hospitalId: 'hos_1', rights: [{ kind: 'general', status: 'active', until: null }] }],
  asOf: '2026-11-20T01:00:00.000Z',
  validUntil: '2026-11-20T01:05:00.000Z',
};

const place = z.strictObject({ after: z.string(), since: z.string().optional(), startedAt: z.string() });
const defaultPage = 100;

export const prescribingRightRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/prescribing-rights/{licenceNo}',
    operationId: 'getPrescribingRight',
    summary: 'May this doctor prescribe? By hospital and kind, current with the last signed entry; 404: no information',
    tag: 'rights',
    permission: 'right.read',
    recordedAs: 'check',
    params: z.strictObject({ licenceNo: z.string().regex(/^\d{15}$/) }),
    reply: { kind: 'json', status: 200, schema: status, example: statusExample },
    handle: async (context, { params }) => json(await rightStatus(context, params)),
  }),
  route({
    method: 'get',
    path: '/v1/prescribing-rights',
    operationId: 'listPrescribingRights',
    summary: 'The same by staff number; or, without one, a hospital’s whole list for a copy behind its gateway',
    tag: 'rights',
    permission: 'right.read',
    recordedAs: 'check',
    query: z.strictObject({
      hospital: id,
      staffNo: text(40).optional(),
      changedSince: z.string().max(60).optional().meta({
        description: 'From an earlier list: only doctors for whom something changed since.',
      }),
      ...page,
    }),
    reply: { kind: 'json', status: 200, schema: z.union([status, listPage]), example: statusExample },
    problems: [422],
    handle: async (context, { query }) => {
      const { hospital: hospitalId, staffNo, changedSince, limit = defaultPage, cursor } = query;
      if (staffNo !== undefined) return json(await rightStatus(context, { hospitalId, staffNo }));
      const started = placeIn(place, cursor);
      const search = { hospitalId, changedSince, limit: Math.min(limit, maxRightPage) };
      const { next, ...list } = await rightList(context, {
        ...search,
        page: started,
      });
      const { links, headers } = pageLinks('/v1/prescribing-rights', query, next);
      return json({ ...list, links }, { headers });
    },
  }),
];
