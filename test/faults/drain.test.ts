import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openData, realSurroundings } from '../../src/compose/folder.ts';
import { readConfig } from '../../src/config.ts';
import { broken, readStored } from './rig/books.ts';
import { type Asked, clients, something } from './rig/clients.ts';
import { type HurtFolder, hurtFolder, type ServiceProcess, serve } from './rig/service.ts';

let folder: HurtFolder;
let service: ServiceProcess;
beforeEach(async () => {
  folder = await hurtFolder();
  service = await serve(folder);
}, 240_000);
afterEach(async () => {
  await service.end('SIGKILL');
  folder.remove();
});

/** A request of which the service has read all but the end of the body. */
interface HalfSent {
  readonly asked: Asked;
  /** Sends the rest; resolves when the service has answered or hung up. */
  finish(): Promise<void>;
}

function halfSend(): Promise<HalfSent> {
  const asked = something(folder);
  const { port } = new URL(service.address);
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  // Hung up without an answer: that is what the outcome says.
  socket.on('error', () => {});
  const closed = new Promise<void>((done) => socket.on('close', () => done()));
  const head = [
    `POST ${asked.path} HTTP/1.1`,
    'host: service',
    `authorization: ${folder.authorization}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(asked.body)}`,
    `idempotency-key: ${asked.key}`,
  ];
  const finish = async () => {
    socket.write(asked.body.slice(10));
    await closed;
    asked.outcome = text.startsWith('HTTP/1.1 201') ? 'acknowledged' : 'unknown';
    if (asked.outcome === 'acknowledged') asked.reply = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4));
  };
  return new Promise((done) =>
    socket.write(`${head.join('\r\n')}\r\n\r\n${asked.body.slice(0, 10)}`, () => done({ asked, finish })),
  );
}

/** Sixteen requests under way, then the signal, then the rest of each. */
async function endedBy(signal: 'SIGTERM' | 'SIGKILL'): Promise<{ exit: number | string; asked: Asked[] }> {
  const sent = await Promise.all(Array.from({ length: clients }, halfSend));
  // The service has read the heads once it answers a request that was sent after them.
  expect((await fetch(`${service.address}/readyz`)).status).toBe(200);
  const ending = service.end(signal);
  if (signal === 'SIGTERM') await hangsUp(service.address);
  else await ending;
  await Promise.all(sent.map(({ finish }) => finish()));
  return { exit: await ending, asked: sent.map(({ asked }) => asked) };
}

/** Resolves once a new connection is refused. */
async function hangsUp(address: string): Promise<void> {
  while (await fetch(`${address}/readyz`, { headers: { connection: 'close' } }).catch(() => undefined));
}

const stored = () => readStored(join(folder.data, 'rx12.db'));
const outcomes = (asked: readonly Asked[]) => new Set(asked.map(({ outcome }) => outcome));

describe('a service that is told to stop', () => {
  it('answers the sixteen requests under way, takes no other, keeps what it acknowledged and exits with 0', {
    timeout: 240_000,
  }, async () => {
    const { exit, asked } = await endedBy('SIGTERM');
    expect(exit).toBe(0);
    expect(outcomes(asked)).toEqual(new Set(['acknowledged']));
    expect(broken(asked, stored())).toEqual([]);
  });

  it('is not the same as one that is killed, and one folder has one writer', { timeout: 240_000 }, async () => {
    const config = readConfig({ RX12_DATA: folder.data });
    expect(() => openData(config, realSurroundings)).toThrow('another rx12 process is writing this data folder');
    // It is that file which says so, and nothing else about the folder.
    rmSync(join(folder.data, 'writer.lock'));
    await openData(config, realSurroundings).close();
    const { exit, asked } = await endedBy('SIGKILL');
    expect(exit).toBe('SIGKILL');
    expect(outcomes(asked)).toEqual(new Set(['unknown']));
    await openData(config, realSurroundings).close();
  });
});
