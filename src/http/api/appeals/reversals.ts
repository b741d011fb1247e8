import { z } from 'zod';
import { drop, outcomeFromOutside, propose, reverse } from '../../../usecases/appeals/reversal.ts';
import { confirmMany } from '../../../usecases/deductions/confirm-many.ts';
import { type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';
import { evidence } from '../deductions/finding-schema.ts';
import { minutes, minutesExample, outcome } from './appeal-schemas.ts';

const named = z.strictObject({ deductionId: id });
const location = '/v1/deductions/{deductionId}/appeal';
const tag = 'appeals';
const reason = text(2_000);
/** One meeting decides on no more; they share one transaction. */
const maxConfirmed = 200;

export const reversalRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/deductions/confirmations',
    operationId: 'confirmDeductions',
    summary: 'Confirm many in one act that cites a committee’s minutes: all, or none with each refusal listed',
    tag: 'deductions',
    permission: 'deduction.confirm',
    stepUp: 'weighty',
    body: {
      kind: 'json',
      schema: z.strictObject({
        deductionIds: z.array(id).min(1).max(maxConfirmed),
        note: text(2_000, 0).default(''),
        minutes,
      }),
      example: { deductionIds: ['ded_4q6t2mzk8w3c', 'ded_2r8v5nqj1x7d'], note: '', minutes: minutesExample },
    },
    reply: { kind: 'written' },
    problems: [409],
    handle: async (context, { body }) => written(await confirmMany(context, body)),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/outcome',
    operationId: 'recordOutcome',
    summary: 'What an authority outside decided about it (复议, court, arbitration), with its document',
    tag,
    permission: 'outcome.record',
    stepUp: 'weighty',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({
        forum: z.enum(['reconsideration', 'court', 'arbitration', 'other']),
        ...outcome,
        decision: z.strictObject({ document: text(200), authority: text(200), decidedOn: isoDate }),
        reason,
      }),
      example: {
        forum: 'reconsideration',
        outcome: 'revoked',
        items: [],
        decision: { document: '市卫复决〔2026〕7号', authority: '市卫生健康委员会', decidedOn: '2026-11-20' },
        reason: '事实不清',
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await outcomeFromOutside(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/reversal',
    operationId: 'proposeReversal',
    summary: 'Propose that a confirmed deduction be reversed; it takes a second person',
    tag,
    permission: 'reversal.propose',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ reason, document: evidence.nullable().default(null) }),
      example: { reason: '处方号对应另一名医师', document: null },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await propose(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/reversal/confirmation',
    operationId: 'confirmReversal',
    summary: 'Another person confirms the reversal: it counts no more, back to the day of the finding',
    tag,
    permission: 'reversal.confirm',
    stepUp: 'weighty',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ note: text(2_000, 0).default('') }), example: { note: '核对无误' } },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await reverse(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/reversal/refusal',
    operationId: 'dropReversal',
    summary: 'The proposed reversal is taken back or found wrong: the deduction stands',
    tag,
    permission: 'reversal.propose',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ reason }), example: { reason: '核对后确为本人处方' } },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) => written(await drop(context, { ...params, ...body, ifMatch })),
  }),
];
