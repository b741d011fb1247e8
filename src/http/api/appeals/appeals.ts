import { z } from 'zod';
import { deliver, fileAppeal, rule, takeBackAppeal, waive } from '../../../usecases/appeals/appeal.ts';
import { appealOf } from '../../../usecases/appeals/appeal-view.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';
import { evidence } from '../deductions/finding-schema.ts';
import { appealExample, appealSchema, appealShown, minutes, minutesExample, outcome } from './appeal-schemas.ts';

const named = z.strictObject({ deductionId: id });
const location = '/v1/deductions/{deductionId}/appeal';
const tag = 'appeals';
const maxAttachments = 20;
const maxMembers = 15;

export const appealRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/deductions/{deductionId}/appeal',
    operationId: 'getAppeal',
    summary: 'First and second decision side by side, deliveries, appeals with their windows, outcomes from outside',
    tag,
    permission: 'appeal.read',
    readsDoctor: true,
    params: named,
    reply: { kind: 'json', status: 200, schema: appealSchema, example: appealExample },
    handle: async (context, { params }) => {
      const view = await appealOf(context, params.deductionId);
      return json(appealShown(view), { etag: view.length });
    },
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/delivery',
    operationId: 'deliverDeduction',
    summary: 'The newest decision was delivered on paper (送达): signed for, or refused before a witness',
    tag,
    permission: 'deduction.deliver',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({
        how: z.enum(['signed-paper', 'refused-before-witness']),
        receivedOn: isoDate.meta({ description: 'As the receipt says; the window counts from the day of this entry.' }),
        document: evidence.nullable().default(null).meta({ description: 'The signed receipt (送达回证).' }),
        witnessId: id.nullable().default(null).meta({ description: 'A registered person; only for a refusal.' }),
      }),
      example: {
        how: 'signed-paper',
        receivedOn: '2026-11-20',
        document: { ref: '送达回证 2026-031', note: null, sha256: null },
        witnessId: null,
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await deliver(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/appeal',
    operationId: 'fileAppeal',
    summary: 'The doctor appeals (申请复核); the points stay in the sum, apart, and bring nothing about meanwhile',
    tag,
    permission: 'appeal.file',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({
        grounds: text(10_000),
        attachments: z
          .array(evidence)
          .max(maxAttachments)
          .default([])
          .meta({ description: 'Each with its SHA-256, so that the same file can be recognised later.' }),
      }),
      example: {
        grounds: '患者有明确感染指征,病程记录已载明。',
        attachments: [
          {
            ref: '病程记录 2026-11-02',
            note: null,
            sha256: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
          },
        ],
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await fileAppeal(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/appeal-waiver',
    operationId: 'waiveAppeal',
    summary: 'The doctor waives the appeal against the newest decision, for good',
    tag,
    permission: 'appeal.file',
    params: named,
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, ifMatch }) => written(await waive(context, { ...params, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/appeal-withdrawal',
    operationId: 'withdrawAppeal',
    summary: 'The doctor takes the open appeal back, for good: the decision is final and nothing is stayed any more',
    tag,
    permission: 'appeal.file',
    params: named,
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, ifMatch }) => written(await takeBackAppeal(context, { ...params, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/ruling',
    operationId: 'ruleOnAppeal',
    summary: 'The body that the scheme names rules: upheld, reduced or revoked, back to the finding and never heavier',
    tag,
    permission: 'appeal.rule',
    stepUp: 'weighty',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({
        ...outcome,
        reason: text(10_000),
        memberIds: z.array(id).max(maxMembers).meta({ description: 'Who ruled with the signer.' }),
        minutes,
      }),
      example: {
        outcome: 'reduced',
        items: [{ scheme: 'ganzhou-default', points: 1 }],
        reason: '指征部分成立,记录不全。',
        memberIds: ['per_7', 'per_8'],
        minutes: minutesExample,
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) => written(await rule(context, { ...params, ...body, ifMatch })),
  }),
];
