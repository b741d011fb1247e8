import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openapiYaml } from './openapi.ts';
import type { Route } from './route.ts';

/** What this file answers, for the 405 of everything else. */
export const docsPaths = [
  '/openapi.yaml',
  '/docs',
  '/docs/start.js',
  '/docs/swagger-ui.css',
  '/docs/swagger-ui-bundle.js',
];

/** The API's description, and a page to read and try it that takes nothing from outside this service. */
export async function serveDocs(app: FastifyInstance, routes: readonly Route[]): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  let description: string | undefined;
  app.get('/openapi.yaml', async (_request, reply) => {
    description ??= openapiYaml(routes);
    return reply.type('application/yaml; charset=utf-8').send(description);
  });
  app.get('/docs', async (_request, reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
  );
  app.get('/docs/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  for (const { name, type } of assets) {
    app.get(`/docs/${name}`, async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=3600')
        .type(type)
        .send(await readFile(join(folder, name))),
    );
  }
}

const assets = [
  { name: 'swagger-ui.css', type: 'text/css; charset=utf-8' },
  { name: 'swagger-ui-bundle.js', type: 'text/javascript; charset=utf-8' },
] as const;

/** Nothing but this service is reached, even by what the bundle itself would like to reach. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>rx12 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** `validatorUrl: null`: otherwise the description is sent to a service on the internet. */
const start = `SwaggerUIBundle({ url: '/openapi.yaml', dom_id: '#api', validatorUrl: null, deepLinking: true });
`;
