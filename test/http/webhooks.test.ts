import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { webhookPost } from '../../src/doors/webhook-post.ts';
import { rightStatus } from '../../src/usecases/rights/right.ts';
import { endWebhook } from '../../src/usecases/rights/webhook.ts';
import { sendDueWebhooks, type WebhookPost } from '../../src/usecases/rights/webhook-send.ts';
import { type SmallCity, smallCity } from '../support/city.ts';
import { doctorAt, suspend } from '../support/rights.ts';
import { startService, type TestService } from '../support/service.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Message;
}

interface Message {
  readonly position: number;
  readonly posts: readonly { readonly staffNo: string }[];
  readonly rights: readonly { readonly kind: string; readonly status: string; readonly until: string | null }[];
  readonly asOf: string;
}

const secret = 'a-secret-of-the-test-and-long-enough';
const received: Received[] = [];
/** What the target answers next; empty: 204. */
const answers: number[] = [];
let target: Server;
let origin: string;
let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  target = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      received.push({ headers: request.headers, text, body: JSON.parse(text) });
      const status = answers.shift() ?? 204;
      // 0: it never answers.
      if (status !== 0) response.writeHead(status, { location: `${origin}/elsewhere` }).end();
    });
  });
  await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
  const address = target.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  target.closeAllConnections();
  target.close();
});
const start = async () => {
  received.length = 0;
  answers.length = 0;
  service = await startService({ listen: false, webhookTargets: [origin] });
  city = await smallCity(service);
};

const open = (changes: object = {}, user = city.first.affairs) =>
  service.app.inject({
    method: 'POST',
    url: '/v1/webhooks',
    headers: user.bearer,
    payload: { hospitalId: city.first.hospitalId, url: `${origin}/rights`, from: '2026-11-20', secret, ...changes },
  });
const list = async () => {
  const url = `/v1/webhooks?hospital=${city.first.hospitalId}`;
  return (await service.app.inject({ url, headers: city.first.affairs.bearer })).json();
};
const send = (post: WebhookPost = webhookPost()) => sendDueWebhooks(service.ports, post);
const generalIn = ({ body }: Received) => body.rights.find(({ kind }) => kind === 'general')?.status;

describe('a webhook', () => {
  beforeEach(start);
  afterEach(() => service.close());

  it('tells of a changed right, small and without a name or a number of points, signed so that anybody can check', async () => {
    const doctor = await doctorAt(city.first);
    expect((await open()).statusCode).toBe(201);
    await send();
    expect(received).toEqual([]);
    await suspend(city.first, doctor.doctorId, '2026-11-21', null);
    await send();
    expect(received).toHaveLength(1);
    const [{ headers, text, body }] = received as [Received];
    expect(body.posts).toMatchObject([{ staffNo: doctor.staffNo }]);
    expect(body.rights).toContainEqual({ kind: 'general', status: 'active', until: '2026-11-21' });
    expect(text.length).toBeLessThan(1_000);
    expect(text).not.toMatch(/张伟明|points|reason|licence/);
    expect(text).not.toContain(doctor.licenceNo);

    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['rx12-signature'])) ?? [];
    expect(Number(t) * 1_000).toBe(service.clock.now());
    expect(createHmac('sha256', secret).update(`${t}.${text}`).digest('hex')).toBe(v1);
    expect(createHmac('sha256', `${secret}x`).update(`${t}.${text}`).digest('hex')).not.toBe(v1);
    await send();
    expect(received).toHaveLength(1);
  });

  it('tells of a dated change on its day and not the day before, and of its end', async () => {
    const doctor = await doctorAt(city.first);
    await open();
    await suspend(city.first, doctor.doctorId, '2026-11-22', '2026-11-24');
    await send();
    expect(received.map(generalIn)).toEqual(['active']);
    for (const expected of [1, 2, 2, 3, 3]) {
      service.clock.advanceDays(1);
      await send();
      expect(received).toHaveLength(expected);
    }
    expect(received.map(generalIn)).toEqual(['active', 'suspended', 'active']);
  });

  it('tells nothing of another hospital, before its first day, or from its last day on', async () => {
    const here = await doctorAt(city.first);
    const there = await doctorAt(city.second);
    const { id } = (await open({ from: '2026-11-21' })).json();
    await suspend(city.second, there.doctorId, '2026-11-21', null);
    await suspend(city.first, here.doctorId, '2026-11-21', null);
    await send();
    expect(received).toEqual([]);
    service.clock.advanceDays(1);
    await send();
    expect(received.map(({ body }) => body.posts[0]?.staffNo)).toEqual([here.staffNo]);
    await endWebhook(city.first.affairs.context, { webhookId: id, until: '2026-11-22', reason: '更换系统' });
    service.clock.advanceDays(1);
    await doctorAt(city.first);
    await send();
    expect(received).toHaveLength(1);
  });
});

