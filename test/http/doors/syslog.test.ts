import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageOf } from '../../../src/doors/syslog.ts';
import { as, signIn } from '../../support/authenticator.ts';
import { startService } from '../../support/service.ts';

const form =
  /^<8[45]>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z - rx12 - [\w.]+ \[rx12@32473 outcome="\w+" account="[\w]*" about="[\w]*" ref="[\w-]+"\]$/;

async function serviceTelling(target: string, settings: Record<string, string> = {}) {
  const service = await startService({ settings: { RX12_SYSLOG: target, ...settings } });
  onTestFinished(() => service.close());
  return service;
}

async function listening<S extends Server>(server: S): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

function lostBy({ text }: { readonly text: string }): number {
  return Number(/^rx12_syslog_lost (\d+)$/m.exec(text)?.[1]);
}

/** What octet counting tells apart. */
function messagesIn(text: string): string[] {
  const messages: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const [, length = ''] = /^(\d+) /.exec(rest) ?? [];
    const from = length.length + 1;
    messages.push(rest.slice(from, from + Number(length)));
    rest = rest.slice(from + Number(length));
  }
  return messages;
}

const has = spawnSync('openssl', ['version']).error === undefined;
if (!has) {
  if (process.env.CI === 'true') throw new Error('openssl is missing: apt-get install -y openssl');
  process.stderr.write('SKIPPED: syslog over TLS was not tried. Install openssl.\n');
}

/** A receiver by TLS whose certificate vouches for itself and bears this name. */
async function receiver(subject: 'IP:127.0.0.1' | 'DNS:elsewhere.example') {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-syslog-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const form = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=syslog'];
  const made = ['req', '-x509', ...form, '-addext', `subjectAltName=${subject}`, '-keyout', key, '-out', certificate];
  execFileSync('openssl', made, { stdio: 'ignore' });
  let text = '';
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) =>
    socket.on('data', (bytes) => (text += String(bytes))),
  );
  server.on('tlsClientError', () => {});
  return { target: `tls://127.0.0.1:${await listening(server)}`, certificate, told: () => text };
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
    const port = await listening(createServer((socket) => socket.on('data', (bytes) => (text += String(bytes)))));
    const service = await serviceTelling(`tcp://127.0.0.1:${port}`);
    const user = await service.user([]);
    await as(service, user.token).get('/v1/ledger').expect(403);
    await service.close();
    await expect.poll(() => text).toContain('readLedger');
    const messages = messagesIn(text);
    expect(messages.every((message) => form.test(message))).toBe(true);
    expect(messages.at(-1)).toContain(`- readLedger [rx12@32473 outcome="denied" account="${user.accountId}"`);
  });

  it.runIf(has)('gets them by TLS in the same form, from a receiver that is vouched for', async () => {
    const { target, certificate, told } = await receiver('IP:127.0.0.1');
    const service = await serviceTelling(target, { RX12_SYSLOG_CA_FILE: certificate });
    const user = await service.user([]);
    await as(service, user.token).get('/v1/ledger').expect(403);
    await expect.poll(told).toContain('readLedger');
    expect(messagesIn(told()).every((message) => form.test(message))).toBe(true);
    expect(lostBy(await service.http.get('/metrics'))).toBe(0);
  });

  it.runIf(has).each([
    ['whom nobody vouches for', 'IP:127.0.0.1', false],
    ['that bears another name', 'DNS:elsewhere.example', true],
  ] as const)('tells a receiver by TLS %s nothing', async (_, subject, vouched) => {
    const { target, certificate, told } = await receiver(subject);
    const service = await serviceTelling(target, vouched ? { RX12_SYSLOG_CA_FILE: certificate } : {});
    await signIn(service, await service.user([]));
    await expect.poll(async () => lostBy(await service.http.get('/metrics'))).toBeGreaterThanOrEqual(3);
    expect(told()).toBe('');
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
    await expect.poll(async () => lostBy(await service.http.get('/metrics'))).toBeGreaterThanOrEqual(3);
    expect(service.logged()).toContain('syslog is not reached');
  });

  it('escapes what would end its data', () => {
    const event = { what: 'logIn', outcome: 'done', accountId: 'a"b]c\\d', about: null, ref: 'r' };
    expect(messageOf(event, '2026-11-20T01:00:00.000Z')).toBe(
      '<85>1 2026-11-20T01:00:00.000Z - rx12 - logIn [rx12@32473 outcome="done" account="a\\"b\\]c\\\\d" about="" ref="r"]',
    );
  });
});
