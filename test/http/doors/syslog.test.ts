import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageOf } from '../../../src/doors/syslog.ts';
import { as, signIn } from '../../support/authenticator.ts';
import { startService } from '../../support/service.ts';

const form =
  /^<8[45]>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z - rx12 - [\w.]+ \[rx12@32473 outcome="\w+" account="[\w]*" about="[\w]*" ref="[\w-]+"\]$/;

async function serviceTelling(target: string) {
  const service = await startService({ settings: { RX12_SYSLOG: target } });
  onTestFinished(() => service.close());
  return service;
}

describe('syslog', () => {
  it('gets logins and refusals by UDP, a message a datagram, with no word of who it is but the account', async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    onTestFinished(() => void socket.close());
    const service = await serviceTelling(`udp://127.0.0.1:${socket.address().port}`);
    const told: string[] = [];
    socket.on('message', (bytes) => told.push(String(bytes)));
    const user = await service.user([]);
    await service.http.post('/v1/auth/login').send({ login: user.login, password: 'wrong' }).expect(401);
    await signIn(service, user);
    await expect.poll(() => told.length).toBe(4);
    const [registered, opened, refused, done] = told;
    expect(registered).toContain(' - person.registered [');
    expect(opened).toContain(' - account.opened [');
    expect(refused).toMatch(new RegExp(`^<84>1 .* logIn .*outcome="refused" account="${user.accountId}"`));
    expect(done).toMatch(new RegExp(`^<85>1 .* logIn .*outcome="done" account="${user.accountId}"`));
    for (const message of told) {
      expect(message).toMatch(form);
      expect(message).not.toContain(user.login);
    }
  });

  it('gets them by TCP with their length before them, and denials too', async () => {
    let text = '';
    const server = createServer((socket) => socket.on('data', (bytes) => (text += String(bytes))));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const service = await serviceTelling(`tcp://127.0.0.1:${port}`);
    const user = await service.user([]);
    await as(service, user.token).get('/v1/ledger').expect(403);
    await service.close();
    await expect.poll(() => text).toContain('readLedger');
    const messages: string[] = [];
    for (let rest = text; rest !== ''; ) {
      const [, length = ''] = /^(\d+) /.exec(rest) ?? [];
      const from = length.length + 1;
      messages.push(rest.slice(from, from + Number(length)));
      rest = rest.slice(from + Number(length));
    }
    expect(messages.every((message) => form.test(message))).toBe(true);
    expect(messages.at(-1)).toContain(`- readLedger [rx12@32473 outcome="denied" account="${user.accountId}"`);
  });

  it('keeps nobody out when it is not reached: what is lost is counted and said', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const service = await serviceTelling(`tcp://127.0.0.1:${port}`);
    const user = await service.user([]);
    await signIn(service, user);
    const lost = async () => Number(/^rx12_syslog_lost (\d+)$/m.exec((await service.http.get('/metrics')).text)?.[1]);
    await expect.poll(lost).toBeGreaterThanOrEqual(3);
    expect(service.logged()).toContain('syslog is not reached');
  });

  it('escapes what would end its data', () => {
    const event = { what: 'logIn', outcome: 'done', accountId: 'a"b]c\\d', about: null, ref: 'r' };
    expect(messageOf(event, '2026-11-20T01:00:00.000Z')).toBe(
      '<85>1 2026-11-20T01:00:00.000Z - rx12 - logIn [rx12@32473 outcome="done" account="a\\"b\\]c\\\\d" about="" ref="r"]',
    );
  });
});
