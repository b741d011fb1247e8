import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logTo, traceOf } from '../../src/logger.ts';
import { type DeductionCity, deductionCity, found } from '../support/deductions.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
});
afterAll(() => service.close());

/** Never written anywhere but in a request; digits and letters survive every encoding. */
const canary = 'KANARIENVOGEL7391';
const hanCanary = '金丝雀测试名';

describe('the log', () => {
  it('never holds what a request held: path, query, headers, bodies, uploads, names, numbers, secrets, errors', async () => {
    const { http } = service;
    const { bearer } = city.auditor;
    const refresh = `rx12_refresh=${canary}.${canary}`;
    const answers = await Promise.all([
      http.get(`/v1/doctors/${canary}`).set(bearer),
      http.get(`/v1/prescribing-rights/${canary}`).set(bearer),
      http.get(`/${canary}/%zz`),
      http.get(`/v1/doctors/${canary.repeat(20)}`).set(bearer),
      http.get(`/v1/doctors?q=${canary}&${canary}=1`).set(bearer),
      http.get(`/v1/me?${canary}=${canary}`).set(bearer),
      http.get('/v1/me').set('authorization', `Bearer ${canary}`).set('user-agent', canary).set('x-request-id', canary),
      http.get('/v1/me').set(bearer).set('if-match', canary).set('accept-language', canary).set('cookie', refresh),
      http.post('/v1/auth/refresh').set('cookie', refresh),
      http.post('/v1/auth/login').send({ login: canary, password: canary }),
      http.post('/v1/auth/token').send({ clientId: canary, clientSecret: canary }),
      http.post('/v1/auth/password').set(bearer).send({ currentPassword: canary, newPassword: canary }),
      http.post('/v1/auth/login').set('content-type', 'application/json').send(`{"${canary}`),
      http.post('/v1/auth/login').set('content-type', `text/${canary}`).send(canary),
      http.post('/v1/auth/login').send({ [canary]: canary }),
      http
        .post('/v1/deductions')
        .set(bearer)
        .set('idempotency-key', canary)
        .send(found(city, { remarks: canary })),
      http.post('/v1/deductions').set(bearer).set('idempotency-key', `${canary} x`).send({}),
      http.post('/v1/doctors').set(city.first.affairs.bearer).send({ name: hanCanary, licenceNo: canary }),
      http
        .post(`/v1/doctors/import?hospital=${city.first.hospitalId}`)
        .set(city.first.affairs.bearer)
        .set('content-type', 'text/csv')
        .send(`姓名,执业证书编码\n${hanCanary},${canary}\n`),
      http
        .post('/v1/leads')
        .set(bearer)
        .send({
          hospitalId: city.first.hospitalId,
          doctor: null,
          source: 'his-hit',
          occurredOn: '2026-11-19',
          actRef: canary,
          code: null,
          text: `${hanCanary}${canary}`,
        }),
      http.delete(`/v1/doctors/${canary}`).set(bearer),
    ]);
    // The requests did arrive, some were carried out, and none failed.
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(1);
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(10);
    expect(answers.map(({ status }) => status)).not.toContain(500);
    const metrics = await http.get('/metrics');
    const lines = service.logged().trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(answers.length);
    for (const line of [...lines, ...metrics.text.split('\n')]) expect(line).not.toMatch(/kanarienvogel|金丝雀/i);
  });

  it('names each request by the id that its answer carries, with the route’s template', async () => {
    const answer = await service.http.get(`/v1/doctors/${city.doctorId}`).set(city.auditor.bearer).expect(200);
    const id = answer.headers['x-request-id'];
    const line = service
      .logged()
      .split('\n')
      .find((text) => text.includes(String(id)));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      requestId: id,
      method: 'GET',
      route: '/v1/doctors/:doctorId',
      status: 200,
      msg: 'request',
    });
    expect(service.logged()).not.toContain(city.doctorId);
  });

  it('would show a leak: the search above finds a planted one', () => {
    let text = '';
    const log = logTo('info', { write: (line: string) => (text += line) });
    log.info({ requestId: 'req_1', path: `/v1/doctors/${canary}` }, 'planted');
    expect(text).toMatch(/kanarienvogel/i);
  });

  it('reduces whatever a library hands it to what says nothing about anybody', () => {
    let text = '';
    const log = logTo('info', { write: (line: string) => (text += line) });
    const error = Object.assign(new TypeError(`${canary}\n    at ${canary} (${canary})`), {
      code: 'E_PLANTED',
      [canary]: canary,
    });
    log.error({ err: error, req: { url: canary }, res: { headers: canary } }, 'failed');
    log.error({ error }, 'failed');
    expect(text).not.toContain(canary);
    expect(text).toContain('TypeError');
    expect(text).toContain('E_PLANTED');
    expect(text).toContain('logs.test.ts');
    expect(traceOf(canary)).toEqual({ name: 'string', code: undefined, frames: [] });
    expect(traceOf(Object.assign(new Error('x'), { code: canary.toLowerCase() })).code).toBeUndefined();
  });
});

describe('/metrics', () => {
  it('labels by route template, method and status and by nothing else', async () => {
    await service.http.get('/v1/doctors/doc_0000000000000000').set(city.auditor.bearer).expect(404);
    await service.http.get('/nothing').expect(404);
    const { text } = await service.http.get('/metrics').expect(200);
    const labelled = text.split('\n').filter((line) => line.startsWith('rx12_http_request_seconds_count'));
    expect(labelled.length).toBeGreaterThan(2);
    for (const line of labelled)
      expect(line).toMatch(
        /^rx12_http_request_seconds_count\{method="[A-Z]+",route="(unknown|\/[\w/:.-]*)",status="\d{3}"\} \d+$/,
      );
    expect(text).toContain('route="/v1/doctors/:doctorId",status="404"');
    expect(text).toMatch(/^rx12_ledger_entries \d+$/m);
  });
});

describe('/docs', () => {
  it('takes everything from this service: no address of another host on the page, and none may be reached', async () => {
    const page = await service.http.get('/docs').expect(200);
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBe(4);
    for (const link of links.filter((one) => !one.startsWith('data:'))) {
      expect(link).toMatch(/^\/docs\//);
      const { text } = await service.http.get(link).expect(200);
      if (link.endsWith('start.js')) expect(text).not.toMatch(/\/\/[a-z]/);
    }
    expect(page.text).not.toMatch(/https?:\/\//);
    const described = await service.http.get('/openapi.yaml').expect(200);
    expect(described.headers['content-type']).toContain('application/yaml');
  });
});
