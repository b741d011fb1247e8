import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { packageFolder } from '../package-folder.ts';

/** Answers an address that is nobody else's with the console, or leaves it to the 404 of every absence. */
export type PageDoor = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/**
 * The pages for people, as `npm run build` left them. Every address that a browser opens and that is not the API's is
 * one document; what it shows there is decided in the browser.
 *
 * @returns undefined where nothing was built.
 */
export async function serveConsole(app: FastifyInstance, issuer: boolean): Promise<PageDoor | undefined> {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const document = readFileSync(join(folder, 'index.html'), 'utf8').replace('%ISSUER%', issuer ? 'yes' : 'no');
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    // Their names are hashes of what they hold.
    immutable: true,
    maxAge: '365d',
    // Compressed once, by the build.
    preCompressed: true,
    wildcard: true,
    decorateReply: false,
    index: false,
  });
  return (request, reply) => {
    if (!isPage(request)) return undefined;
    const nonce = randomBytes(nonceBytes).toString('base64');
    return reply
      .code(200)
      .header('content-security-policy', policy(nonce))
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-opener-policy', 'same-origin')
      .type('text/html; charset=utf-8')
      .send(document.replace('%NONCE%', nonce));
  };
}

const folder = fileURLToPath(new URL('dist/console', packageFolder));
const nonceBytes = 18;

/** A machine that asks for what is not there must learn that it is not there. */
function isPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' || !(request.headers.accept ?? '').includes('text/html')) return false;
  return !notPages.test(request.url);
}

const notPages = /^\/(v1|docs|assets|log)([/?#]|$)|^\/[^/?#]+\.[a-z0-9]+([?#]|$)/i;

/**
 * Nothing from outside, no script or style that stands in the document: what a user typed can never become either. The
 * nonce is for the style sheets that the components write while they run; single styles are set on elements by script.
 */
function policy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
