import { z } from 'zod';
import { endAccess, grantAccess, grantsOfPerson } from '../../../usecases/access/access.ts';
import { staffGrants } from '../../../usecases/access/staff.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, links, page, role, scope, text } from '../../schemas.ts';

const granted = {
  grantId: z.string(),
  personId: z.string(),
  role: z.string(),
  scope: z.looseObject({ kind: z.string() }),
  category: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
};
const grant = z.object(granted).meta({ id: 'AccessGrant' });

const staffGrant = z
  .object({
    ...granted,
    name: z.string(),
    institution: z.string().nullable().meta({ description: 'Hospital or county; null: the city.' }),
    logins: z
      .array(z.object({ accountId: z.string(), login: z.string() }))
      .meta({ description: 'The open accounts of the person.' }),
  })
  .meta({ id: 'StaffGrant' });

const place = z.strictObject({ after: z.int().min(0) });
const defaultPage = 50;

export const accessRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/persons/{personId}/access-grants',
    operationId: 'listAccessGrants',
    summary: 'What a person may do, as far as the asking administrator manages it',
    tag: 'access',
    permission: 'access.read',
    params: z.strictObject({ personId: id }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(grant) }),
      example: {
        items: [
          {
            grantId: 'acg_1',
            personId: 'per_1',
            role: 'auditor',
            scope: { kind: 'hospital', hospitalId: 'hos_1' },
            category: null,
            from: '2026-01-01',
            until: null,
          },
        ],
      },
    },
    handle: async (context, { params }) => json({ items: await grantsOfPerson(context, params.personId) }),
  }),
  route({
    method: 'get',
    path: '/v1/access-grants',
    operationId: 'listStaffGrants',
    summary: 'Who holds which role, as far as the asking administrator manages it; doctors are not among them',
    tag: 'access',
    permission: 'access.read',
    query: z.strictObject({ role: role.optional(), hospital: id.optional(), ...page }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(staffGrant), links }),
      example: {
        items: [
          {
            grantId: 'acg_1',
            personId: 'per_1',
            role: 'auditor',
            scope: { kind: 'hospital', hospitalId: 'hos_1' },
            category: null,
            from: '2026-01-01',
            until: null,
            name: '演示审核员',
            institution: '演示市人民医院',
            logins: [{ accountId: 'acc_1', login: 'auditor.1' }],
          },
        ],
        links: { next: null },
      },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor, role: wanted, hospital: hospitalId } = query;
      const after = placeIn(place, cursor)?.after ?? 0;
      const { items, more } = await staffGrants(context, { role: wanted, hospitalId, limit, after });
      const next = more ? { after: after + limit } : undefined;
      const { links: to, headers } = pageLinks('/v1/access-grants', query, next);
      return json({ items, links: to }, { headers });
    },
  }),
  route({
    method: 'post',
    path: '/v1/access-grants',
    operationId: 'grantAccess',
    summary: 'Grant a role for a scope; in force on the person’s next request',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    body: {
      kind: 'json',
      schema: z.strictObject({
        personId: id,
        role,
        scope,
        category: text(40).nullable(),
        from: isoDate,
        until: isoDate.nullable(),
      }),
      example: {
        personId: 'per_1',
        role: 'auditor',
        scope: { kind: 'hospital', hospitalId: 'hos_1' },
        category: null,
        from: '2026-01-01',
        until: null,
      },
    },
    reply: { kind: 'written' },
    problems: [409],
    handle: async (context, { body }) => written(await grantAccess(context, body)),
  }),
  route({
    method: 'post',
    path: '/v1/access-grants/{grantId}/end',
    operationId: 'endAccess',
    summary: 'End a grant; when the day is today or earlier it holds from the person’s next request',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    params: z.strictObject({ grantId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500) }),
      example: { until: '2026-11-20', reason: '调离岗位' },
    },
    reply: { kind: 'written' },
    problems: [409],
    handle: async (context, { params, body }) => written(await endAccess(context, { ...params, ...body })),
  }),
];
