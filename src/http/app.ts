import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError } from '../core/errors.ts';
import { type Actor, type Context, grantsHeld, type Ports } from '../usecases/context.ts';
import { actorReader } from './actor.ts';
import { idempotencyKey, onceOnly } from './idempotency.ts';
import { metrics } from './metrics.ts';
import { bugProblem, problemOf } from './problem.ts';
import type { Input, Locale, Reply, Route } from './route.ts';
import { type Serialize, serializerOf } from './serializer.ts';
import { duplicateKeyIn } from './strict-json.ts';
import type { Claims, Tokens } from './tokens.ts';
import { parsed } from './validation.ts';
import { writtenBody, writtenSchema } from './written.ts';

export interface AppOptions {
  readonly ports: Ports;
  readonly routes: readonly Route[];
  readonly secureCookies: boolean;
  readonly tokens: Tokens;
  readonly log: Logger;
  /** Runs each reply through its schema and refuses an undeclared status: tests and development. */
  readonly checkReplies: boolean;
  readonly trustProxy: boolean;
  /** True while the service may be sent traffic. */
  readonly ready: () => boolean;
  readonly newRequestId: () => string;
}

export const maxJsonBytes = 1_048_576;

/** The service's one HTTP door, made from the declared routes. It is not listening yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { ports, routes, log } = options;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    disableRequestLogging: true,
    exposeHeadRoutes: false,
    bodyLimit: maxJsonBytes,
    trustProxy: options.trustProxy,
    genReqId: options.newRequestId,
    routerOptions: { maxParamLength: 200 },
  });
  await app.register(cookie);
  readBodies(app);
  const measured = metrics(ports.store);
  logAndMeasure(app, log, measured.observe);
  answerErrors(app, log);
  answerUnknown(app, routes);

  app.get('/healthz', async (_request, reply) => reply.type('application/json').send('{"status":"ok"}'));
  app.get('/readyz', async (_request, reply) => {
    const ready = options.ready();
    return reply
      .code(ready ? 200 : 503)
      .type('application/json')
      .send(`{"ready":${String(ready)}}`);
  });
  app.get('/metrics', async (_request, reply) => reply.type(measured.contentType).send(await measured.text()));

  const enter = doorFor(options);
  for (const route of routes) addRoute(app, route, enter, options);
  return app;
}

type Enter = (request: FastifyRequest, route: Route) => Promise<{ context: Context; claims: Claims | undefined }>;

/** Turns a request into a context: who is asking, and whether a role of theirs holds the operation at all. */
function doorFor({ ports, tokens }: AppOptions): Enter {
  const actorOf = actorReader(ports.store);
  return async (request, route) => {
    if (route.permission === 'public')
      return { context: { ...ports, actor: nobody, idempotency: undefined }, claims: undefined };
    const claims = await tokens.verify(bearerOf(request));
    const actor = await actorOf(claims);
    if (claims.use === 'change-password' && route.operationId !== 'changePassword') {
      throw new DomainError('forbidden', 'access.password-change-required');
    }
    const context: Context = { ...ports, actor, idempotency: undefined };
    if (route.permission !== 'account') grantsHeld(context, route.permission);
    return { context, claims };
  };
}

const nobody: Actor = { personId: '', accountId: '', grants: [] };

function bearerOf(request: FastifyRequest): string {
  const match = /^Bearer ([^\s]+)$/.exec(request.headers.authorization ?? '');
  if (match?.[1] === undefined) throw new DomainError('unauthenticated', 'access.unauthenticated');
  return match[1];
}

function addRoute(app: FastifyInstance, route: Route, enter: Enter, options: AppOptions): void {
  const serialize = route.reply.kind === 'json' ? serializerOf(route.reply.schema, options.checkReplies) : undefined;
  const serializeWritten = serializerOf(writtenSchema, options.checkReplies);
  const once = onceOnly(options.ports.store);
  const url = route.path.replace(/\{(\w+)\}/g, ':$1');
  app.route({
    method: route.method.toUpperCase(),
    url,
    // Before the body is read: a stranger's upload is not even parsed.
    onRequest: async (request) => {
      request.entered = await enter(request, route);
    },
    handler: async (request, reply) => {
      const { context, claims } = request.entered;
      const input = inputOf(request, route, claims, options.secureCookies);
      const respond = (answer: Reply) => send(reply, route, answer, serialize, serializeWritten);
      const header = request.headers['idempotency-key'];
      if (route.method !== 'post' || route.reply.kind !== 'written' || typeof header !== 'string') {
        return respond(await route.handle(context, input));
      }
      const key = idempotencyKey(
        header,
        context.actor.accountId,
        route.operationId,
        request.url,
        request.rawText ?? '',
      );
      return once(
        key,
        async (stored) => {
          const entries = await context.store.ledger.entriesAt(stored.positions);
          return respond({ kind: 'written', written: { id: stored.id, appended: { entries } }, href: '' });
        },
        async () => respond(await route.handle({ ...context, idempotency: key }, input)),
      );
    },
  });
}

function inputOf(request: FastifyRequest, route: Route, claims: Claims | undefined, secure: boolean): Input {
  return {
    ...parsed(route, request.params, request.query, request.body),
    upload: route.body?.kind === 'upload' ? uploadOf(request, route.body.types) : undefined,
    ifMatch: ifMatchOf(request.headers['if-match']),
    locale: localeOf(request),
    secure,
    source: request.ip,
    cookies: request.cookies,
    token: claims && { jti: claims.jti, sessionId: claims.sessionId, expiresAt: claims.expiresAt },
  };
}

