import { z } from 'zod';
import { legalBases, rightKinds, rightMeasures } from '../../../core/register/right.ts';
import {
  endRight,
  grantRight,
  liftMeasure,
  measureRight,
  rightsOfDoctor,
} from '../../../usecases/rights/right-change.ts';
import { explained, explanation } from '../../explain.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';

const grant = z
  .object({
    grantId: z.string(),
    hospitalId: z.string(),
    rightKind: z.string(),
    from: z.string(),
    until: z.string().nullable(),
    document: z.string().nullable(),
  })
  .meta({ id: 'RightGrant' });

const measure = z
  .object({
    measureId: z.string(),
    hospitalId: z.string(),
    measure: z.string(),
    rightKinds: z.array(z.string()),
    from: z.string(),
    until: z.string().nullable(),
    liftedFrom: z.string().nullable(),
    legalBasis: z.string(),
    reason: z.string(),
    document: z.string().nullable(),
    sanctionDueId: z.string().nullable(),
  })
  .meta({ id: 'RightMeasure' });

const status = z
  .object({
    hospitalId: z.string(),
    kind: z.string(),
    status: z.string(),
    until: z.string().nullable().meta({ description: 'The first day on which it changes by itself.' }),
    explanation: z.array(explanation).meta({ description: 'The entries it rests on, and what would change it.' }),
  })
  .meta({ id: 'ExplainedRight' });

const document = text(200).nullable().meta({ description: 'Number of the document that says so.' });
const byDoctor = z.strictObject({ doctorId: id });

const measureExample = {
  hospitalId: 'hos_1',
  measure: 'suspended',
  rightKinds: ['general'],
  from: '2026-12-01',
  until: '2027-01-01',
  legalBasis: 'periodic-assessment',
  reason: '定期考核不合格,离岗培训',
  document: '演医药〔2026〕12号',
} as const;

export const rightRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}/rights',
    operationId: 'listRightsOfDoctor',
    summary:
      'A doctor’s grants, the measures on them and why each status is what it is, as far as the caller sees the hospitals',
    tag: 'rights',
    permission: 'doctor.read',
    readsDoctor: true,
    params: byDoctor,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ grants: z.array(grant), measures: z.array(measure), statuses: z.array(status) }),
      example: {
        grants: [
          {
            grantId: 'rgt_1',
            hospitalId: 'hos_1',
            rightKind: 'general',
            from: '2020-01-01',
            until: null,
            document: null,
          },
        ],
        measures: [
          {
            ...measureExample,
            rightKinds: ['general'],
            measureId: 'msr_1',
            liftedFrom: null,
            sanctionDueId: 'sdu_1',
          },
        ],
        statuses: [
          {
            hospitalId: 'hos_1',
            kind: 'general',
            status: 'suspended',
            until: '2027-01-01',
            explanation: [
              {
                code: 'status.ends',
                parameters: { measureId: 'msr_1', on: '2027-01-01' },
                text: 'msr_1 于 2027-01-01 自行终止。',
              },
            ],
          },
        ],
      },
    },
    handle: async (context, { params, locale }) => {
      const { grants, measures, statuses, length } = await rightsOfDoctor(context, params.doctorId);
      const shown = statuses.map((each) => ({
        ...each,
        explanation: each.explanation.map((why) => explained(locale, why)),
      }));
      return json({ grants, measures, statuses: shown }, { etag: length });
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/rights',
    operationId: 'grantRight',
    summary: 'Grant a kind of prescribing right at a hospital where the doctor has a post',
    tag: 'rights',
    permission: 'right.grant',
    stepUp: 'weighty',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, rightKind: z.enum(rightKinds), from: isoDate, document }),
      example: { hospitalId: 'hos_1', rightKind: 'general', from: '2026-12-01', document: null },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}/rights' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await grantRight(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/rights/{grantId}/end',
    operationId: 'endRight',
    summary: 'End a grant: the doctor left, or it was entered by mistake',
    tag: 'rights',
    permission: 'right.grant',
    stepUp: 'weighty',
    params: z.strictObject({ doctorId: id, grantId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, until: isoDate, reason: text(500) }),
      example: { hospitalId: 'hos_1', until: '2026-12-01', reason: '调离' },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}/rights' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endRight(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/measures',
    operationId: 'measureRight',
    summary: 'Restrict, suspend or cancel rights that the hospital granted; HIS sees it with its next question',
    tag: 'rights',
    permission: 'right.measure',
    stepUp: 'weighty',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        measure: z.enum(rightMeasures),
        rightKinds: z.array(z.enum(rightKinds)).max(rightKinds.length),
        from: isoDate,
        until: isoDate.nullable(),
        legalBasis: z
          .enum(legalBases)
          .exclude(['internal-points'])
          .meta({ description: 'What rests on points is imposed as a sanction due, or is a safety hold.' }),
        reason: text(1000),
        document,
      }),
      example: { ...measureExample, rightKinds: ['general'] },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}/rights' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) => {
      const result = await measureRight(context, { ...params, ...body, sanctionDueId: null, ifMatch });
      return written(result);
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/measures/{measureId}/lift',
    operationId: 'liftMeasure',
    summary: 'Lift a measure from a day on',
    tag: 'rights',
    permission: 'right.measure',
    stepUp: 'weighty',
    params: z.strictObject({ doctorId: id, measureId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, from: isoDate, reason: text(1000), document }),
      example: { hospitalId: 'hos_1', from: '2026-12-20', reason: '培训考试合格', document: null },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}/rights' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await liftMeasure(context, { ...params, ...body, ifMatch })),
  }),
];
