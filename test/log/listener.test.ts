import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/core/ledger/checkpoint.ts';
import { leafHash } from '../../src/core/ledger/merkle.ts';
import { parseEntryBundle } from '../../src/core/ledger/tile.ts';
import { sha256 } from '../../src/hashing.ts';
import { buildLogListener } from '../../src/log/listener.ts';
import { startService, type TestService } from '../support/service.ts';

const hourMs = 3_600_000;
let service: TestService;
beforeAll(async () => {
  service = await startService({ listen: false });
  while ((await service.ports.store.ledger.size()) < 300) await append(50);
  await service.publisher.publish();
});
afterAll(() => service.close());

async function append(count: number) {
  const personId = service.ports.newId('per');
  const event = {
    kind: 'person.registered',
    v: 1,
    personId,
    personKind: 'human',
    name: '测试',
    identityHash: null,
  } as const;
  const draft = {
    event,
    by: { personId: 'p', accountId: 'a', role: 'r' },
    streams: [{ kind: 'number', id: personId }],
  } as const;
  await Promise.all(
    Array.from({ length: count }, (_, at) =>
      service.ports.store.ledger.append([{ ...draft, event: { ...event, personId: `${personId}${at}` } }]),
    ),
  );
}

describe('the listener for outsiders', () => {
  it('shows the same checkpoint until its time is over, and tiles of no later one', async () => {
    const { publisher, clock } = service;
    const tree = service.ports.store.tree;
    const app = buildLogListener({ publisher, tree, clock, refreshMs: hourMs });
    const get = (url: string) => app.inject({ url });
    const first = await get('/log/checkpoint');
    expect(first.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(first.headers['cache-control']).toBe('no-cache');
    const { size } = parseCheckpoint(first.body);
    await append(1);
    await publisher.publish();
    clock.advanceMs(hourMs - 1);
    expect((await get('/log/checkpoint')).body).toBe(first.body);
    expect((await get(`/log/tile/0/001.p/${size - 255}`)).statusCode).toBe(404);
    clock.advanceMs(1);
    expect(parseCheckpoint((await get('/log/checkpoint')).body).size).toBe(size + 1);
    expect((await get(`/log/tile/0/001.p/${size - 255}`)).statusCode).toBe(200);
    await app.close();
  });

  it('serves full and partial tiles that hash to one another, and leaves that are commitments', async () => {
    const get = async (url: string) => (await service.logListener.inject({ url })).rawPayload;
    const full = await get('/log/tile/0/000');
    expect(full).toHaveLength(8_192);
    const leaves = parseEntryBundle(await get('/log/tile/entries/000'), 256);
    expect(Buffer.concat(leaves.map((leaf) => leafHash(sha256, leaf)))).toEqual(full);
    const { size } = parseCheckpoint((await service.logListener.inject({ url: '/log/checkpoint' })).body);
    expect(await get(`/log/tile/0/001.p/${size - 256}`)).toHaveLength((size - 256) * 32);
    expect(await get('/log/tile/1/000.p/1')).toHaveLength(32);
    const { headers } = await service.logListener.inject({ url: '/log/tile/0/000' });
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': expect.stringContaining('immutable'),
    });
  });

  it('answers 404 to tiles that are not there and to everything else, and takes nothing but GET', async () => {
    for (const url of [
      '/log/tile/0/002',
      '/log/tile/0/001',
      '/log/tile/1/000',
      '/log/tile/0/0',
      '/log/tile/0/../000',
      '/log/tile/entries/000.p/256',
      '/',
      '/v1/me',
      '/log/',
    ]) {
      expect((await service.logListener.inject({ url })).statusCode, url).toBe(404);
    }
    expect((await service.logListener.inject({ url: '/log/checkpoint', method: 'POST' })).statusCode).toBe(404);
  });
});
