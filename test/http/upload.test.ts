import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { readBodies, uploadOf } from '../../src/http/request/bodies.ts';
import { startService } from '../support/service.ts';

it('an upload whose connection is cut before anybody reads it is an error of whoever reads, and of nobody else', async () => {
  const app = fastify();
  readBodies(app);
  onTestFinished(() => app.close());
  const uncaught: string[] = [];
  const note = (error: Error) => uncaught.push(error.message);
  process.on('uncaughtException', note);
  onTestFinished(() => void process.off('uncaughtException', note));
  const told = new Promise<string>((resolve) => {
    app.post('/', async (request) => {
      const { stream } = uploadOf(request, { kind: 'upload', types: ['text/csv'], description: '' });
      const cut = new Promise<void>((gone) => request.raw.once('close', () => setImmediate(gone)));
      socket.destroy();
      await cut;
      try {
        for await (const _ of stream);
        resolve('read to its end');
      } catch (error) {
        resolve((error as Error).message);
      }
      return '';
    });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as { port: number }).port, '127.0.0.1');
  socket.write(
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n',
  );
  expect(await told).toBe('aborted');
  await new Promise((resolve) => setImmediate(resolve));
  expect(uncaught).toEqual([]);
});

it('a file that is refused unread leaves the connection free for the next request on it', async () => {
  const service = await startService();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => {
    agent.destroy();
    return service.close();
  });
  const auditor = await service.user([{ role: 'auditor', scope: { kind: 'city' } }]);
  const ask = (method: string, path: string, body = '') =>
    new Promise<readonly [status: number | undefined, reused: boolean]>((resolve, reject) => {
      const headers = { ...auditor.bearer, 'content-type': 'text/csv', 'content-length': body.length };
      const asked = request(service.baseUrl + path, { method, agent, headers }, (answer) => {
        answer.resume().once('end', () => resolve([answer.statusCode, asked.reusedSocket]));
      });
      asked.once('error', reject).end(body);
    });
  // More than the buffers between sender and reader hold.
  const file = 'a'.repeat(1_000_000);
  expect((await ask('POST', '/v1/worksheets?unknown=1', file))[0]).toBe(400);
  expect(await ask('GET', '/healthz')).toEqual([200, true]);
  const absent = '/v1/worksheets?hospital=hos_none&mapping=map_none&scheme=ganzhou-default&setting=outpatient';
  expect(await ask('POST', absent, file)).toEqual([404, true]);
  expect(await ask('GET', '/healthz')).toEqual([200, true]);
});
