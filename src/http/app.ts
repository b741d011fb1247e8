import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { DomainError } from '../core/errors.ts';
import { type Actor, type Context, grantsHeld, type Ports } from '../usecases/context.ts';
import { actorReader } from './actor.ts';
import { bugProblem } from './answer/problem.ts';
import { answerErrors, answerUnknown, localeOf, refuse, setCommonHeaders } from './answer/refusals.ts';
import { type Respond, responder } from './answer/reply.ts';
import { serveConsole } from './console.ts';
import { docsPaths, serveDocs } from './docs.ts';
import { idempotencyKey, onceOnly } from './idempotency.ts';
import { type Metrics, metrics } from './metrics.ts';
import { statusesOf } from './openapi.ts';
import { receiptPagePath, serveReceiptPage } from './receipt-page.ts';
import { type Recorder, recorder } from './recorder.ts';
import { lettingGo, maxJsonBytes, readBodies } from './request/bodies.ts';
import { inputOf } from './request/input.ts';
import { refuseOtherSites } from './request/own-origin.ts';
import type { Input, Reply, Route } from './route.ts';
import { refuseUnchecked, refuseUnfinished } from './step-up.ts';
import type { Tokens } from './tokens.ts';

export interface AppOptions {
  readonly ports: Ports;
  readonly routes: readonly Route[];
  readonly secureCookies: boolean;
  /** Whether the pages for people are served beside the API. */
  readonly console: boolean;
  readonly tokens: Tokens;
  readonly log: Logger;
  /** Runs each reply through its schema and refuses an undeclared status: tests and development. */
  readonly checkReplies: boolean;
  /** One proxy in front is believed about the caller's address, and only the address that it added. */
  readonly trustProxy: boolean;
  /** True while the service may be sent traffic. */
  readonly ready: () => boolean;
  readonly newRequestId: () => string;
  readonly storeFailed: (error: unknown) => boolean;
}

/** The service's one HTTP door, made from the declared routes. It is not listening yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { ports, routes, log } = options;
  const measured = metrics(ports);
  const app = fastify({
    loggerInstance: withoutChildren(log),
    // One line a request is ours, below: the framework's own quotes addresses.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    exposeHeadRoutes: false,
    bodyLimit: maxJsonBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: options.trustProxy ? (_address, hop) => hop < trustedProxies : false,
    genReqId: options.newRequestId,
    routerOptions: { maxParamLength },
    // An address that cannot be decoded, or whose identifier is over-long, is one that does not exist. No hook has run.
    frameworkErrors: (_error, request, reply) => {
      setCommonHeaders(request, reply);
      refuse(request, reply, new DomainError('absent', 'absent'));
      record(log, measured, { requestId: request.id, method: request.method, route: 'unknown', status: 404 }, 0);
    },
  });
  // Declared, so that every request has the same shape from the start.
  app.decorateRequest('entered', null);
  app.decorateRequest('template', undefined);
  app.decorateRequest('rawText', undefined);
  readBodies(app);
  logAndMeasure(app, log, measured);
  hangUpWhenClosing(app, options.ready);
  if (options.checkReplies) refuseUndeclared(app, log);
  answerErrors(app, { log, storeFailed: options.storeFailed });
  const plain = ['/healthz', '/readyz', '/metrics', receiptPagePath, ...docsPaths];
  const page = options.console ? await serveConsole(app, ports.issuer !== undefined) : undefined;
  if (options.console && page === undefined) log.warn('no console was built: run npm run build to have its pages at /');
  answerUnknown(app, [...routes, ...plain.map((path) => ({ method: 'get' as const, path }))], page);

  app.get('/healthz', async (_request, reply) => reply.type('application/json').send('{"status":"ok"}'));
  app.get('/readyz', async (_request, reply) => {
    const ready = options.ready();
    return reply
      .code(ready ? 200 : 503)
      .type('application/json')
      .send(`{"ready":${String(ready)}}`);
  });
  app.get('/metrics', async (_request, reply) => reply.type(measured.contentType).send(await measured.text()));
  await serveDocs(app, routes);
  serveReceiptPage(app);

  const recording = recorder(ports, log);
  const enter = doorFor(options, recording);
  for (const route of routes) addRoute(app, route, { enter, recording }, options);
  return app;
}

/** Nothing is logged through a request, so none needs a logger of its own, which would be made and checked for each. */
function withoutChildren(log: Logger): FastifyBaseLogger {
  const one: FastifyBaseLogger = Object.create(log, { child: { value: () => one } });
  return one;
}

const maxParamLength = 200;
const trustedProxies = 1;
/** A body that takes longer to arrive is a connection that is being held open. */
const requestTimeoutMs = 300_000;

interface Entered {
  readonly context: Context;
  readonly sessionId: string | undefined;
}

type Enter = (request: FastifyRequest, route: Route) => Promise<Entered>;

/** Turns a request into a context: who is asking, and whether a role of theirs holds the operation at all. */
function doorFor({ ports, tokens }: AppOptions, recording: Recorder): Enter {
  const actorOf = actorReader(ports);
  return async (request, route) => {
    if (route.permission === 'public') {
      refuseOtherSites(request, route);
      return { context: { ...ports, actor: nobody, idempotency: undefined }, sessionId: undefined };
    }
    const claims = await tokens.verify(bearerOf(request));
    const actor = await actorOf(claims);
    const context: Context = { ...ports, actor, idempotency: undefined };
    try {
      if (claims.use !== 'full') refuseUnfinished(claims, route);
      if (route.permission !== 'account') grantsHeld(context, route.permission);
      if (route.stepUp !== undefined) refuseUnchecked(context, claims, route.stepUp);
    } catch (error) {
      await recording.denied(request, route, actor);
      throw error;
    }
    return { context, sessionId: claims.sessionId };
  };
}

