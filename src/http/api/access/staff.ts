import { z } from 'zod';
import { mandatedRoles } from '../../../core/register/people/mandate.ts';
import { staffMembers } from '../../../usecases/access/staff-member.ts';
import { json, type Route, route } from '../../route.ts';
import { id, page } from '../../schemas.ts';

const defaultPage = 20;

export const staffRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/staff',
    operationId: 'searchStaff',
    summary: 'Who has an account at the caller’s hospitals, by name; with a role, who holds it there now',
    tag: 'access',
    permission: 'staff.read',
    query: z.strictObject({
      q: z.string().max(60).optional().meta({ description: 'A part of the name.' }),
      hospital: id.optional().meta({ description: 'Only that hospital of the caller’s scope.' }),
      role: z.enum(mandatedRoles).optional(),
      limit: page.limit,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(
          z
            .object({
              personId: z.string(),
              name: z.string(),
              institutions: z
                .array(z.string())
                .meta({ description: 'Where the accounts belong; none: the commission.' }),
              roles: z.array(z.string()).meta({ description: 'Held now, wherever.' }),
            })
            .meta({ id: 'StaffMember' }),
        ),
        more: z.boolean().meta({ description: 'There are others of that name: type more of it.' }),
      }),
      example: {
        items: [{ personId: 'per_9', name: '演示药师', institutions: ['演示市人民医院'], roles: ['auditor'] }],
        more: false,
      },
    },
    handle: async (context, { query }) => {
      const { q = '', hospital: hospitalId, role, limit = defaultPage } = query;
      return json(await staffMembers(context, { text: q, hospitalId, role, limit }));
    },
  }),
];
