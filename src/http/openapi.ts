import { stringify } from 'yaml';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { purposes } from '../core/register/people/access-record.ts';
import { writtenExample, writtenSchema } from './answer/written.ts';
import { purposeHeader } from './recorder.ts';
import { dataAsOfHeader, type Route } from './route.ts';

/** openapi.yaml, made from the same declarations that the server is made from. */
export function openapiYaml(routes: readonly Route[]): string {
  return stringify(openapiDocument(routes), { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** The statuses an operation can answer with: those of its reply, its form and its permission, and those it declares. */
export function statusesOf(route: Route): readonly number[] {
  const statuses = new Set<number>([replyStatus(route), 400, 500, 503, ...route.problems]);
  if (route.permission !== 'public') statuses.add(401);
  if (route.permission !== 'public' || route.method !== 'get') statuses.add(403);
  if (['logIn', 'logInClient', 'refreshSession', 'logInAtIssuer'].includes(route.operationId)) statuses.add(401);
  if (route.permission !== 'public' && route.permission !== 'account') statuses.add(404);
  if (route.body) statuses.add(413).add(415);
  if (route.reply.kind === 'written') statuses.add(412).add(422);
  return [...statuses].sort((a, b) => a - b);
}

export function replyStatus(route: Route): number {
  switch (route.reply.kind) {
    case 'json':
      return route.reply.status;
    case 'written':
      return route.method === 'post' ? 201 : 200;
    case 'empty':
      return 204;
    case 'file':
      return 200;
  }
}

function openapiDocument(routes: readonly Route[]): unknown {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  const tags = [...new Set(routes.map((route) => route.tag))].map((name) => ({
    name,
    description: tagTexts[name] ?? name,
  }));
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'rx12',
      version: '1.0.0',
      description:
        'Points on the licence to prescribe (记分制处方权管理): deductions with due process, standing, the right to prescribe, and drug-cost monitoring. ' +
        'Dates are Asia/Shanghai, instants UTC, money integer fen (分). Refusals are RFC 9457 problems in Chinese or, by Accept-Language, English.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This service' }],
    tags,
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'From POST /v1/auth/login or /v1/auth/token.',
        },
      },
    },
    paths,
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const { body } = route;
  const header = headersOf(route);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(route.permission === 'public' ? { security: [] } : {}),
    ...(route.permission === 'public' || route.permission === 'account' ? {} : { 'x-permission': route.permission }),
    ...(route.stepUp ? { 'x-step-up': route.stepUp } : {}),
    ...(route.readsDoctor ? { 'x-reads-doctor-record': true } : {}),
    ...(route.params || route.query || header
      ? {
          requestParams: {
            ...(route.params ? { path: route.params as z.ZodObject } : {}),
            ...(route.query ? { query: route.query as z.ZodObject } : {}),
            ...(header ? { header } : {}),
          },
        }
      : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content:
              body.kind === 'json'
                ? { 'application/json': { schema: body.schema, example: body.example } }
                : Object.fromEntries(
                    body.types.map((type) => [type, { schema: z.string().meta({ description: body.description }) }]),
                  ),
          },
        }
      : {}),
    responses: responsesOf(route),
  };
}

function headersOf(route: Route): z.ZodObject | undefined {
  if (route.readsDoctor) {
    return z.object({
      [purposeHeader]: z.enum(purposes).optional().meta({
        description:
          'What the record is looked at for; it is kept with the access. Without: what the role is there for.',
      }),
    });
  }
  if (route.reply.kind !== 'written') return undefined;
  if (route.method === 'post') {
    return z.object({
      'Idempotency-Key': z.string().max(200).optional().meta({
        description: 'The same key with the same body gets the first reply again, for 30 days; then the key is free.',
      }),
      'If-Match': z.string().optional().meta({ description: 'The ETag last read; 412 when it has changed since.' }),
    });
  }
  return z.object({
    'If-Match': z.string().optional().meta({ description: 'The ETag last read; 412 when it has changed since.' }),
  });
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable, dotted; what programs decide on.' }),
    detail: z.string().meta({ description: 'One sentence: what, which value, what to do.' }),
    parameters: z.record(z.string(), z.unknown()),
    errors: z
      .array(
        z.object({
          line: z.int().optional(),
          at: z.string(),
          value: z.string().optional(),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Every bad field or line.' }),
  })
  .meta({ id: 'Problem' });

const problemExample = {
  type: 'about:blank',
  title: '没有相关信息',
  status: 404,
  code: 'absent',
  detail: '没有相关信息。请核对编号,以及您是否被授权查看。',
  parameters: {},
};

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  const success = replyStatus(route);
  for (const status of statusesOf(route)) {
    responses[`${status as 200}`] =
      status === success
        ? successOf(route)
        : {
            description: statusTexts[status] ?? 'Refused',
            content: { 'application/problem+json': { schema: problemSchema, example: { ...problemExample, status } } },
          };
  }
  return responses;
}

function successOf(route: Route): ZodOpenApiResponsesObject['200'] & object {
  switch (route.reply.kind) {
    case 'json':
      return {
        description: 'Done',
        ...lagHeader(route.reply),
        content: { 'application/json': { schema: route.reply.schema, example: route.reply.example } },
      };
    case 'written':
      return {
        description: 'Written, and durable',
        headers: z.object({
          ETag: z.string().meta({ description: 'The version after this; send it as If-Match.' }),
          ...(route.reply.location === undefined
            ? {}
            : { Location: z.string().meta({ description: route.reply.location }) }),
        }),
        content: { 'application/json': { schema: writtenSchema, example: writtenExample } },
      };
    case 'empty':
      return { description: 'Done' };
    case 'file':
      return {
        description: 'The file',
        ...lagHeader(route.reply),
        content: { [route.reply.type]: { schema: z.string(), example: route.reply.example } },
      };
  }
}

function lagHeader({ mayLag }: { readonly mayLag?: boolean }) {
  if (mayLag !== true) return {};
  const description =
    'Only where the answer was read from a copy of the database that may lag: what was committed before this instant is in it.';
  return { headers: z.object({ [dataAsOfHeader]: z.iso.datetime().optional().meta({ description }) }) };
}

const statusTexts: Readonly<Record<number, string>> = {
  400: 'Not the form this operation reads',
  401: 'Not logged in',
  403: 'No role of the caller holds the operation',
  404: 'Absent, or none of the caller’s business: never told apart',
  409: 'The state does not allow it',
  412: 'Changed since it was read',
  413: 'Too large',
  415: 'Unsupported content type',
  422: 'Understood, but it cannot stand',
  428: 'If-Match is required',
  429: 'Too many attempts; see Retry-After',
  500: 'A failure of the service',
  503: 'Unavailable for now; nothing was written',
};

const tagTexts: Readonly<Record<string, string>> = {
  auth: 'Logging in and out',
  access: 'Accounts, what they may do, and the record of who looked',
  register: 'Regions, hospitals, wards and doctors',
  rights: 'The right to prescribe',
  schemes: 'Schemes of points, as data',
  deductions: 'Findings and their life',
  appeals: 'Delivery, appeal, reversal, and what bears on every procedure',
  duties: 'What is due, by whom and until when; the inbox of a person',
  standing: 'Points left, and why',
  signals: 'Signals of drug cost: limits, alerts, funnels, decompositions, interrupted series',
  leads: 'Leads, which are nobody’s fault yet',
  cost: 'Drug cost',
  ledger: 'The ledger itself',
};
