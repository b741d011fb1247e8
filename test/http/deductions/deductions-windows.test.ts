import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  // The clock goes on by more than half a year, which no password outlives by itself.
  service = await startService({ settings: { RX12_PASSWORD_MAX_AGE_DAYS: '0' } });
  city = await deductionCity(service);
});
afterAll(() => service.close());

/** Tokens live a quarter of an hour, so each day begins with logging in. */
async function as(user: TestUser) {
  const { login, password } = user;
  const { body } = await service.http.post('/v1/auth/login').send({ login, password }).expect(200);
  const bearer = { authorization: `Bearer ${body.accessToken}` };
  return {
    get: (path: string) => service.http.get(path).set(bearer),
    post: (path: string, sent: object = {}) => service.http.post(path).set(bearer).send(sent),
  };
}

async function listed(state: string): Promise<string[]> {
  const { body } = await (await as(city.reviewer)).get(`/v1/deductions?state=${state}`).expect(200);
  return body.items.map((each: { deductionId: string }) => each.deductionId);
}

// Recorded on Friday 20 November 2026: five working days end on Friday the 27th, sixty on 18 February 2027 as far as
// weekdays go; 2027 has no holiday table yet.
describe('the windows of a deduction, at midnight in Shanghai', () => {
  it('let the doctor state until the end of the fifth working day, and another person confirm from the next', async () => {
    const first = await recorded(city);
    const second = await recorded(city);

    service.clock.set('2026-11-27T15:59:59.999Z');
    const early = await (await as(city.reviewer)).post(`/v1/deductions/${first}/confirmation`);
    expect(early.body).toMatchObject({
      status: 409,
      code: 'deduction.statement-window-open',
      parameters: { due: '2026-11-27', from: '2026-11-28' },
    });
    expect(await listed('confirmable')).toEqual([]);
    expect(await listed('recorded')).toEqual([second, first]);
    await (await as(city.doctor)).post(`/v1/deductions/${second}/statement`, { text: '已注明理由' }).expect(201);

    service.clock.set('2026-11-27T16:00:00.000Z');
    expect(await listed('confirmable')).toEqual([first]);
    expect(await listed('decidable')).toEqual([second, first]);
    expect(await listed('stated')).toEqual([second]);
    expect(await listed('recorded')).toEqual([]);
    const late = await (await as(city.doctor)).post(`/v1/deductions/${first}/statement`, { text: '……' });
    expect(late.body).toMatchObject({ status: 409, code: 'deduction.statement-late' });
    const inbox = await (await as(city.doctor)).get('/v1/me/deductions?state=confirmable').expect(200);
    expect(inbox.body.items).toMatchObject([{ deductionId: first, can: ['acknowledge'] }]);
    await (await as(city.reviewer)).post(`/v1/deductions/${first}/confirmation`).expect(201);
    const twice = await (await as(city.reviewer)).post(`/v1/deductions/${first}/confirmation`);
    expect(twice.body).toMatchObject({ status: 409, code: 'deduction.already-confirmed' });
  });

  it('let a record lapse on the day after the last, once the year has its calendar', async () => {
    const deductionId = await recorded(city);
    service.clock.set('2027-06-01T01:00:00.000Z');
    expect(await listed('lapsed')).toEqual([]);
    const registrar = await as(city.registrar);
    const table = { year: 2027, source: '演示:2027年节假日安排', holidays: ['2027-01-01'], makeUpWorkdays: [] };
    await registrar.post('/v1/calendars', table).expect(201);
    expect(await listed('lapsed')).toContain(deductionId);

    const { body } = await (await as(city.reviewer)).get(`/v1/deductions/${deductionId}`).expect(200);
    expect(body).toMatchObject({ status: { state: 'lapsed' }, can: [] });
    const refused = await (await as(city.reviewer)).post(`/v1/deductions/${deductionId}/confirmation`);
    expect(refused.body).toMatchObject({ status: 409, code: 'deduction.lapsed' });
    const standing = await (await as(city.doctor)).get('/v1/me/standing?asOf=2027-06-01').expect(200);
    const lapsed = standing.body.standings[0].notCountedItems.map((each: { state: string }) => each.state);
    expect(lapsed).toContain('lapsed');
  });

  it('leave a record open on its last day', async () => {
    const deductionId = await recorded(city);
    const { body } = await (await as(city.auditor)).get(`/v1/deductions/${deductionId}`).expect(200);
    const last: string = body.status.confirmation.due;
    service.clock.set(`${last}T15:59:59.999Z`);
    expect(await listed('open')).toContain(deductionId);
    service.clock.set(`${last}T16:00:00.000Z`);
    expect(await listed('open')).not.toContain(deductionId);
    expect(await listed('lapsed')).toContain(deductionId);
  });
});
