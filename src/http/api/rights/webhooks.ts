import { z } from 'zod';
import { endWebhook, openWebhook, webhooks } from '../../../usecases/rights/webhook.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';

const location = '/v1/webhooks';
/** 256 bits in hex or base64url fit; a password would not do. */
const [minSecret, maxSecret] = [32, 200];

export const webhookRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    summary: 'Who is told of changed rights at a hospital, how far that has come, and why it stands still',
    tag: 'rights',
    permission: 'webhook.manage',
    query: z.strictObject({ hospital: id }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(
          z.object({
            webhookId: z.string(),
            hospitalId: z.string(),
            url: z.string(),
            from: z.string(),
            until: z.string().nullable(),
            deliveredPosition: z.int().meta({ description: 'All before this ledger position has been told.' }),
            deliveredAt: z.string().nullable(),
            failures: z.int().meta({ description: 'In a row; 0 after a success.' }),
            lastError: z.string().nullable().meta({ description: 'http-503, redirect, timeout, unreachable, …' }),
            nextTryAt: z.string().nullable(),
          }),
        ),
      }),
      example: {
        items: [
          {
            webhookId: 'whk_1',
            hospitalId: 'hos_1',
            url: 'https://his.example.cn/rx12',
            from: '2026-11-20',
            until: null,
            deliveredPosition: 1024,
            deliveredAt: '2026-11-20T01:00:00.000Z',
            failures: 1,
            lastError: 'http-503',
            nextTryAt: '2026-11-20T01:10:30.000Z',
          },
        ],
      },
    },
    handle: async (context, { query }) => json({ items: await webhooks(context, query.hospital) }),
  }),
  route({
    method: 'post',
    path: '/v1/webhooks',
    operationId: 'openWebhook',
    summary:
      'Have a system told of every right that changes: POST {event, position, hospitalId, posts, rights, asOf}, signed in Rx12-Signature (t=…,v1= HMAC-SHA-256 of "t.body"), again until it answers 2xx; a message may come twice, the one with the newest asOf holds',
    tag: 'rights',
    permission: 'webhook.manage',
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        url: text(500).meta({ description: 'Of an origin that the settings allow.' }),
        from: isoDate,
        until: isoDate.nullable().default(null).meta({ description: 'The first day without; null: open.' }),
        secret: z
          .string()
          .min(minSecret)
          .max(maxSecret)
          .regex(/^[\x21-\x7e]+$/, 'field.ill-formed')
          .meta({ description: 'At random, at least 32 printable characters; shared here and never shown.' }),
      }),
      example: {
        hospitalId: 'hos_1',
        url: 'https://his.example.cn/rx12',
        from: '2026-11-20',
        until: null,
        secret: 'an-example-and-not-random-at-all.',
      },
    },
    reply: { kind: 'written', location },
    problems: [409, 422],
    handle: async (context, { body }) => written(await openWebhook(context, body)),
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/end',
    operationId: 'endWebhook',
    summary: 'Tell it nothing from a day on',
    tag: 'rights',
    permission: 'webhook.manage',
    params: z.strictObject({ webhookId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500) }),
      example: { until: '2026-12-01', reason: '更换系统' },
    },
    reply: { kind: 'written', location },
    problems: [409, 422],
    handle: async (context, { params, body }) => written(await endWebhook(context, { ...params, ...body })),
  }),
];
