import { z } from 'zod';
import { adoptScheme, confirmAdoption, dropAdoption, proposeAdoption } from '../../../usecases/schemes/adoption.ts';
import { schemeOn, schemes } from '../../../usecases/schemes/scheme.ts';
import { bilingual } from '../../explain.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';
import { schemeId } from '../deductions/finding-schema.ts';

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
  publishedOn: z.string().nullable().meta({ description: 'When the document was published, where the entry says.' }),
};

const list = z
  .object({
    shipped: z.array(z.object({ file: z.string(), ...head })),
    adopted: z.array(z.object({ ...head, ...binding })),
    proposed: z
      .array(
        z.object({
          ...head,
          adoptionId: z.string(),
          jurisdictionId: z.string(),
          from: z.string(),
          document: z.string(),
          publishedOn: z.string(),
          proposedBy: z.string(),
          proposedOn: z.string(),
        }),
      )
      .meta({ description: 'Waiting for a second person; they bind nobody.' }),
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
const bindingExample = {
  jurisdictionId: 'reg_1',
  from: '2026-01-01',
  until: null,
  document: '演示卫发〔2025〕1号',
  publishedOn: '2025-12-01',
};
const proposalBody = {
  file: 'ganzhou-default-2026.yaml',
  from: '2027-01-01',
  jurisdictionId: 'reg_1',
  document: '演示卫发〔2026〕9号',
  publishedOn: '2026-11-01',
};

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

const file = text(100).meta({ description: 'A shipped file, as GET /v1/schemes lists it.' });
const proposal = z.strictObject({ adoptionId: id });

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
        proposed: [],
      },
    },
    handle: async (context) => json(await schemes(context)),
  }),
  route({
    method: 'post',
    path: '/v1/schemes/founding',
    operationId: 'adoptScheme',
    summary:
      'Found an empty city with a shipped scheme, by one person and from any day: only while nothing is recorded',
    tag: 'schemes',
    permission: 'scheme.adopt',
    stepUp: 'weighty',
    body: {
      kind: 'json',
      schema: z.strictObject({
        file,
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
    method: 'post',
    path: '/v1/schemes/adoptions',
    operationId: 'proposeAdoption',
    summary: 'Propose that a shipped scheme binds a jurisdiction from a later day on; another person confirms',
    tag: 'schemes',
    permission: 'scheme.adopt',
    body: {
      kind: 'json',
      schema: z.strictObject({
        file,
        from: isoDate.meta({ description: 'From tomorrow at the earliest.' }),
        jurisdictionId: id,
        document: text(200).meta({ description: 'The number of the adopting document.' }),
        publishedOn: isoDate.meta({ description: 'When it was published, before it binds.' }),
      }),
      example: proposalBody,
    },
    reply: { kind: 'written', location: '/v1/schemes' },
    problems: [409, 412, 422],
    handle: async (context, { body, ifMatch }) => written(await proposeAdoption(context, { ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/schemes/adoptions/{adoptionId}/confirmation',
    operationId: 'confirmAdoption',
    summary: 'Another person confirms before it begins: the scheme will bind, text and all',
    tag: 'schemes',
    permission: 'scheme.adopt',
    stepUp: 'weighty',
    params: proposal,
    reply: { kind: 'written', location: '/v1/schemes/{id}' },
    problems: [409, 412, 422],
    handle: async (context, { params, ifMatch }) => written(await confirmAdoption(context, { ...params, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/schemes/adoptions/{adoptionId}/drop',
    operationId: 'dropAdoption',
    summary: 'Take a proposed adoption back',
    tag: 'schemes',
    permission: 'scheme.adopt',
    params: proposal,
    body: {
      kind: 'json',
      schema: z.strictObject({ reason: text(2_000) }),
      example: { reason: '征求意见后另行修订' },
    },
    reply: { kind: 'written', location: '/v1/schemes' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await dropAdoption(context, { ...params, ...body, ifMatch })),
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
