import { z } from 'zod';
import { xmrRules } from '../../../core/cost/signal/xmr.ts';
import {
  closeFollowUp,
  followUpById,
  followUps,
  proposals,
  recordInterview,
  recordRecheck,
  sendNotice,
  takeUp,
} from '../../../usecases/signals/follow-up.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, month, page, text } from '../../schemas.ts';
import { measureId, scopeOf } from '../cost/cost-schemas.ts';
import * as form from './follow-up-schemas.ts';
import { where } from './signal-schemas.ts';

const place = z.strictObject({ before: z.int().nonnegative() });
const defaultPage = 50;
const named = z.strictObject({ followUpId: id });
const reply = { kind: 'written', location: '/v1/cost/follow-ups/{followUpId}' } as const;
const path = '/v1/cost/follow-ups';

export const followUpRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: `${path}/proposals`,
    operationId: 'listFollowUpProposals',
    summary: 'Worse signals that nobody has taken up, and what the system proposes on which basis; a person sends',
    tag: 'signals',
    permission: 'cost.read',
    query: z.strictObject({
      ...where,
      of: z.enum(['hospital', 'ward']).default('hospital'),
      measure: measureId.optional(),
    }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: form.proposals, example: form.proposalsExample },
    handle: async (context, { query }) =>
      json(await proposals(context, { scope: scopeOf(query), of: query.of, measure: query.measure ?? null })),
  }),
  route({
    method: 'get',
    path,
    operationId: 'listFollowUps',
    summary: 'Signals that were taken up in the caller’s scope, newest first',
    tag: 'signals',
    permission: 'follow-up.read',
    query: z.strictObject({ hospital: id.optional(), state: form.state.optional(), ...page }),
    reply: { kind: 'json', status: 200, schema: form.list, example: form.listExample },
    handle: async (context, { query }) => {
      const { hospital: hospitalId, state, limit = defaultPage, cursor } = query;
      const found = await followUps(context, { hospitalId, state }, { limit, before: placeIn(place, cursor)?.before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links, headers } = pageLinks(path, query, next);
      return json({ items: found.items, links }, { headers });
    },
  }),
  route({
    method: 'get',
    path: `${path}/{followUpId}`,
    operationId: 'getFollowUp',
    summary: 'One follow-up with its steps; the ETag goes into If-Match',
    tag: 'signals',
    permission: 'follow-up.read',
    params: named,
    reply: { kind: 'json', status: 200, schema: form.followUp, example: form.followUpExample },
    handle: async (context, { params }) => {
      const { followUp, length } = await followUpById(context, params.followUpId);
      return json(followUp, { etag: length });
    },
  }),
  route({
    method: 'post',
    path,
    operationId: 'takeUpSignal',
    summary: 'Take a signal up, with the figures it has now',
    tag: 'signals',
    permission: 'follow-up.send',
    body: {
      kind: 'json',
      schema: z.strictObject({
        measure: measureId,
        hospitalId: id,
        wardId: id.nullable().default(null),
        rule: z.enum(xmrRules),
        since: month,
        note: text(1_000),
      }),
      example: {
        measure: 'drugCostPerDischarge',
        hospitalId: 'hos_1',
        wardId: null,
        rule: 'shift',
        since: '2026-04',
        note: '核实数据后处理',
      },
    },
    problems: [409, 422],
    reply: { kind: 'written', location: `${path}/{id}` },
    handle: async (context, { body }) => written(await takeUp(context, body)),
  }),
  route({
    method: 'post',
    path: `${path}/{followUpId}/notice`,
    operationId: 'sendFollowUpNotice',
    summary: 'Send a notice (通报), on a named basis',
    tag: 'signals',
    permission: 'follow-up.send',
    params: named,
    body: { kind: 'json', schema: form.notice, example: form.noticeExample },
    problems: [409, 412, 422],
    reply,
    handle: async (context, { params, body, ifMatch }) =>
      written(await sendNotice(context, { ...params, ifMatch, notice: body })),
  }),
  route({
    method: 'post',
    path: `${path}/{followUpId}/interview`,
    operationId: 'recordFollowUpInterview',
    summary: 'Record an interview (约谈): who came, what was wrong, until when it is put right',
    tag: 'signals',
    permission: 'follow-up.send',
    params: named,
    body: { kind: 'json', schema: form.interview, example: form.interviewExample },
    problems: [409, 412, 422],
    reply,
    handle: async (context, { params, body, ifMatch }) =>
      written(await recordInterview(context, { ...params, ifMatch, interview: body })),
  }),
  route({
    method: 'post',
    path: `${path}/{followUpId}/recheck`,
    operationId: 'recordFollowUpRecheck',
    summary: 'Record a re-check: put right, or not',
    tag: 'signals',
    permission: 'follow-up.send',
    params: named,
    body: { kind: 'json', schema: form.recheck, example: form.recheckExample },
    problems: [409, 412, 422],
    reply,
    handle: async (context, { params, body, ifMatch }) =>
      written(await recordRecheck(context, { ...params, ifMatch, recheck: body })),
  }),
  route({
    method: 'post',
    path: `${path}/{followUpId}/close`,
    operationId: 'closeFollowUp',
    summary: 'Close a follow-up; after an interview only once a re-check found it put right',
    tag: 'signals',
    permission: 'follow-up.send',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ reason: text(1_000) }), example: { reason: '数据更正后信号消失' } },
    problems: [409, 412],
    reply,
    handle: async (context, { params, body, ifMatch }) =>
      written(await closeFollowUp(context, { ...params, ...body, ifMatch })),
  }),
];
