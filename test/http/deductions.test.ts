import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeductionCity, deductionCity, found } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
});
afterAll(() => service.close());

const get = (user: TestUser, path: string) => service.http.get(path).set(user.bearer);
const post = (user: TestUser, path: string, body?: object) => {
  const request = service.http.post(path).set(user.bearer);
  return body === undefined ? request : request.send(body);
};

describe('the life of a deduction', () => {
  it('goes from a recorded finding over the doctor’s inbox and acknowledgement to points that count', async () => {
    const made = await post(city.auditor, '/v1/deductions', found(city)).expect(201);
    const { id } = made.body;
    expect(made.headers.location).toBe(`/v1/deductions/${id}`);

    const inbox = await get(city.doctor, '/v1/me/deductions?state=open').expect(200);
    const told = inbox.body.items.find((each: { deductionId: string }) => each.deductionId === id);
    expect(told.can).toEqual(['state', 'acknowledge']);
    expect(told.status).toMatchObject({ state: 'recorded', statement: { due: '2026-11-27' } });

    await post(city.doctor, `/v1/deductions/${id}/acknowledgement`).expect(201);
    const preview = await get(city.reviewer, `/v1/deductions/${id}/preview`).expect(200);
    expect(preview.body).toMatchObject({
      refusedBecause: null,
      underSchemes: [{ schemeId: 'ganzhou-default', leftBefore: 12, leftAfter: 10, item: { counted: 2 } }],
    });
    await post(city.reviewer, `/v1/deductions/${id}/confirmation`, { note: '证据充分' }).expect(201);

    const standing = await get(city.doctor, '/v1/me/standing').expect(200);
    expect(standing.body.standings[0]).toMatchObject({ schemeId: 'ganzhou-default', left: 10, counted: 2 });
    const seen = await get(city.doctor, `/v1/deductions/${id}`).expect(200);
    expect(seen.body).toMatchObject({ status: { state: 'confirmed' }, foundOn: '2026-11-20', can: [] });
  });
});
