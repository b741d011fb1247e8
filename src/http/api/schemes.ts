import { z } from 'zod';
import { adoptScheme, schemeOn, schemes } from '../../usecases/scheme.ts';
import { bilingual } from '../explain.ts';
import { json, type Route, route, written } from '../route.ts';
import { id, isoDate, text } from '../schemas.ts';

const head = {
  schemeId: z.string(),
  version: z.string(),
  title: bilingual,
  provenance: z.string().meta({ description: 'official, published or proposal: how well founded the text is.' }),
  direction: z.string(),
  total: z.int(),
  hash: z.string().meta({ description: 'SHA-256 over the canonical JSON of the text.' }),
  inForce: z.object({ from: z.string(), until: z.string().nullable() }),
};
const binding = {
  jurisdictionId: z.string().meta({ description: 'A region, or one hospital.' }),
  from: z.string(),
  until: z.string().nullable(),
  document: z.string().nullable(),
};

const list = z
  .object({
    shipped: z.array(z.object({ file: z.string(), ...head })),
    adopted: z.array(z.object({ ...head, ...binding })),
  })
  .meta({ id: 'SchemeList' });

const headExample = {
  schemeId: 'ganzhou-default',
  version: '2026',
  title: {
    zh: '赣州市处方权十二分制管理(建议稿)',
    en: 'Ganzhou twelve-point management of prescribing rights (proposal)',
  },
  provenance: 'proposal',
  direction: 'deduct',
  total: 12,
  hash: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
  inForce: { from: '2026-01-01', until: null },
};
const bindingExample = { jurisdictionId: 'reg_1', from: '2026-01-01', until: null, document: '演示卫发〔2025〕1号' };

const versions = z
  .object({
    schemeId: z.string(),
    on: z.string(),
    versions: z.array(
      z.object({
        ...binding,
        hash: z.string(),
        scheme: z.record(z.string(), z.unknown()).meta({ description: 'The whole text, as seeds/schemes write it.' }),
      }),
    ),
  })
  .meta({ id: 'SchemeVersions' });

const schemeId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'field.scheme-id')
  .max(60);

export const schemeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/schemes',
    operationId: 'listSchemes',
    summary: 'The shipped library, and what has been adopted where',
    tag: 'schemes',
    permission: 'scheme.read',
    reply: {
      kind: 'json',
      status: 200,
      schema: list,
      example: {
        shipped: [{ file: 'ganzhou-default-2026.yaml', ...headExample }],
        adopted: [{ ...headExample, ...bindingExample }],
      },
    },
    handle: async (context) => json(await schemes(context)),
  }),
  route({
    method: 'post',
    path: '/v1/schemes/adoptions',
    operationId: 'adoptScheme',
    summary: 'Adopt a shipped scheme: it binds the jurisdiction from a date on, text and all',
    tag: 'schemes',
    permission: 'scheme.adopt',
    body: {
      kind: 'json',
      schema: z.strictObject({
        file: text(100).meta({ description: 'A shipped file, as GET /v1/schemes lists it.' }),
        from: isoDate,
        jurisdictionId: id,
        document: text(200).nullable().meta({ description: 'The number of the adopting document.' }),
      }),
      example: {
        file: 'ganzhou-default-2026.yaml',
        from: '2026-01-01',
        jurisdictionId: 'reg_1',
        document: '演示卫发〔2025〕1号',
      },
    },
    reply: { kind: 'written', location: '/v1/schemes/{id}' },
    problems: [409, 412, 422],
    handle: async (context, { body, ifMatch }) => written(await adoptScheme(context, { ...body, ifMatch })),
  }),
  route({
    method: 'get',
    path: '/v1/schemes/{schemeId}',
    operationId: 'getScheme',
    summary: 'The versions of a scheme that bind on a day, each with where and its whole text',
    tag: 'schemes',
    permission: 'scheme.read',
    params: z.strictObject({ schemeId }),
    query: z.strictObject({ on: isoDate.optional() }),
    reply: {
      kind: 'json',
      status: 200,
      schema: versions,
      example: {
        schemeId: 'ganzhou-default',
        on: '2026-11-20',
        versions: [{ ...bindingExample, hash: headExample.hash, scheme: { id: 'ganzhou-default', version: '2026' } }],
      },
    },
    handle: async (context, { params, query }) =>
      json({ ...params, ...(await schemeOn(context, { ...params, ...query })) }),
  }),
];
