import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../core/errors.ts';
import { localeOf } from '../answer/refusals.ts';
import type { Input, Route, Upload } from '../route.ts';
import { jsonBodyOf, refuseBody, uploadOf } from './bodies.ts';
import { networkOf } from './source.ts';
import { parsed } from './validation.ts';

type AtTheDoor = Pick<Input, 'sessionId' | 'secure' | 'shows'>;

/** What a handler is given of a request. @throws DomainError for a body, a query or a header that is not of the route's form. */
export function inputOf(request: FastifyRequest, route: Route, door: AtTheDoor): Input {
  if (route.body === undefined) refuseBody(request);
  const body = route.body?.kind === 'json' ? jsonBodyOf(request) : undefined;
  const upload = route.body?.kind === 'upload' ? uploadOf(request, route.body) : undefined;
  try {
    return new RequestInput(request, parsed(route, request.params, request.query, body), upload, door);
  } catch (error) {
    upload?.stream.destroy();
    throw error;
  }
}

/** A class for its getters: what few routes ask for is worked out only for those, and costs the others no closure. */
class RequestInput implements Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly upload: Upload | undefined;
  readonly ifMatch: number | undefined;
  readonly secure: boolean;
  readonly sessionId: string | undefined;
  readonly shows: Input['shows'];
  readonly #request: FastifyRequest;

  constructor(
    request: FastifyRequest,
    parts: ReturnType<typeof parsed>,
    upload: Upload | undefined,
    { secure, sessionId, shows }: AtTheDoor,
  ) {
    this.params = parts.params;
    this.query = parts.query;
    this.body = parts.body;
    this.upload = upload;
    this.ifMatch = request.method === 'GET' ? undefined : ifMatchOf(request.headers['if-match']);
    this.secure = secure;
    this.sessionId = sessionId;
    this.shows = shows;
    this.#request = request;
  }

  get locale() {
    return localeOf(this.#request);
  }

  get source() {
    return networkOf(this.#request.ip);
  }

  get cookies() {
    return parseCookie(this.#request.headers.cookie ?? '');
  }
}

function ifMatchOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const match = /^"(\d{1,15})"$/.exec(header);
  if (match?.[1] === undefined) throw new DomainError('malformed', 'form.if-match');
  return Number(match[1]);
}