function uploadOf(request: FastifyRequest, types: readonly string[]): Input['upload'] {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type) || !(request.body instanceof Readable)) {
    throw new DomainError('malformed', 'form.content-type', { accepted: types });
  }
  return { type, stream: request.body };
}

function ifMatchOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const match = /^"(\d{1,15})"$/.exec(header);
  if (match?.[1] === undefined) throw new DomainError('malformed', 'form.if-match');
  return Number(match[1]);
}

export function localeOf(request: FastifyRequest): Locale {
  const header = (request.headers['accept-language'] ?? '').toLowerCase();
  const zh = header.search(/\bzh\b/);
  const en = header.search(/\ben\b/);
  return en !== -1 && (zh === -1 || en < zh) ? 'en' : 'zh';
}

function send(
  reply: FastifyReply,
  route: Route,
  answer: Reply,
  serialize: Serialize | undefined,
  serializeWritten: Serialize,
) {
  switch (answer.kind) {
    case 'json': {
      if (serialize === undefined || route.reply.kind !== 'json')
        throw new Error(`${route.operationId} declares no JSON reply`);
      if (answer.etag !== undefined) reply.header('etag', `"${answer.etag}"`);
      return reply
        .code(route.reply.status)
        .headers(answer.headers ?? {})
        .type('application/json; charset=utf-8')
        .send(serialize(answer.body));
    }
    case 'written': {
      const body = writtenBody(answer.written);
      const first = answer.written.appended.entries[0]?.entry.streams[0];
      if (first) reply.header('etag', `"${first.n}"`);
      if (answer.href !== '') reply.header('location', answer.href);
      return reply
        .code(route.method === 'post' ? 201 : 200)
        .type('application/json; charset=utf-8')
        .send(serializeWritten(body));
    }
    case 'empty':
      return reply
        .code(204)
        .headers(answer.headers ?? {})
        .send();
    case 'file':
      return reply
        .code(200)
        .headers({ 'content-disposition': `attachment; filename="${answer.name}"`, ...answer.headers })
        .type(route.reply.kind === 'file' ? route.reply.type : 'application/octet-stream')
        .send(answer.content);
  }
}

/** JSON is parsed strictly; any other type is left as a stream for the route that declares an upload. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const source = text.toString();
    request.rawText = source;
    try {
      const value: unknown = source === '' ? undefined : JSON.parse(source);
      const twice = duplicateKeyIn(source);
      if (twice !== undefined) throw new DomainError('malformed', 'form.duplicate-key', { key: twice.slice(0, 64) });
      done(null, value);
    } catch (error) {
      done(error instanceof DomainError ? error : new DomainError('malformed', 'form.json'));
    }
  });
  app.addContentTypeParser('*', (_request, stream, done) => done(null, stream));
}

/** One line a request: the route's template, never its address, because addresses hold licence numbers. */
function logAndMeasure(app: FastifyInstance, log: Logger, observe: ReturnType<typeof metrics>['observe']): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
    };
    log.info({ requestId: request.id, ...labels, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
    observe(labels, reply.elapsedTime / 1_000);
  });
}

function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const locale = localeOf(request);
    const expected = expectedError(error, request);
    if (expected === undefined) {
      // The message may quote what a person sent; the frames say where it broke and nothing about anybody.
      const { name, stack } = error as Error;
      log.error(
        { requestId: request.id, name, frames: (stack ?? '').split('\n').filter((l) => /^\s+at /.test(l)) },
        'bug',
      );
      return reply
        .code(500)
        .type('application/problem+json; charset=utf-8')
        .send(JSON.stringify(bugProblem(locale)));
    }
    if (expected.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
    const retryAfter = expected.parameters.retryAfterS;
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    const problem = problemOf(expected, locale);
    const status = expected.code === 'form.content-type' ? 415 : problem.status;
    return reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify({ ...problem, status }));
  });
}

function expectedError(error: unknown, request: FastifyRequest): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const code = (error as { code?: unknown }).code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new DomainError('too-large', 'form.too-large', { limitBytes: maxJsonBytes });
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new DomainError('malformed', 'form.json');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new DomainError('malformed', 'form.content-type', { accepted: ['application/json'] });
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    request.log.debug({ requestId: request.id, code: String(code) }, 'refused by the framework');
    return new DomainError('malformed', 'form.invalid', { rows: 1 });
  }
  return undefined;
}

/** A known address with another method is a 405 that names what it takes; anything else is the 404 of every absence. */
function answerUnknown(app: FastifyInstance, routes: readonly Route[]): void {
  const patterns = routes.map((route) => ({
    method: route.method.toUpperCase(),
    matches: new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const allowed = [...new Set(patterns.filter(({ matches }) => matches.test(path)).map(({ method }) => method))];
    const locale = localeOf(request);
    const error =
      allowed.length > 0
        ? new DomainError('malformed', 'form.method', { allowed })
        : new DomainError('absent', 'absent');
    const status = allowed.length > 0 ? 405 : 404;
    if (status === 405) reply.header('allow', allowed.join(', '));
    return reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          ...problemOf(error, locale),
          status,
          ...(status === 405 ? { title: 'Method Not Allowed' } : {}),
        }),
      );
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    entered: { context: Context; claims: Claims | undefined };
    rawText: string | undefined;
  }
}
