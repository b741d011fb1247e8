import { z } from 'zod';
import { mandatedRoles } from '../../../core/register/people/mandate.ts';
import { endMandate, giveMandate, mandates } from '../../../usecases/appeals/mandate.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';

const location = '/v1/mandates';

export const mandateRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/mandates',
    operationId: 'listMandates',
    summary: 'Who acts for a hospital for a time: stand-ins, and persons from elsewhere; newest first',
    tag: 'access',
    permission: 'mandate.read',
    query: z.strictObject({ hospital: id }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(
          z.object({
            mandateId: z.string(),
            hospitalId: z.string(),
            personId: z.string(),
            name: z.string(),
            role: z.string(),
            inPlaceOf: z.string().nullable(),
            inPlaceOfName: z.string().nullable(),
            from: z.string(),
            until: z.string(),
            reason: z.string(),
            document: z.string(),
          }),
        ),
      }),
      example: {
        items: [
          {
            mandateId: 'mnd_1',
            hospitalId: 'hos_1',
            personId: 'per_9',
            name: '市质控中心药师',
            role: 'reviewer',
            inPlaceOf: null,
            inPlaceOfName: null,
            from: '2026-11-20',
            until: '2027-02-20',
            reason: '本院仅一名药师',
            document: '质控〔2026〕5号',
          },
        ],
      },
    },
    handle: async (context, { query }) => json({ items: await mandates(context, query.hospital) }),
  }),
  route({
    method: 'post',
    path: '/v1/mandates',
    operationId: 'giveMandate',
    summary: 'Have somebody act for the hospital for a time: in place of one of its own, or from elsewhere',
    tag: 'access',
    permission: 'mandate.give',
    stepUp: 'weighty',
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        personId: id,
        role: z.enum(mandatedRoles),
        inPlaceOf: id.nullable().default(null).meta({ description: 'Whose place it is; null: from elsewhere.' }),
        from: isoDate,
        until: isoDate.meta({ description: 'The first day without.' }),
        reason: text(500),
        document: text(200),
      }),
      example: {
        hospitalId: 'hos_1',
        personId: 'per_9',
        role: 'reviewer',
        inPlaceOf: null,
        from: '2026-11-20',
        until: '2027-02-20',
        reason: '本院仅一名药师',
        document: '质控〔2026〕5号',
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 422],
    handle: async (context, { body }) => written(await giveMandate(context, body)),
  }),
  route({
    method: 'post',
    path: '/v1/mandates/{mandateId}/end',
    operationId: 'endMandate',
    summary: 'End a mandate sooner',
    tag: 'access',
    permission: 'mandate.give',
    params: z.strictObject({ mandateId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500) }),
      example: { until: '2026-12-01', reason: '已招聘药师' },
    },
    reply: { kind: 'written', location },
    problems: [409, 422],
    handle: async (context, { params, body }) => written(await endMandate(context, { ...params, ...body })),
  }),
];
