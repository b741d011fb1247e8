import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { follow } from '../../src/cli/follow.ts';
import { checkpointText } from '../../src/core/ledger/checkpoint.ts';
import { noteText, vkeyOf } from '../../src/core/ledger/note.ts';
import { fileSigner } from '../../src/log/signer.ts';
import { startService, type TestService } from '../support/service.ts';

/** A log as a follower meets it: our listener, and in front of it somebody who may answer something else. */
let service: TestService;
let front: FastifyInstance;
let url: string;
let answer: (path: string, honest: Buffer) => Buffer | undefined;
beforeAll(async () => {
  service = await startService({ listen: false });
  await append(300);
  front = fastify();
  front.get('/log/*', async (request, reply) => {
    const honest = await service.logListener.inject({ url: request.url });
    return reply.code(honest.statusCode).send(answer(request.url, honest.rawPayload) ?? honest.rawPayload);
  });
  front.get('/endless/log/checkpoint', async (_request, reply) =>
    reply.send(
      new Readable({
        read(size) {
          this.push(Buffer.alloc(size, 'x'));
        },
      }),
    ),
  );
  url = await front.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await front.close();
  await service.close();
});
beforeEach(() => {
  answer = () => undefined;
  rmSync(state(), { force: true });
});

const state = () => join(service.folder, 'follower.json');
const keys = () => fileSigner(join(service.folder, 'data/keys'), 'test.example/rx12').keys.map(vkeyOf);

async function append(count: number) {
  const { ledger } = service.ports.store;
  const by = { personId: 'p', accountId: 'a', role: 'r' };
  const drafts = Array.from({ length: count }, () => {
    const personId = service.ports.newId('per');
    const event = {
      kind: 'person.registered',
      v: 1,
      personId,
      personKind: 'human',
      name: '测试',
      identityHash: null,
    } as const;
    return { event, by, streams: [{ kind: 'person', id: personId }] as const };
  });
  await ledger.append(drafts);
  await service.publisher.publish();
  service.clock.advanceMs(3_600_000);
}

async function look() {
  const lines: string[] = [];
  const exit = await follow(url, { key: keys(), state: state() }, (line) => lines.push(line));
  return { exit, text: lines.join('\n') };
}

describe('rx12 follow', () => {
  it('accepts a log that grows, and fetches only what is new', async () => {
    expect(await look()).toMatchObject({ exit: 0, text: expect.stringContaining('seen for the first time') });
    await append(5);
    const fetched: string[] = [];
    answer = (path) => {
      fetched.push(path);
      return undefined;
    };
    expect(await look()).toMatchObject({ exit: 0, text: expect.stringContaining('extends the') });
    expect(fetched.filter((path) => path.includes('entries/'))).toHaveLength(1);
    expect(await look()).toMatchObject({ exit: 0 });
  });

  it('refuses a log that shrank, and keeps what it saw as evidence', async () => {
    const old = await service.logListener.inject({ url: '/log/checkpoint' });
    await append(1);
    await look();
    const kept = readFileSync(state(), 'utf8');
    answer = (path) => (path.endsWith('checkpoint') ? old.rawPayload : undefined);
    expect(await look()).toMatchObject({ exit: 2, text: expect.stringContaining('rolled back') });
    expect(readFileSync(state(), 'utf8')).toBe(kept);
  });

  it('refuses a past that changed, also when the log itself signs it', async () => {
    await look();
    const size = await service.ports.store.ledger.size();
    const signer = fileSigner(join(service.folder, 'data/keys'), 'test.example/rx12');
    const text = checkpointText({ origin: 'test.example/rx12', size, root: Buffer.alloc(32, 9) });
    const forged = Buffer.from(noteText({ text, signatures: await signer.sign(text) }));
    answer = (path) => (path.endsWith('checkpoint') ? forged : undefined);
    expect(await look()).toMatchObject({ exit: 2, text: expect.stringContaining('rewritten') });
  });

  it('refuses a checkpoint by another key, a changed leaf and a changed tile', async () => {
    const flipped = (bytes: Buffer, at: number) =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    const lies: [string, number, string][] = [
      ['entries/000', 40, 'rewritten'],
      ['tile/0/000', 40, 'tile/0/000'],
      ['tile/1/000.p/1', 3, 'tile/1/000.p/1'],
      ['checkpoint', 30, 'NOT ok'],
    ];
    for (const [part, at, said] of lies) {
      answer = (path, honest) => (path.includes(part) ? flipped(honest, at) : undefined);
      expect(await look(), part).toMatchObject({ exit: 2, text: expect.stringContaining(said) });
    }
    answer = () => undefined;
    expect(await look()).toMatchObject({ exit: 0 });
  });

  it('compares a tile as soon as its leaves are there, so that it never holds the log', async () => {
    const fetched: string[] = [];
    answer = (path) => {
      fetched.push(path.replace(/^\/log\/tile\//, '').replace(/\.p\/\d+$/, '.p'));
      return undefined;
    };
    expect(await look()).toMatchObject({ exit: 0 });
    expect(fetched).toEqual(['/log/checkpoint', 'entries/000', '0/000', 'entries/001.p', '1/000.p', '0/001.p']);
  });

  it('breaks off an answer that does not end', async () => {
    const options = { key: keys(), state: state() };
    await expect(follow(`${url}/endless`, options, () => {})).rejects.toThrow('is over 200000 bytes');
  });

  it('refuses the log of another name under the same state', async () => {
    await look();
    const text = readFileSync(state(), 'utf8').replace('"origin":"test.example/rx12"', '"origin":"other.example"');
    writeFileSync(state(), text);
    expect(await look()).toMatchObject({ exit: 2, text: expect.stringContaining('another ledger') });
  });

  it('fails loudly when the log does not answer, and keeps its state', async () => {
    await look();
    const kept = readFileSync(state(), 'utf8');
    await expect(follow('http://127.0.0.1:1', { key: keys(), state: state() }, () => {})).rejects.toThrow();
    expect(readFileSync(state(), 'utf8')).toBe(kept);
  });
});
