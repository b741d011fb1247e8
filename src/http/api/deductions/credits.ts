import { z } from 'zod';
import { confirmCredit, credits, declineCredit, recordCredit } from '../../../usecases/deductions/credit.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, links, page, text } from '../../schemas.ts';
import { evidence } from './finding-schema.ts';

const byDoctor = z.strictObject({ doctorId: id });
const named = z.strictObject({ doctorId: id, creditId: id });
const location = '/v1/doctors/{doctorId}/standing';
const place = z.strictObject({ before: z.int().nonnegative() });
const defaultPage = 50;
const maxEvidence = 20;

const credit = z
  .object({
    creditId: z.string(),
    doctorId: z.string(),
    doctorName: z.string(),
    hospitalId: z.string(),
    scheme: z.string(),
    activity: z.string(),
    doneOn: z.string(),
    recordedOn: z.string(),
    state: z.string().meta({ description: 'recorded, confirmed or declined' }),
    decidedOn: z.string().nullable(),
  })
  .meta({ id: 'Credit' });

export const creditRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/credits',
    operationId: 'listCredits',
    summary: 'Activities recorded for points to be given back, newest first; state=recorded waits for a second person',
    tag: 'credits',
    permission: 'credit.read',
    readsDoctor: true,
    query: z.strictObject({
      hospital: id.optional(),
      state: z.enum(['recorded', 'confirmed', 'declined']).optional(),
      ...page,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(credit), links }),
      example: {
        items: [
          {
            creditId: 'crd_1',
            doctorId: 'doc_1',
            doctorName: '张伟明',
            hospitalId: 'hos_1',
            scheme: 'ganzhou-default',
            activity: '合理用药专题学习并考核合格',
            doneOn: '2026-11-10',
            recordedOn: '2026-11-12',
            state: 'recorded',
            decidedOn: null,
          },
        ],
        links: { next: null },
      },
    },
    handle: async (context, { query }) => {
      const { hospital: hospitalId, state, limit = defaultPage, cursor } = query;
      const before = placeIn(place, cursor)?.before;
      const found = await credits(context, { hospitalId, state }, { limit, before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links: to, headers } = pageLinks('/v1/credits', query, next);
      return json({ items: found.items, links: to }, { headers });
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/credits',
    operationId: 'recordCredit',
    summary: 'Record an accepted activity; it gives no points back before another person confirms',
    tag: 'credits',
    permission: 'credit.record',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        scheme: text(60),
        activity: text(200),
        doneOn: isoDate,
        evidence: z.array(evidence).max(maxEvidence).default([]),
      }),
      example: {
        hospitalId: 'hos_1',
        scheme: 'ganzhou-default',
        activity: '合理用药专题学习并考核合格',
        doneOn: '2026-11-10',
        evidence: [{ ref: '学习档案2026-031', note: null, sha256: null }],
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await recordCredit(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/credits/{creditId}/confirmation',
    operationId: 'confirmCredit',
    summary: 'Another person confirms: from today on the points are given back, up to the scheme’s cap',
    tag: 'credits',
    permission: 'credit.confirm',
    stepUp: 'weighty',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, note: text(2_000, 0).default('') }),
      example: { hospitalId: 'hos_1', note: '材料齐全' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await confirmCredit(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/credits/{creditId}/decline',
    operationId: 'declineCredit',
    summary: 'Another person does not accept the activity',
    tag: 'credits',
    permission: 'credit.confirm',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, reason: text(2_000) }),
      example: { hospitalId: 'hos_1', reason: '不属于认可的活动' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await declineCredit(context, { ...params, ...body, ifMatch })),
  }),
];
