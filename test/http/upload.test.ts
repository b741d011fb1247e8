import { connect } from 'node:net';
import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { readBodies, uploadOf } from '../../src/http/request/bodies.ts';

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
