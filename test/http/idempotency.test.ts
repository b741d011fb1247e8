import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxKeyLength } from '../../src/http/idempotency.ts';
import { type SmallCity, smallCity } from '../support/city.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: SmallCity;
let security: TestUser;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
});
afterAll(() => service.close());

let keys = 0;
const newKey = () => {
  keys += 1;
  return `key-${keys}`;
};
const region = (name: string) => ({ name, level: 'county', parentId: city.cityId });
const register = (key: string, body: object, by: TestUser = city.registrar) =>
  service.http.post('/v1/regions').set(by.bearer).set('idempotency-key', key).send(body);
const account = (login: string) => ({
  personKind: 'human',
  name: '王五',
  identityNo: null,
  login,
  password: 'a first password',
  hospitalId: null,
});
const open = (key: string, login: string) =>
  service.http.post('/v1/accounts').set(security.bearer).set('idempotency-key', key).send(account(login));
const bytes = (answer: { text: string; status: number; headers: Record<string, unknown> }) => {
  const { date: _date, 'x-request-id': _id, connection: _c, 'keep-alive': _k, ...headers } = answer.headers;
  return { status: answer.status, text: answer.text, headers };
};
const size = () => service.ports.store.ledger.size();

describe('an Idempotency-Key', () => {
  it('gets the first reply again to the byte, with Location and ETag, and writes nothing', async () => {
    const key = newKey();
    const first = await open(key, 'again').expect(201);
    const before = await size();
    const second = await open(key, 'again').expect(201);
    expect(bytes(second)).toEqual(bytes(first));
    expect(second.headers.location).toBe(`/v1/accounts/${first.body.id}`);
    expect(second.headers.etag).toMatch(/^"\d+"$/);
    expect(await size()).toBe(before);
    await service.reopen();
    expect(bytes(await open(key, 'again').expect(201))).toEqual(bytes(first));
  });

  it('that is used again with another body, or for another address, is a 422', async () => {
    const key = newKey();
    const { text } = await register(key, region('甲县')).expect(201);
    const other = await register(key, region('乙县')).expect(422);
    expect(other.body.code).toBe('idempotency.other-body');
    const spaced = await service.http
      .post('/v1/regions')
      .set(city.registrar.bearer)
      .set('idempotency-key', key)
      .set('content-type', 'application/json')
      .send(` ${JSON.stringify(region('甲县'))}`);
    expect(spaced.status).toBe(422);
    expect((await register(key, region('甲县'))).text).toBe(text);
    const closing = newKey();
    const close = (accountId: string) =>
      service.http
        .post(`/v1/accounts/${accountId}/close`)
        .set(security.bearer)
        .set('idempotency-key', closing)
        .send({ reason: '离职' });
    const one = await open(newKey(), 'one').expect(201);
    const two = await open(newKey(), 'two').expect(201);
    await close(one.body.id).expect(201);
    await close(two.body.id).expect(422);
    await close(one.body.id).expect(201);
  });

  it('belongs to one account and one operation', async () => {
    const key = newKey();
    const colleague = await service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }]);
    const mine = await register(key, region('丙县')).expect(201);
    const theirs = await register(key, region('丁县'), colleague).expect(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
    await service.http
      .post('/v1/hospitals')
      .set(city.registrar.bearer)
      .set('idempotency-key', key)
      .send({
        name: '丙县医院',
        regionId: mine.body.id,
        level: 2,
        hospitalKind: 'general',
        monitored: true,
        from: '2026-01-01',
      })
      .expect(201);
  });

  it('of a request still under way makes the second wait and get the same', async () => {
    const key = newKey();
    const before = await size();
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(key, 'together')));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(await size()).toBe(before + 2);
    const other = newKey();
    const race = await Promise.all([open(other, 'racer-1'), open(other, 'racer-2')]);
    expect(race.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('of a refused request may be used for the mended one', async () => {
    const key = newKey();
    await register(key, region('')).expect(400);
    await register(key, { ...region('戊县'), parentId: 'reg_none' }).expect((answer) => {
      expect(answer.status).toBeGreaterThanOrEqual(400);
    });
    await register(key, region('戊县')).expect(201);
  });

  it.each([
    ['200 characters', 'k'.repeat(maxKeyLength), 201],
    ['201 characters', 'k'.repeat(maxKeyLength + 1), 400],
    ['a space in it', 'two words', 400],
    ['nothing in it', '', 400],
  ])('with %s', async (what, key, status) => {
    await register(key, region(`县${what}`)).expect(status);
  });

  it('is stored as hashes and positions: no text that a person sent', async () => {
    const key = 'a-key-with-13800138000-in-it';
    await open(key, 'stored').expect(201);
    const rows = (await service.rowsOf('idempotency')) as { key: string; body_hash: string; reply: string }[];
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      expect(row.key).toMatch(/^[0-9a-f]{64}$/);
      expect(row.body_hash).toMatch(/^[0-9a-f]{64}$/);
      expect(Object.keys(JSON.parse(row.reply))).toEqual(['id', 'positions']);
    }
    expect(JSON.stringify(rows)).not.toMatch(/王五|stored"|13800138000/);
  });

  it('is not needed by a PATCH, whose If-Match does the same', async () => {
    const { hospitalId } = city.first;
    const shown = await service.http.get(`/v1/hospitals/${hospitalId}`).set(city.registrar.bearer).expect(200);
    const patch = () =>
      service.http
        .patch(`/v1/hospitals/${hospitalId}`)
        .set(city.registrar.bearer)
        .set('if-match', String(shown.headers.etag))
        .send({ from: '2026-06-01', set: { name: '演示市第一人民医院' } });
    const first = await patch();
    expect(first.status).toBe(200);
    expect((await patch()).status).toBe(412);
  });
});
