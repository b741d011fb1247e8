import { z } from 'zod';
import { rightKinds } from '../../../core/register/right.ts';
import {
  holdTalk,
  imposeSanction,
  orderSanction,
  putHold,
  recordRequirement,
  renewHold,
  setSanctionAside,
} from '../../../usecases/rights/sanction.ts';
import { sanctionsDue, sanctionsOfDoctor } from '../../../usecases/rights/sanction-list.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, links, page, text } from '../../schemas.ts';
import { evidence } from '../deductions/finding-schema.ts';
import { sanctionExample, sanctionSchema, sanctionShown } from './sanction-schemas.ts';

const byDoctor = z.strictObject({ doctorId: id });
const location = '/v1/doctors/{doctorId}/sanctions';
const place = z.strictObject({ after: z.string() });
const defaultPage = 50;
const maxEvidence = 20;

const about = {
  sanctionDueId: text(200).meta({ description: 'As the list of sanctions gives it.' }),
  hospitalId: id.meta({ description: 'The hospital whose duty it is.' }),
};
const aboutExample = { sanctionDueId: 'ganzhou-default:suspension:2026', hospitalId: 'hos_1' };
const inpatientsTo = id.nullable().meta({ description: 'Who takes over the inpatients; null: there are none.' });
const document = text(200).meta({ description: 'Number of the document that says so.' });
const reason = text(2_000);
const problems = [409, 412, 422] as const;
const reply = { kind: 'written', location } as const;

export const sanctionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/sanctions',
    operationId: 'listSanctions',
    summary: 'What thresholds and statutory triggers have made due at the caller’s hospitals, doctor by doctor',
    tag: 'sanctions',
    permission: 'sanction.read',
    readsDoctor: true,
    query: z.strictObject({
      hospital: id.optional(),
      state: z.enum(['waiting', 'open', 'in-force', 'done', 'set-aside']).optional(),
      ...page,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(z.object({ doctorId: z.string(), doctorName: z.string(), sanction: sanctionSchema })),
        links,
      }),
      example: {
        items: [{ doctorId: 'doc_1', doctorName: '张伟明', sanction: sanctionExample }],
        links: { next: null },
      },
    },
    handle: async (context, { query, locale }) => {
      const { hospital: hospitalId, state, limit = defaultPage, cursor } = query;
      const found = await sanctionsDue(context, { hospitalId, state }, { limit, after: placeIn(place, cursor)?.after });
      const next = found.after === null ? undefined : { after: found.after };
      const { links: to, headers } = pageLinks('/v1/sanctions', query, next);
      const items = found.items.map((each) => ({ ...each, sanction: sanctionShown(each.sanction, locale) }));
      return json({ items, links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}/sanctions',
    operationId: 'listSanctionsOfDoctor',
    summary: 'What is due about one doctor, why, what it waits for and what was done about it',
    tag: 'sanctions',
    permission: 'sanction.read',
    readsDoctor: true,
    params: byDoctor,
    query: z.strictObject({ asOf: isoDate.optional() }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(sanctionSchema) }),
      example: { items: [sanctionExample] },
    },
    handle: async (context, { params, query, locale }) => {
      const { sanctions, length } = await sanctionsOfDoctor(context, { ...params, ...query });
      return json({ items: sanctions.map((each) => sanctionShown(each, locale)) }, { etag: length });
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/sanctions/imposition',
    operationId: 'imposeSanction',
    summary:
      'The hospital that granted the right imposes what is due, from 00:00 of a later day; HIS sees it from then',
    tag: 'sanctions',
    permission: 'sanction.impose',
    stepUp: 'weighty',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        ...about,
        from: isoDate,
        until: isoDate.nullable().meta({ description: 'null where it ends by being lifted after training and exam.' }),
        inpatientsTo,
        attestation: text(500)
          .nullable()
          .default(null)
          .meta({ description: 'Where the trigger asks for it: who has seen that the acts followed each other.' }),
        reason,
        document,
      }),
      example: {
        ...aboutExample,
        from: '2026-12-01',
        until: null,
        inpatientsTo: 'doc_2',
        attestation: null,
        reason: '记满12分',
        document: '演医药〔2026〕12号',
      },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) =>
      written(await imposeSanction(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/sanctions/order',
    operationId: 'orderSanction',
    summary: 'The commission orders the hospital to act; the hospital imposes',
    tag: 'sanctions',
    permission: 'sanction.order',
    stepUp: 'weighty',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({ ...about, document, reason }),
      example: { ...aboutExample, document: '演卫医〔2026〕7号', reason: '逾期未作处理' },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) =>
      written(await orderSanction(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/sanctions/talk',
    operationId: 'holdTalk',
    summary: 'A reminder talk or an interview (约谈) was held; its minutes are kept',
    tag: 'sanctions',
    permission: 'sanction.record',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({ ...about, heldOn: isoDate, minutes: evidence }),
      example: {
        ...aboutExample,
        sanctionDueId: 'ganzhou-default:interview:2026',
        heldOn: '2026-11-19',
        minutes: { ref: '约谈记录2026-018', note: null, sha256: null },
      },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) =>
      written(await holdTalk(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/sanctions/requirement',
    operationId: 'recordRequirement',
    summary: 'Training, exam or study was done, or an exam was failed',
    tag: 'sanctions',
    permission: 'sanction.record',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        ...about,
        requirement: z.enum(['study', 'training', 'exam']),
        doneOn: isoDate,
        passed: z.boolean(),
        evidence: z.array(evidence).max(maxEvidence).default([]),
      }),
      example: { ...aboutExample, requirement: 'exam', doneOn: '2026-11-19', passed: true, evidence: [] },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) =>
      written(await recordRequirement(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/sanctions/set-aside',
    operationId: 'setSanctionAside',
    summary: 'What a statutory trigger proposes is not acted on, with a reason; a threshold cannot be set aside',
    tag: 'sanctions',
    permission: 'sanction.impose',
    stepUp: 'weighty',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({ ...about, reason }),
      example: { ...aboutExample, reason: '三张处方属同一医疗事件,已说明理由' },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) =>
      written(await setSanctionAside(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/holds',
    operationId: 'putHold',
    summary: 'Suspend rights at once to protect patients (安全暂停), for a few working days',
    tag: 'sanctions',
    permission: 'sanction.impose',
    stepUp: 'weighty',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        schemeId: text(60),
        rightKinds: z.array(z.enum(rightKinds)).min(1).max(rightKinds.length),
        until: isoDate.meta({ description: 'The first day without it.' }),
        inpatientsTo,
        reason,
      }),
      example: {
        hospitalId: 'hos_1',
        schemeId: 'ganzhou-default',
        rightKinds: ['general'],
        until: '2026-12-01',
        inpatientsTo: 'doc_2',
        reason: '疑似连续严重用药错误,调查期间',
      },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) =>
      written(await putHold(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/holds/{measureId}/renewal',
    operationId: 'renewHold',
    summary: 'A second person lets a hold go on, for as many working days at most',
    tag: 'sanctions',
    permission: 'sanction.impose',
    stepUp: 'weighty',
    params: z.strictObject({ doctorId: id, measureId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, until: isoDate, inpatientsTo, reason }),
      example: { hospitalId: 'hos_1', until: '2026-12-08', inpatientsTo: 'doc_2', reason: '调查未结束' },
    },
    reply,
    problems,
    handle: async (context, { params, body, ifMatch }) => {
      const { measureId: renews, doctorId } = params;
      return written(await renewHold(context, { doctorId, renews, ...body, ifMatch }));
    },
  }),
];
