import { Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../core/errors.ts';
import type { RouteBody, Upload } from '../route.ts';
import { duplicateKeyIn, loneSurrogateIn } from './strict-json.ts';

export const maxJsonBytes = 1_048_576;
/** Unless the route says otherwise: a hospital's front pages of a month are about 20 MB. */
export const maxUploadBytes = 268_435_456;

/** JSON is parsed strictly; any other type is left as a stream for the route that declares an upload. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      const source = utf8Of(bytes as Buffer);
      request.rawText = source;
      done(null, source === '' ? undefined : strictJson(source));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser('*', (_request, stream, done) => done(null, stream));
}

/** The body of a route that reads JSON. @throws DomainError `form.content-type` for a body of any other type. */
export function jsonBodyOf(request: FastifyRequest): unknown {
  if (request.body instanceof Readable) throw wrongType(['application/json']);
  return request.body;
}

/** A route that reads no body takes none, or the empty object that some clients always send. */
export function refuseBody(request: FastifyRequest): void {
  const { body } = request;
  if (body === undefined || body === null) return;
  if (body instanceof Readable) throw wrongType(['application/json']);
  const fields = typeof body === 'object' && !Array.isArray(body) ? Object.keys(body) : ['body'];
  if (fields.length === 0) return;
  const rows = fields.slice(0, maxFields).map((field) => ({
    at: 'body',
    code: 'form.unknown-field',
    parameters: { field: field.slice(0, maxEcho) },
  }));
  throw new DomainError('malformed', 'form.invalid', { rows: fields.length }, rows);
}

/** The upload as a stream that fails past its limit; nothing of it is held here. */
export function uploadOf(request: FastifyRequest, declared: Extract<RouteBody, { kind: 'upload' }>): Upload {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const { body } = request;
  if (!declared.types.includes(type) || !(body instanceof Readable)) throw wrongType(declared.types);
  const limitBytes = declared.maxBytes ?? maxUploadBytes;
  const tooLarge = () => new DomainError('too-large', 'form.too-large', { limitBytes });
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();
  let bytes = 0;
  const limited = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > limitBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  // Not a pipeline: one that is broken off by its reader destroys the request, and with it the answer that says why.
  body.pipe(limited);
  // Whoever reads is told of an error when they read; one that comes before that must not end the process.
  limited.on('error', () => undefined);
  body.on('error', (error) => limited.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) limited.destroy(new Error('the upload broke off'));
  });
  limited.once('close', () => {
    if (!body.readableEnded) linger(body);
  });
  return { type, stream: limited };
}

/**
 * The answer of a route with an upload; where it refuses, what nobody has read of the file is let go, or the connection would
 * stay full of it and the next request on it would never be seen.
 */
export async function lettingGo<T>({ stream }: Upload, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

/**
 * Takes what a sender goes on sending after its file was refused, so that it can read the answer, but not for long: whoever
 * has not stopped by then is cut off.
 */
function linger(body: Readable): void {
  let bytes = 0;
  // Takes the connection along, for a request that has not been read to its end.
  const cut = () => body.destroy();
  const patience = setTimeout(cut, lingerMs).unref();
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > lingerBytes) cut();
  });
  for (const over of ['end', 'close'] as const) body.once(over, () => clearTimeout(patience));
  body.resume();
}

const lingerMs = 2_000;
const lingerBytes = 67_108_864;

const maxFields = 20;
const maxEcho = 64;

/** A HIS that sends GB18030 as JSON would otherwise have its names replaced by question marks, and nobody would know. */
function utf8Of(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('malformed', 'form.utf-8');
  }
}

function strictJson(source: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw new DomainError('malformed', 'form.json');
  }
  const twice = duplicateKeyIn(source);
  if (twice !== undefined) throw new DomainError('malformed', 'form.duplicate-key', { key: twice.slice(0, maxEcho) });
  if (loneSurrogateIn(source)) throw new DomainError('malformed', 'form.ill-formed-text');
  return value;
}

function wrongType(accepted: readonly string[]): DomainError {
  return new DomainError('malformed', 'form.content-type', { accepted });
}
