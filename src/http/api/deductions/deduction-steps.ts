import { z } from 'zod';
import { acknowledge, confirm, dismiss, stateOn, withdraw } from '../../../usecases/deductions/deduction-step.ts';
import { previewOf } from '../../../usecases/deductions/deduction-view.ts';
import { explained, explanation } from '../../explain.ts';
import { json, type Locale, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';
import { evidence } from './finding-schema.ts';
import { previewShown, schemePreviewedExample, schemesPreviewed } from './preview-schemas.ts';

const named = z.strictObject({ deductionId: id });
const location = '/v1/deductions/{deductionId}';
const reason = text(2_000);
const maxAttachments = 20;

const preview = z
  .object({
    deductionId: z.string(),
    refusedBecause: explanation.nullable().meta({ description: 'Why the caller cannot confirm now; null: they can.' }),
    underSchemes: schemesPreviewed,
    warnings: z.array(explanation),
  })
  .meta({ id: 'ConfirmPreview' });

export const deductionStepRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/deductions/{deductionId}/preview',
    operationId: 'previewConfirmation',
    summary: 'What confirming now would do: points, what is left, thresholds, and why. Nothing is written',
    tag: 'deductions',
    permission: 'deduction.confirm',
    readsDoctor: true,
    params: named,
    reply: {
      kind: 'json',
      status: 200,
      schema: preview,
      example: {
        deductionId: 'ded_4q6t2mzk8w3c',
        refusedBecause: null,
        underSchemes: [schemePreviewedExample],
        warnings: [],
      },
    },
    problems: [409],
    handle: async (context, { params, locale }) => {
      const { preview: would, length } = await previewOf(context, params.deductionId);
      return json(shown(would, locale), { etag: length });
    },
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/statement',
    operationId: 'stateOnDeduction',
    summary: 'The doctor states (陈述申辩); it never makes an outcome heavier',
    tag: 'deductions',
    permission: 'deduction.answer',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ text: text(10_000), attachments: z.array(evidence).max(maxAttachments).default([]) }),
      example: { text: '患者系长期处方,已在病历注明理由。', attachments: [] },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await stateOn(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/acknowledgement',
    operationId: 'acknowledgeDeduction',
    summary: 'The doctor acknowledges, so that nobody waits for the window',
    tag: 'deductions',
    permission: 'deduction.answer',
    params: named,
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, ifMatch }) => written(await acknowledge(context, { ...params, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/confirmation',
    operationId: 'confirmDeduction',
    summary: 'Another person confirms: from here on the points count',
    tag: 'deductions',
    permission: 'deduction.confirm',
    stepUp: 'weighty',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ note: text(2_000, 0).default('') }), example: { note: '证据充分' } },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await confirm(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/dismissal',
    operationId: 'dismissDeduction',
    summary: 'Another person finds that it does not stand',
    tag: 'deductions',
    permission: 'deduction.confirm',
    stepUp: 'weighty',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({
        reason,
        exculpation: text(60)
          .nullable()
          .default(null)
          .meta({ description: 'One of those the scheme lists for the code.' }),
      }),
      example: { reason: '符合超说明书用药管理制度', exculpation: 'off-label' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await dismiss(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/deductions/{deductionId}/withdrawal',
    operationId: 'withdrawDeduction',
    summary: 'The recording side takes it back while it is open',
    tag: 'deductions',
    permission: 'deduction.withdraw',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ reason }), example: { reason: '处方号录入有误' } },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await withdraw(context, { ...params, ...body, ifMatch })),
  }),
];

function shown(would: Awaited<ReturnType<typeof previewOf>>['preview'], locale: Locale) {
  return {
    deductionId: would.deductionId,
    refusedBecause: would.refusedBecause && explained(locale, would.refusedBecause),
    ...previewShown(would, locale),
  };
}
