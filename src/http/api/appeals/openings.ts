import { z } from 'zod';
import {
  confirmOpening,
  dropOpening,
  dropReversalOfOpening,
  proposeReversalOfOpening,
  recordOpening,
  reverseOpening,
} from '../../../usecases/deductions/opening.ts';
import { type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';
import { evidence } from '../deductions/finding-schema.ts';

/** Balances carried over from paper, each step by its person. */

const byDoctor = z.strictObject({ doctorId: id });
const named = z.strictObject({ doctorId: id, openingId: id });
const location = '/v1/doctors/{doctorId}/due-process';
const tag = 'appeals';
const reason = text(2_000);
const hospitalId = id.meta({ description: 'The hospital that carried it over.' });

export const openingRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/openings',
    operationId: 'recordOpening',
    summary: 'Carry a balance over from paper; it counts once another person has confirmed it',
    tag,
    permission: 'opening.record',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId,
        scheme: text(60),
        points: z.int().meta({ description: 'Deducted so far in the cycle of carriedOn.' }),
        carriedOn: isoDate,
        document: evidence,
        reason,
      }),
      example: {
        hospitalId: 'hos_1',
        scheme: 'ganzhou-default',
        points: 3,
        carriedOn: '2026-06-30',
        document: { ref: '2026年上半年记分台账', note: null, sha256: null },
        reason: '系统上线前纸质记分',
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await recordOpening(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/openings/{openingId}/confirmation',
    operationId: 'confirmOpening',
    summary: 'Another person confirms a balance carried over: from here on it counts',
    tag,
    permission: 'opening.confirm',
    stepUp: 'weighty',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, note: text(2_000, 0).default('') }),
      example: { hospitalId: 'hos_1', note: '与台账一致' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await confirmOpening(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/openings/{openingId}/refusal',
    operationId: 'dropOpening',
    summary: 'The balance is taken back or found wrong, before it counted',
    tag,
    permission: 'opening.record',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, reason }),
      example: { hospitalId: 'hos_1', reason: '台账计算有误' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await dropOpening(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/openings/{openingId}/reversal',
    operationId: 'proposeOpeningReversal',
    summary: 'Propose that a confirmed balance from paper be reversed; it takes a second person',
    tag,
    permission: 'opening.record',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, reason, document: evidence.nullable().default(null) }),
      example: { hospitalId: 'hos_1', reason: '台账属另一名医师', document: null },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await proposeReversalOfOpening(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/openings/{openingId}/reversal/confirmation',
    operationId: 'confirmOpeningReversal',
    summary: 'Another person confirms the reversal: the balance counts no more, back to the day it was carried on',
    tag,
    permission: 'opening.confirm',
    stepUp: 'weighty',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, note: text(2_000, 0).default('') }),
      example: { hospitalId: 'hos_1', note: '核对无误' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await reverseOpening(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/openings/{openingId}/reversal/refusal',
    operationId: 'dropOpeningReversal',
    summary: 'The proposed reversal is taken back or found wrong: the balance stands',
    tag,
    permission: 'opening.record',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, reason }),
      example: { hospitalId: 'hos_1', reason: '核对后确为本人' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await dropReversalOfOpening(context, { ...params, ...body, ifMatch })),
  }),
];
