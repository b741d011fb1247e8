import { z } from 'zod';
import type { Erasure } from '../../../core/procedure/erasure.ts';
import {
  dropProposedErasure,
  dropProposedRemainder,
  eraseDeduction,
  eraseRemainder,
  erasuresOf,
  proposeToErase,
  proposeToEraseRemainder,
} from '../../../usecases/appeals/erasure.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';
import { evidence } from '../deductions/finding-schema.ts';

const named = z.strictObject({ deductionId: id });
const byDoctor = z.strictObject({ doctorId: id });
const location = '/v1/doctors/{doctorId}/erasures';
const tag = 'appeals';
const reason = text(2_000);
const signed = z.object({ personId: z.string(), on: z.string() });

export const erasureRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/erasure',
    operationId: 'proposeErasure',
    summary: 'Propose to destroy a deduction whose time of retention is over (到期销毁); a second person confirms it',
    tag,
    permission: 'erasure.propose',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ reason, document: evidence.nullable().default(null) }),
      example: {
        reason: '保存期已满',
        document: { ref: '销毁清册〔2032〕1号', note: null, sha256: null },
      },
    },
    reply: { kind: 'written' },
    problems: [409],
    handle: async (context, { params, body, ifMatch }) =>
      written(await proposeToErase(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/erasure/confirmation',
    operationId: 'confirmErasure',
    summary: 'Destroy it, as the second person: what was written is gone for good, the proofs that it was there stay',
    tag,
    permission: 'erasure.confirm',
    stepUp: 'weighty',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ note: text(2_000, 0).default('') }), example: { note: '' } },
    reply: { kind: 'written' },
    problems: [409],
    handle: async (context, { params, body, ifMatch }) =>
      written(await eraseDeduction(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/erasure/refusal',
    operationId: 'dropErasure',
    summary: 'Take the proposal back, or find it wrong: nothing is destroyed',
    tag,
    permission: 'erasure.propose',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ reason }), example: { reason: '仍在诉讼' } },
    reply: { kind: 'written' },
    problems: [409],
    handle: async (context, { params, body, ifMatch }) =>
      written(await dropProposedErasure(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/erasure',
    operationId: 'proposeRemainderErasure',
    summary:
      'Propose to destroy the credits, balances from paper, sanction texts and leads set aside that outlived their retention and that no deduction needs; a second person confirms it',
    tag,
    permission: 'erasure.propose',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({ reason, document: evidence.nullable().default(null) }),
      example: { reason: '保存期已满', document: null },
    },
    reply: { kind: 'written', location },
    problems: [409],
    handle: async (context, { params, body, ifMatch }) =>
      written(await proposeToEraseRemainder(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/erasure/confirmation',
    operationId: 'confirmRemainderErasure',
    summary: 'Destroy it, as the second person: what was written is gone for good, the proofs that it was there stay',
    tag,
    permission: 'erasure.confirm',
    stepUp: 'weighty',
    params: byDoctor,
    body: { kind: 'json', schema: z.strictObject({ note: text(2_000, 0).default('') }), example: { note: '' } },
    reply: { kind: 'written', location },
    problems: [409],
    handle: async (context, { params, body, ifMatch }) =>
      written(await eraseRemainder(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/erasure/refusal',
    operationId: 'dropRemainderErasure',
    summary: 'Take the proposal back, or find it wrong: nothing is destroyed',
    tag,
    permission: 'erasure.propose',
    params: byDoctor,
    body: { kind: 'json', schema: z.strictObject({ reason }), example: { reason: '仍在诉讼' } },
    reply: { kind: 'written', location },
    problems: [409],
    handle: async (context, { params, body, ifMatch }) =>
      written(await dropProposedRemainder(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}/erasures',
    operationId: 'listErasures',
    summary: 'What was proposed to be destroyed of a doctor’s record, and what was: positions, persons and days',
    tag,
    permission: 'erasure.read',
    readsDoctor: true,
    params: byDoctor,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(
          z
            .object({
              deductionId: z
                .string()
                .nullable()
                .meta({ description: 'Null: of what outlived the deductions of its time.' }),
              state: z.enum(['proposed', 'dropped', 'erased']),
              reason: z.string(),
              proposed: signed,
              dropped: signed.nullable(),
              erased: signed
                .extend({
                  position: z.int().meta({ description: 'Of the entry that ordered it.' }),
                  positions: z.array(z.int()).meta({ description: 'Of the entries whose content is gone.' }),
                  retainedUntil: z.string(),
                })
                .nullable(),
            })
            .meta({ id: 'Erasure' }),
        ),
        outlived: z.array(z.int()).meta({
          description:
            'Positions of credits, balances from paper, sanction texts and leads set aside whose retention has run and that no deduction needs: they can be destroyed now.',
        }),
      }),
      example: {
        items: [
          {
            deductionId: 'ded_4q6t2mzk8w3c',
            state: 'erased',
            reason: '保存期已满',
            proposed: { personId: 'per_4', on: '2032-01-05' },
            dropped: null,
            erased: {
              personId: 'per_7',
              on: '2032-01-06',
              position: 40_960,
              positions: [20_480, 20_497],
              retainedUntil: '2032-01-01',
            },
          },
        ],
        outlived: [20_511],
      },
    },
    handle: async (context, { params }) => {
      const { items, outlived, length } = await erasuresOf(context, params.doctorId);
      return json({ items: items.map(shown), outlived }, { etag: length });
    },
  }),
];

function shown({ deductionId, reason: why, proposed, dropped, confirmed }: Erasure) {
  const by = ({ by: { personId }, on }: Erasure['proposed']) => ({ personId, on });
  return {
    deductionId,
    state: confirmed ? 'erased' : dropped ? 'dropped' : 'proposed',
    reason: why,
    proposed: by(proposed),
    dropped: dropped && by(dropped),
    erased: confirmed && {
      ...by(confirmed),
      position: confirmed.seq,
      positions: confirmed.seqs,
      retainedUntil: confirmed.retainedUntil,
    },
  };
}
