import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../core/errors.ts';
import { localeOf } from '../answer/refusals.ts';
import type { Input, Route } from '../route.ts';
import { jsonBodyOf, refuseBody, uploadOf } from './bodies.ts';
import { networkOf } from './source.ts';
import { parsed } from './validation.ts';

/** What a handler is given of a request. @throws DomainError for a body, a query or a header that is not of the route's form. */
export function inputOf(
  request: FastifyRequest,
  route: Route,
  { sessionId, secure, shows }: Pick<Input, 'sessionId' | 'secure' | 'shows'>,
): Input {
  if (route.body === undefined) refuseBody(request);
  const body = route.body?.kind === 'json' ? jsonBodyOf(request) : undefined;
  return {
    ...parsed(route, request.params, request.query, body),
    upload: route.body?.kind === 'upload' ? uploadOf(request, route.body) : undefined,
    ifMatch: ifMatchOf(request.headers['if-match']),
    secure,
    sessionId,
    shows,
    // Asked for by few routes, and worked out only for those.
    get locale() {
      return localeOf(request);
    },
    get source() {
      return networkOf(request.ip);
    },
    get cookies() {
      return parseCookie(request.headers.cookie ?? '');
    },
  };
}

function ifMatchOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const match = /^"(\d{1,15})"$/.exec(header);
  if (match?.[1] === undefined) throw new DomainError('malformed', 'form.if-match');
  return Number(match[1]);
}