describe('a target that fails', () => {
  beforeEach(start);
  afterEach(() => service.close());

  it('is tried again after a while that doubles, is shown with why, and then hears what holds', async () => {
    const doctor = await doctorAt(city.first);
    await open();
    await suspend(city.first, doctor.doctorId, '2026-11-21', null);
    answers.push(503, 500);
    await send();
    expect((await list()).items).toMatchObject([
      { failures: 1, lastError: 'http-503', nextTryAt: '2026-11-20T01:00:30.000Z', deliveredAt: null },
    ]);
    expect(JSON.stringify(await list())).not.toContain(secret);
    service.clock.advanceMs(29_999);
    await send();
    expect(received).toHaveLength(1);
    service.clock.advanceMs(1);
    await send();
    expect((await list()).items).toMatchObject([{ failures: 2, nextTryAt: '2026-11-20T01:01:30.000Z' }]);
    service.clock.advanceMs(60_000);
    await send();
    expect(received).toHaveLength(3);
    const size = await service.ports.store.ledger.size();
    expect((await list()).items).toMatchObject([
      { failures: 0, lastError: null, nextTryAt: null, deliveredPosition: size },
    ]);
  });

  it('keeps the order, and goes on after a restart where it stopped', async () => {
    const doctors = [await doctorAt(city.first), await doctorAt(city.first), await doctorAt(city.first)];
    await open();
    for (const { doctorId } of doctors) await suspend(city.first, doctorId, '2026-11-21', null);
    answers.push(204, 503);
    await send();
    expect(received).toHaveLength(2);
    await service.reopen();
    service.clock.advanceMs(30_000);
    await send();
    const told = received.map(({ body }) => body.posts[0]?.staffNo);
    expect(told[1]).toBe(told[2]);
    expect(new Set(told)).toEqual(new Set(doctors.map(({ staffNo }) => staffNo)));
    expect(told).toHaveLength(4);
    await send();
    expect(received).toHaveLength(4);
  });

  it('is not followed to where it redirects, and not waited for', async () => {
    const doctor = await doctorAt(city.first);
    await open();
    await suspend(city.first, doctor.doctorId, '2026-11-21', null);
    answers.push(302);
    await send();
    expect(received).toHaveLength(1);
    expect((await list()).items[0].lastError).toBe('redirect');
    service.clock.advanceMs(30_000);
    answers.push(0);
    await send(webhookPost(20));
    expect((await list()).items[0].lastError).toBe('timeout');
    service.clock.advanceMs(60_000);
    await send(async ({ url }) => webhookPost()({ url: 'http://127.0.0.1:1/', secret, body: url, nowMs: 0 }));
    expect((await list()).items[0].lastError).toBe('unreachable');
  });

  it('is told nothing more once the settings list it no longer', async () => {
    const doctor = await doctorAt(city.first);
    await open();
    await suspend(city.first, doctor.doctorId, '2026-11-21', null);
    await sendDueWebhooks({ ...service.ports, webhookTargets: [] }, webhookPost());
    expect(received).toEqual([]);
    expect((await list()).items[0].lastError).toBe('target-not-listed');
  });

  it('changes no answer: what HIS is told of a right is the same while nothing is sent', async () => {
    const doctor = await doctorAt(city.first);
    await open();
    await suspend(city.first, doctor.doctorId, '2026-11-21', null);
    service.clock.advanceDays(1);
    const ask = () => rightStatus(city.first.his.context, { licenceNo: doctor.licenceNo });
    const before = await ask();
    await send();
    expect(await ask()).toEqual(before);
    expect(before.hospitals[0]?.rights.find(({ kind }) => kind === 'general')?.status).toBe('suspended');
    expect(generalIn(received[0] as Received)).toBe('suspended');
  });
});

describe('opening one', () => {
  beforeAll(start);
  afterAll(() => service.close());

  it.each([
    ['off the list', { url: 'https://evil.example/' }, 422, 'webhook.target'],
    ['on another port', { url: 'http://127.0.0.1:1/' }, 422, 'webhook.target'],
    ['that is no address', { url: 'rights' }, 422, 'webhook.target'],
    ['from a day that has passed', { from: '2026-11-19' }, 422, 'webhook.dates'],
    ['that ends when it begins', { until: '2026-11-20' }, 422, 'webhook.dates'],
    ['with a short secret', { secret: 'x'.repeat(31) }, 400, 'form.invalid'],
  ])('%s is refused', async (_, changes, status, code) => {
    const answer = await open(changes);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect((await list()).items).toEqual([]);
  });

  it('with credentials in its address is refused, without repeating them', async () => {
    const answer = await open({ url: origin.replace('//', '//user:pass-word@') });
    expect(answer.json().code).toBe('webhook.target');
    expect(answer.body).not.toContain('pass-word');
  });

  it('is for five systems of a hospital and no sixth', async () => {
    for (let count = 0; count < 5; count += 1) expect((await open()).statusCode).toBe(201);
    expect((await open()).json().code).toBe('webhook.too-many');
  });

  it('is ended sooner and not later, and not before today', async () => {
    const [{ webhookId }] = (await list()).items;
    const end = async (until: string) => {
      const url = `/v1/webhooks/${webhookId}/end`;
      const payload = { until, reason: '更换系统' };
      const answer = await service.app.inject({ method: 'POST', url, headers: city.first.affairs.bearer, payload });
      return answer.json().code ?? answer.statusCode;
    };
    expect(await end('2026-11-19')).toBe('webhook.until-past');
    expect(await end('2026-11-30')).toBe(201);
    expect(await end('2026-11-30')).toBe('webhook.ended');
    expect(await end('2026-11-29')).toBe(201);
  });

  it('leaves its secret out of the ledger', async () => {
    const entries = await service.ports.store.ledger.entriesOf([{ kind: 'hospital', id: city.first.hospitalId }]);
    expect(entries.some(({ event }) => event.kind === 'webhook.opened')).toBe(true);
    expect(JSON.stringify(entries)).not.toContain(secret);
  });
});

describe('the list of allowed targets', () => {
  it.each([
    ['https://his.example.cn', true],
    ['https://his.example.cn:8443 http://127.0.0.1:9000', true],
    ['http://his.example.cn', false],
    ['https://his.example.cn/path', false],
    ['his.example.cn', false],
    ['ftp://127.0.0.1', false],
  ])('%s: %s', (value, accepted) => {
    const read = () => readConfig({ RX12_WEBHOOK_TARGETS: value }).webhookTargets;
    if (accepted) expect(read()).toEqual(value.split(' '));
    else expect(read).toThrow('RX12_WEBHOOK_TARGETS');
  });
});
