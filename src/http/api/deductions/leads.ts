import { z } from 'zod';
import { closeLead, leadById, leads, postLead } from '../../../usecases/deductions/lead.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, links, page, text } from '../../schemas.ts';
import { doctorRef } from './finding-schema.ts';

const source = z.enum(['his-hit', 'complaint', 'outlier', 'other']);

const lead = z
  .object({
    leadId: z.string(),
    hospitalId: z.string(),
    doctorId: z.string().nullable(),
    doctorName: z.string().nullable(),
    source: z.string(),
    occurredOn: z.string(),
    actRef: z.string().nullable(),
    code: z.string().nullable(),
    text: z.string(),
    postedOn: z.string(),
    state: z.enum(['open', 'recorded', 'set-aside']),
    deductionId: z.string().nullable(),
    reason: z.string().nullable(),
    closedOn: z.string().nullable(),
  })
  .meta({ id: 'Lead' });

const leadExample: z.input<typeof lead> = {
  leadId: 'led_1',
  hospitalId: 'hos_1',
  doctorId: 'doc_1',
  doctorName: '张伟明',
  source: 'his-hit',
  occurredOn: '2026-11-18',
  actRef: 'RX20261118-0007',
  code: '2-5',
  text: '前置审方系统拦截:单次剂量超限',
  postedOn: '2026-11-18',
  state: 'open',
  deductionId: null,
  reason: null,
  closedOn: null,
};

const place = z.strictObject({ before: z.int().nonnegative() });
const defaultPage = 50;
const named = z.strictObject({ leadId: id });

export const leadRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/leads',
    operationId: 'postLead',
    summary: 'Post a lead: a HIS hit, a complaint, an outlier. It notifies nobody and deducts nothing',
    tag: 'leads',
    permission: 'lead.post',
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        doctor: doctorRef.nullable().default(null).meta({ description: 'null: not known yet.' }),
        source,
        occurredOn: isoDate,
        actRef: text(100).nullable().default(null),
        code: text(20).nullable().default(null),
        text: text(2_000),
      }),
      example: {
        hospitalId: 'hos_1',
        doctor: { staffNo: 'A001' },
        source: 'his-hit',
        occurredOn: '2026-11-18',
        actRef: 'RX20261118-0007',
        code: '2-5',
        text: '前置审方系统拦截:单次剂量超限',
      },
    },
    reply: { kind: 'written', location: '/v1/leads/{id}' },
    problems: [422],
    handle: async (context, { body }) => written(await postLead(context, body)),
  }),
  route({
    method: 'get',
    path: '/v1/leads',
    operationId: 'listLeads',
    summary: 'Leads in the caller’s scope, newest first',
    tag: 'leads',
    permission: 'lead.read',
    readsDoctor: true,
    query: z.strictObject({
      hospital: id.optional(),
      state: z.enum(['open', 'recorded', 'set-aside']).optional(),
      source: source.optional(),
      ...page,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(lead), links }),
      example: { items: [leadExample], links: { next: null } },
    },
    handle: async (context, { query }) => {
      const { hospital: hospitalId, state, source: from, limit = defaultPage, cursor } = query;
      const before = placeIn(place, cursor)?.before;
      const found = await leads(context, { hospitalId, state, source: from }, { limit, before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links: to, headers } = pageLinks('/v1/leads', query, next);
      return json({ items: found.items, links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/leads/{leadId}',
    operationId: 'getLead',
    summary: 'One lead; the ETag goes into If-Match',
    tag: 'leads',
    permission: 'lead.read',
    readsDoctor: true,
    params: named,
    reply: { kind: 'json', status: 200, schema: lead, example: leadExample },
    handle: async (context, { params }) => {
      const found = await leadById(context, params.leadId);
      return json(found.lead, { etag: found.length });
    },
  }),
  route({
    method: 'post',
    path: '/v1/leads/{leadId}/close',
    operationId: 'closeLead',
    summary: 'Close a lead: set aside, or recorded as the deduction named',
    tag: 'leads',
    permission: 'lead.close',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({
        outcome: z.enum(['recorded', 'set-aside']),
        deductionId: id.nullable().default(null),
        reason: text(2_000),
      }),
      example: { outcome: 'set-aside', deductionId: null, reason: '剂量符合肾功能调整' },
    },
    reply: { kind: 'written', location: '/v1/leads/{leadId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await closeLead(context, { ...params, ...body, ifMatch })),
  }),
];
