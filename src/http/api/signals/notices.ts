import { z } from 'zod';
import type { CostNotice } from '../../../core/paper/cost-notice.ts';
import { sha256 } from '../../../hashing.ts';
import { costNoticePage } from '../../../papers/cost-notice.ts';
import { monthlyNotice, sendMonthlyNotice, sentNotices } from '../../../usecases/signals/monthly-notice.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, links, month, page, text } from '../../schemas.ts';
import { printed } from '../deductions/papers.ts';

/** 月度监测通报: printed, and sent by a person. */

const path = '/v1/cost/notices';
const place = z.strictObject({ before: z.int().nonnegative() });
const defaultPage = 50;
const maxHospitals = 500;
const maxOthers = 20;
const sha256Text = z.string().regex(/^[0-9a-f]{64}$/, 'field.sha256');
const document = '赣卫药监〔2026〕11号';
const example = {
  noticeId: 'ntc_1',
  regionId: null,
  month: '2026-10',
  document,
  to: { hospitalIds: ['hos_1', 'hos_2'], others: ['市医疗质量控制中心'] },
  language: 'zh' as const,
  textSha256: '5b3e7f0c9a1d2e4f6a8b0c1d3e5f7a9b1c3d5e7f9a0b2c4d6e8f0a1b3c5d7e9f',
};

const sentNotice = z
  .object({
    noticeId: z.string(),
    regionId: z.string().nullable().meta({ description: 'Null: the whole city.' }),
    month: z.string(),
    document: z.string(),
    to: z.object({ hospitalIds: z.array(z.string()), others: z.array(z.string()) }),
    language: z.enum(['zh', 'en']),
    textSha256: z.string(),
    sentBy: z.object({ personId: z.string(), role: z.string() }),
    sentOn: z.string(),
    position: z.int().meta({ description: 'Of the entry in the ledger.' }),
  })
  .meta({ id: 'SentNotice' });

export const noticeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: `${path}/{month}`,
    operationId: 'printMonthlyNotice',
    summary:
      'The monthly notice (月度监测通报) to be printed and signed: what changed and holds, and whose figures are missing; the header Repr-Digest has the SHA-256 that sending it asks for',
    tag: 'signals',
    permission: 'cost.read',
    params: z.strictObject({ month }),
    query: z.strictObject({ county: id.optional() }),
    problems: [422],
    reply: {
      kind: 'file',
      type: 'text/html; charset=utf-8',
      example: '<!doctype html><html lang="zh-CN"><head><title>药品费用月度监测通报 2026-10</title></head></html>',
    },
    handle: async (context, { params, query, locale }) => {
      const notice = await monthlyNotice(context, { scope: scopeOf(query.county), month: params.month });
      const content = costNoticePage(locale, notice);
      // RFC 9530.
      const digest = `sha-256=:${Buffer.from(sha256(Buffer.from(content))).toString('base64')}:`;
      return printed('cost-notice.html', content, { 'repr-digest': digest });
    },
  }),
  route({
    method: 'post',
    path: `${path}/{month}/sendings`,
    operationId: 'sendMonthlyNotice',
    summary: 'Send the monthly notice: who sent it when to whom, and the hash of its text, stand in the ledger',
    tag: 'signals',
    permission: 'follow-up.send',
    params: z.strictObject({ month }),
    body: {
      kind: 'json',
      schema: z.strictObject({
        county: id.nullable().default(null).meta({ description: 'Null: the notice of the whole city.' }),
        document: text(100).meta({ description: 'Number of the document it goes out under (文号).' }),
        hospitalIds: z.array(id).max(maxHospitals),
        others: z.array(text(100)).max(maxOthers).default([]),
        textSha256: sha256Text.meta({ description: 'Of the page that was seen, in the language of this request.' }),
      }),
      example: {
        county: null,
        document,
        hospitalIds: example.to.hospitalIds,
        others: example.to.others,
        textSha256: example.textSha256,
      },
    },
    problems: [409, 422],
    reply: { kind: 'written', location: path },
    handle: async (context, { params, body, locale: language }) => {
      const { county, hospitalIds, others, document: number, textSha256 } = body;
      const command = {
        scope: scopeOf(county ?? undefined),
        month: params.month,
        document: number,
        to: { hospitalIds: [...new Set(hospitalIds)], others },
        language,
        textSha256,
      };
      return written(
        await sendMonthlyNotice(context, command, (notice: CostNotice) => costNoticePage(language, notice)),
      );
    },
  }),
  route({
    method: 'get',
    path,
    operationId: 'listSentNotices',
    summary: 'Monthly notices that were sent, newest first: of the caller’s places, and to the caller’s hospitals',
    tag: 'signals',
    permission: 'follow-up.read',
    query: z.strictObject(page),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(sentNotice), links }).meta({ id: 'SentNotices' }),
      example: {
        items: [
          {
            ...example,
            sentBy: { personId: 'per_4', role: 'commission-officer' },
            sentOn: '2026-11-12',
            position: 40_960,
          },
        ],
        links: { next: null },
      },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor } = query;
      const found = await sentNotices(context, { limit, before: placeIn(place, cursor)?.before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links: shownLinks, headers } = pageLinks(path, query, next);
      const items = found.items.map(({ sentBy: { personId, role }, sentAt: _at, ...sent }) => {
        return { ...sent, sentBy: { personId, role } };
      });
      return json({ items, links: shownLinks }, { headers });
    },
  }),
];

function scopeOf(county: string | undefined) {
  return county === undefined ? ({ kind: 'city' } as const) : ({ kind: 'county', regionId: county } as const);
}
