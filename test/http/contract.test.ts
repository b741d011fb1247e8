import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DomainError } from '../../src/core/errors.ts';
import { buildApp } from '../../src/http/app.ts';
import { openapiYaml, statusesOf } from '../../src/http/openapi.ts';
import { json, type Route, route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { tokens } from '../../src/http/tokens.ts';
import { readKeys } from '../../src/keys.ts';
import { logTo } from '../../src/logger.ts';
import { storeFailed } from '../../src/store/failure.ts';
import { builtPackage } from '../rig/built.ts';
import { startService, type TestService } from '../support/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Operation {
  readonly operationId: string;
  readonly security?: unknown[];
  readonly responses: Record<string, { content?: Record<string, { example?: unknown; examples?: unknown }> }>;
  readonly requestBody?: { content: Record<string, { example?: unknown }> };
}

const text = openapiYaml(routes);
const document = parse(text) as { paths: Record<string, Record<string, Operation>>; security: unknown[] };
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

describe('openapi.yaml', () => {
  it('is what the routes say', () => {
    const kept = readFileSync(`${root}openapi.yaml`, 'utf8');
    expect(kept === `${text.trimEnd()}\n` ? 'fresh' : 'stale: run npm run openapi').toBe('fresh');
  });

  it('has every route once, by a name of its own', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      routes.map((one) => one.operationId).sort(),
    );
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(routes.length).toBeGreaterThan(60);
  });

  it('asks for a token everywhere but at the doors', () => {
    expect(document.security).toEqual([{ token: [] }]);
    const open = operations.filter(({ security }) => security !== undefined);
    expect(open.map(({ operationId }) => operationId).sort()).toEqual([
      'beginAtIssuer',
      'logIn',
      'logInAtIssuer',
      'logInClient',
      'refreshSession',
    ]);
    for (const { security } of open) expect(security).toEqual([]);
  });

  it('has an example of every body that comes or goes, which its schema accepts', () => {
    let checked = 0;
    for (const one of routes) {
      if (one.body?.kind === 'json') {
        const read = one.body.schema.safeParse(one.body.example);
        expect([one.operationId, read.error?.issues]).toEqual([one.operationId, undefined]);
        checked += 1;
      }
      if (one.reply.kind === 'json') {
        const read = one.reply.schema.safeParse(one.reply.example);
        expect([one.operationId, read.error?.issues]).toEqual([one.operationId, undefined]);
        checked += 1;
      }
    }
    for (const { operationId, responses, requestBody } of operations) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const media of Object.values(content)) {
          expect([operationId, status, media.example !== undefined || media.examples !== undefined]).toEqual([
            operationId,
            status,
            true,
          ]);
        }
      }
      const bodies = requestBody?.content['application/json'];
      if (bodies) expect([operationId, bodies.example !== undefined]).toEqual([operationId, true]);
    }
    expect(checked).toBeGreaterThan(80);
  });

  it('declares 401, 403 and 404 where a permission is needed, and 413 and 415 where a body is read', () => {
    for (const one of routes) {
      const statuses = statusesOf(one);
      expect(statuses).toEqual(expect.arrayContaining([400, 500, 503]));
      if (one.permission !== 'public') expect(statuses).toEqual(expect.arrayContaining([401, 403]));
      if (one.body) expect(statuses).toEqual(expect.arrayContaining([413, 415]));
    }
  });

  it('names in each Location only parameters of the path and the id', () => {
    const written = routes.filter((one) => one.reply.kind === 'written');
    expect(written.length).toBeGreaterThan(20);
    for (const one of written) {
      const { location = '' } = one.reply as { location?: string };
      const names = [...location.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const known = ['id', ...[...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)];
      expect(known).toEqual(expect.arrayContaining(names));
      const readable =
        location === '' || document.paths[location.replace('{id}', '{x}')] !== undefined || matches(location);
      expect([one.operationId, readable]).toEqual([one.operationId, true]);
    }
  });

  it('is written by the command, too', async () => {
    const printed = execFileSync(process.execPath, [join(await builtPackage(), 'dist', 'main.js'), 'openapi'], {
      encoding: 'utf8',
      maxBuffer: 20_000_000,
    });
    expect(printed).toBe(`${text.trimEnd()}\n`);
  });
});

describe('a reply', () => {
  let service: TestService;
  let logged = '';
  beforeAll(async () => {
    service = await startService({ listen: false });
  });
  afterAll(() => service.close());

  const answerOf = async (one: Route) => {
    logged = '';
    const log = logTo('info', {
      write: (line: string) => {
        logged += line;
      },
    });
    const keys = readKeys(`${service.folder}/data/keys`);
    const { clock, newId } = service.ports;
    const app = await buildApp({
      ports: service.ports,
      routes: [one],
      secureCookies: true,
      console: false,
      tokens: tokens({ privateKey: keys.tokenPrivate, publicKey: keys.tokenPublic, issuer: 'x', clock, newId }),
      log,
      checkReplies: true,
      trustProxy: false,
      ready: () => true,
      newRequestId: () => 'req_test',
      storeFailed,
    });
    const answer = await app.inject({ url: '/v1/planted' });
    await app.close();
    return answer;
  };
  const planted = (handle: Route['handle'], problems: Route['problems'] = []) =>
    route({
      method: 'get',
      path: '/v1/planted',
      operationId: 'planted',
      summary: 'planted',
      tag: 'auth',
      permission: 'public',
      problems,
      reply: { kind: 'json', status: 200, schema: z.object({ a: z.int() }), example: { a: 1 } },
      handle,
    });

  it('with a status that is not declared is a failure that the log names', async () => {
    const conflict = async () => {
      throw new DomainError('conflict', 'account.closed');
    };
    expect((await answerOf(planted(conflict, [409]))).statusCode).toBe(409);
    const undeclared = await answerOf(planted(conflict));
    expect(undeclared.statusCode).toBe(500);
    expect(undeclared.json()).toMatchObject({ code: 'internal', status: 500 });
    expect(logged).toContain('"operationId":"planted","status":409');
  });

  it('that is not what the schema says is a failure', async () => {
    expect((await answerOf(planted(async () => json({ a: 1 })))).statusCode).toBe(200);
    expect((await answerOf(planted(async () => json({ a: 'one' })))).statusCode).toBe(500);
  });

  it.each([
    ['SQLITE_FULL', 503],
    ['SQLITE_IOERR_FSYNC', 503],
    ['SQLITE_BUSY', 503],
    ['SQLITE_CONSTRAINT_UNIQUE', 500],
    ['SQLITE_ERROR', 500],
  ])('to a store that fails with %s is a %i, without its message', async (code, status) => {
    const failing = async () => {
      throw Object.assign(new Error('张三 at line 1\n    at 13800138000 (planted)'), { code });
    };
    const answer = await answerOf(planted(failing));
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
    expect(logged).toContain(code);
    expect(logged).toContain('contract.test.ts');
    expect(logged + answer.body).not.toMatch(/张三|13800138000/);
  });

  it('to something thrown that is no error is a 500', async () => {
    for (const thrown of [undefined, null, 'text', 7, { statusCode: 404 }]) {
      const answer = await answerOf(
        planted(async () => {
          throw thrown;
        }),
      );
      expect(answer.statusCode).toBe(500);
    }
  });
});

/** Whether some GET route reads what a Location template leads to. */
function matches(location: string): boolean {
  const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');
  return routes.some((one) => one.method === 'get' && shape(one.path) === shape(location));
}
