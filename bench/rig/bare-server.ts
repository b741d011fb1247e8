/** The baseline of the right check: a bare Fastify route that returns the same bytes with the same logging. */
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import pino from 'pino';
import { linesTogether } from '../../src/logger.ts';

const bytes = process.env.BARE_BYTES ?? '{}';
const log = pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, linesTogether());
const app = fastify({
  loggerInstance: log as FastifyBaseLogger,
  logController: new LogController({ disableRequestLogging: true }),
});
app.addHook('onResponse', async (request, reply) => {
  log.info(
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
});
app.get('/v1/prescribing-rights/:licenceNo', async (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(bytes),
);
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`listening at ${address}\n`);
