import type { FastifyReply } from 'fastify';
import type { Reply, Route } from '../route.ts';
import { serializerOf } from './serializer.ts';
import { writtenBody, writtenSchema } from './written.ts';

export type Respond = (reply: FastifyReply, answer: Reply, values: Readonly<Record<string, string>>) => FastifyReply;

/**
 * How a route answers, compiled once. `values` are the parameters of the path, for the address of what was written: it is
 * made from them and the id alone, so that a repeated request gets the same one.
 */
export function responder(route: Route, checkReplies: boolean): Respond {
  const serialize = route.reply.kind === 'json' ? serializerOf(route.reply.schema, checkReplies) : undefined;
  const serializeWritten = serializerOf(writtenSchema, checkReplies);
  return (reply, answer, values) => {
    switch (answer.kind) {
      case 'json':
        if (answer.etag !== undefined) reply.header('etag', `"${answer.etag}"`);
        if (serialize === undefined || route.reply.kind !== 'json') {
          throw new Error(`${route.operationId} declares no JSON reply`);
        }
        if (answer.headers !== undefined) reply.headers(answer.headers);
        return sendJson(reply, route.reply.status, serialize(answer.body), answer.keep);
      case 'bytes':
        if (answer.etag !== undefined) reply.header('etag', `"${answer.etag}"`);
        if (checkReplies && route.reply.kind === 'json') {
          route.reply.schema.parse(JSON.parse(Buffer.from(answer.bytes).toString()));
        }
        if (answer.headers !== undefined) reply.headers(answer.headers);
        return reply.code(200).type('application/json; charset=utf-8').send(answer.bytes);
      case 'written': {
        const body = writtenBody(answer.written);
        const first = answer.written.appended.entries[0]?.entry.streams[0];
        if (first) reply.header('etag', `"${first.n}"`);
        const location = locationOf(route, { ...values, id: body.id });
        if (location !== undefined) reply.header('location', location);
        return sendJson(reply, route.method === 'post' ? 201 : 200, serializeWritten(body));
      }
      case 'empty':
        return reply
          .code(204)
          .headers(answer.headers ?? {})
          .send();
      case 'file':
        return reply
          .code(200)
          .headers({ 'content-disposition': attachment(answer.name), ...answer.headers })
          .type(route.reply.kind === 'file' ? route.reply.type : 'application/octet-stream')
          .send(answer.content);
    }
  };
}

function sendJson(reply: FastifyReply, status: number, text: string, keep?: (bytes: Uint8Array) => void): FastifyReply {
  // A long text with Chinese in it would be measured and then written, each by a pass over it; as bytes it is one.
  const payload = text.length > longText || keep !== undefined ? Buffer.from(text) : text;
  if (typeof payload !== 'string') keep?.(payload);
  return reply.code(status).type('application/json; charset=utf-8').send(payload);
}

/** Above this a second write of the socket costs less than a second pass over the text. */
const longText = 4_096;

function locationOf(route: Route, values: Readonly<Record<string, string>>): string | undefined {
  if (route.reply.kind !== 'written' || route.reply.location === undefined) return undefined;
  return route.reply.location.replace(/\{(\w+)\}/g, (whole, name: string) => encodeURIComponent(values[name] ?? whole));
}

/** RFC 6266: the plain name for old clients, the real one, which may be Chinese, beside it. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return plain === name
    ? `attachment; filename="${plain}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