const nobody: Actor = { personId: '', accountId: '', grants: [] };

function bearerOf(request: FastifyRequest): string {
  const authorization = authorizationOf(request.raw.rawHeaders);
  // The usual spelling without an expression's work; a token with a space in it is none of ours.
  if (authorization.startsWith('Bearer ')) return authorization.slice('Bearer '.length);
  const match = /^bearer ([^\s]+)$/i.exec(authorization);
  if (match?.[1] === undefined) throw new DomainError('unauthenticated', 'access.unauthenticated');
  return match[1];
}

/** The first header of the name, as received: a right check reads no other, and is spared the object of all of them. */
function authorizationOf(names: readonly string[]): string {
  for (let at = 0; at + 1 < names.length; at += 2) {
    const name = names[at] ?? '';
    if (name.length === 'authorization'.length && name.toLowerCase() === 'authorization') return names[at + 1] ?? '';
  }
  return '';
}

interface Doors {
  readonly enter: Enter;
  readonly recording: Recorder;
}

function addRoute(app: FastifyInstance, route: Route, { enter, recording }: Doors, options: AppOptions): void {
  const respond = responder(route, options.checkReplies);
  const once = onceOnly(options.ports.store);
  const url = route.path.replace(/\{(\w+)\}/g, ':$1');
  app.route({
    method: route.method.toUpperCase(),
    url,
    config: { declared: route },
    // Before the body is read: a stranger's upload is not even parsed.
    onRequest: (request, _reply, done) => {
      request.template = url;
      enter(request, route).then(
        (entered) => {
          request.entered = entered;
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error('something was thrown that is no error')),
      );
    },
    // Not an async handler: a reply that is returned from one is a promise itself, which the framework settles by
    // listening for the end of the response, at a cost that a right check feels.
    handler: (request, reply) => {
      const values = request.params as Readonly<Record<string, string>>;
      answer(request).then(
        // What is ready in one turn of the event loop is sent at its end, one answer right after the other. A caller that waits
        // sleeps, and waking it costs more than the writing; while answers follow each other closely it is awake.
        (given) => setImmediate(answerWith, respond, reply, given, values),
        (error: unknown) => fail(reply, error),
      );
    },
  });

  const answer = (request: FastifyRequest): Promise<Reply> => {
    const { context, sessionId } = enteredOf(request);
    return recording.answered(request, route, context, (shows) => {
      const input = inputOf(request, route, { sessionId, secure: options.secureCookies, shows });
      const given = handled(request, context, input);
      return input.upload === undefined ? given : lettingGo(input.upload, given);
    });
  };
  const handled = (request: FastifyRequest, context: Context, input: Input): Promise<Reply> => {
    if (route.method !== 'post' || route.reply.kind !== 'written') return route.handle(context, input);
    const header = request.headers['idempotency-key'];
    if (typeof header !== 'string') return route.handle(context, input);
    const text = request.rawText ?? '';
    const key = idempotencyKey(header, context.actor.accountId, route.operationId, request.url, text);
    return once(
      key,
      async (stored): Promise<Reply> => {
        const entries = await context.store.ledger.entriesAt(stored.positions);
        return { kind: 'written', written: { id: stored.id, appended: { entries } } };
      },
      () => route.handle({ ...context, idempotency: key }, input),
    );
  };
}

function answerWith(respond: Respond, reply: FastifyReply, given: Reply, values: Readonly<Record<string, string>>) {
  try {
    respond(reply, given, values);
  } catch (error) {
    fail(reply, error);
  }
}

/** What is thrown and is no Error would be sent as if it were the answer. */
function fail(reply: FastifyReply, error: unknown): void {
  reply.send(error instanceof Error ? error : new Error('something was thrown that is no error'));
}

function enteredOf(request: FastifyRequest): Entered {
  if (request.entered === null) throw new Error('a request is answered only after it came in by the door');
  return request.entered;
}

/** One line a request: the route's template, never its address, because addresses hold licence numbers. */
function logAndMeasure(app: FastifyInstance, log: Logger, measured: Metrics): void {
  // Without promises: these two run for every request, and a right check is asked for before each prescription.
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method } = request;
    const route = request.template ?? request.routeOptions.url ?? 'unknown';
    record(log, measured, { requestId, method, route, status: reply.statusCode }, reply.elapsedTime);
    done();
  });
}

interface Answered {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
}

function record(log: Logger, measured: Metrics, answered: Answered, elapsedMs: number): void {
  log.info({ ...answered, ms: Math.round(elapsedMs * 10) / 10 }, 'request');
  measured.observe(answered, elapsedMs / 1_000);
}

/** A connection that stays open for a next request would keep a service that is closing from closing. */
function hangUpWhenClosing(app: FastifyInstance, ready: () => boolean): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!ready()) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** A status that openapi.yaml does not promise is a bug of the declaration, found by whichever test meets it. */
function refuseUndeclared(app: FastifyInstance, log: Logger): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { declared } = request.routeOptions.config;
    const { statusCode } = reply;
    if (declared === undefined || statusesOf(declared).includes(statusCode)) return payload;
    log.error({ requestId: request.id, operationId: declared.operationId, status: statusCode }, 'undeclared status');
    reply.code(500).type('application/problem+json; charset=utf-8');
    return JSON.stringify(bugProblem(localeOf(request)));
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    entered: Entered | null;
    rawText: string | undefined;
    /** The address of a declared route as the router knows it; the framework's own way to it makes an object each time. */
    template: string | undefined;
  }
  interface FastifyContextConfig {
    declared?: Route;
  }
}
