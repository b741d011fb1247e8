import { z } from 'zod';
import { regions, registerRegion } from '../../../usecases/register/region.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';

const region = z
  .object({
    regionId: z.string(),
    name: z.string(),
    level: z.string().meta({ description: 'city or county' }),
    parentId: z.string().nullable(),
  })
  .meta({ id: 'Region' });

export const regionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/regions',
    operationId: 'listRegions',
    summary: 'The region tree: the city and its counties',
    tag: 'register',
    permission: 'place.read',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(region) }),
      example: { items: [{ regionId: 'reg_1', name: '演示市', level: 'city', parentId: null }] },
    },
    handle: async (context) => json({ items: await regions(context) }),
  }),
  route({
    method: 'post',
    path: '/v1/regions',
    operationId: 'registerRegion',
    summary: 'Register the city or one of its counties',
    tag: 'register',
    permission: 'region.register',
    body: {
      kind: 'json',
      schema: z.strictObject({ name: text(100), level: z.enum(['city', 'county']), parentId: id.nullable() }),
      example: { name: '东县', level: 'county', parentId: 'reg_1' },
    },
    reply: { kind: 'written', location: '/v1/regions' },
    problems: [409, 422],
    handle: async (context, { body }) => written(await registerRegion(context, body)),
  }),
];
