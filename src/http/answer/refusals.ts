import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError } from '../../core/errors.ts';
import { traceOf } from '../../logger.ts';
import type { PageDoor } from '../console.ts';
import { maxJsonBytes } from '../request/bodies.ts';
import type { Locale, Route } from '../route.ts';
import { bugProblem, type Problem, problemOf } from './problem.ts';

export interface Refusals {
  readonly log: Logger;
  /** Whether an error is the store's: full, unreadable, locked by somebody else. */
  readonly storeFailed: (error: unknown) => boolean;
}

/** Every error becomes a problem: a refusal is explained, a failure is logged and tells the caller nothing but its id. */
export function answerErrors(app: FastifyInstance, { log, storeFailed }: Refusals): void {
  app.setErrorHandler((error, request, reply) => {
    const expected = expectedError(error);
    if (expected !== undefined) return refuse(request, reply, expected);
    const trace = { requestId: request.id, route: request.routeOptions.url ?? 'unknown', ...traceOf(error) };
    if (storeFailed(error)) {
      log.error(trace, 'the store failed');
      return refuse(request, reply, new DomainError('unavailable', 'store.failed', { retryAfterS }));
    }
    log.error(trace, 'bug');
    return sendProblem(reply, bugProblem(localeOf(request)));
  });
}

/**
 * A known address with another method is a 405 that names what it takes, one that a browser opens a page; anything else
 * is the 404 of every absence.
 */
export function answerUnknown(
  app: FastifyInstance,
  routes: readonly Pick<Route, 'method' | 'path'>[],
  page: PageDoor | undefined,
): void {
  const patterns = routes.map((route) => ({
    method: route.method.toUpperCase(),
    matches: new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const allowed = [...new Set(patterns.filter(({ matches }) => matches.test(path)).map(({ method }) => method))];
    if (allowed.length === 0) {
      return page?.(request, reply) ?? refuse(request, reply, new DomainError('absent', 'absent'));
    }
    reply.header('allow', allowed.join(', '));
    return refuse(request, reply, new DomainError('malformed', 'form.method', { allowed }));
  });
}

export function refuse(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  if (error.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
  const after = error.parameters.retryAfterS;
  if (after !== undefined) reply.header('retry-after', String(after));
  return sendProblem(reply, problemOf(error, localeOf(request)));
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

/** Headers of every answer. It is called where the framework answers by itself, too. */
export function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('cache-control', 'no-store');
  reply.header('x-content-type-options', 'nosniff');
}

/** Chinese unless English is preferred. A language with quality 0 is one the caller does not want. */
export function localeOf(request: FastifyRequest): Locale {
  const header = request.headers['accept-language'];
  if (header === undefined) return 'zh';
  let best: { locale: Locale; quality: number } = { locale: 'zh', quality: 0 };
  for (const part of header.toLowerCase().split(',').slice(0, maxLanguages)) {
    const match = /^\s*(zh|en)(?:-[a-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/.exec(part);
    const quality = Number(match?.[2] ?? 1);
    if (match?.[1] !== undefined && quality > best.quality) best = { locale: match[1] as Locale, quality };
  }
  return best.locale;
}

const maxLanguages = 20;
/** A full disk or a lock does not go away sooner. */
const retryAfterS = 5;

function expectedError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (typeof code !== 'string') return undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new DomainError('too-large', 'form.too-large', { limitBytes: maxJsonBytes });
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new DomainError('malformed', 'form.content-type', { accepted: ['application/json'] });
  }
  // The connection broke while the body was read: nobody is there to read the answer.
  const cutShort = code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
  const refusedByFramework = code.startsWith('FST_ERR_') && Number(statusCode) >= 400 && Number(statusCode) < 500;
  return cutShort || refusedByFramework ? new DomainError('malformed', 'form.incomplete') : undefined;
}
