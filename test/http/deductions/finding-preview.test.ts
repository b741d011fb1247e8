import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeductionCity, deductionCity, found } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
});
afterAll(() => service.close());

const preview = (by: TestUser, changes: Parameters<typeof found>[1] = {}) =>
  service.http.post('/v1/deductions/preview').set(by.bearer).send(found(city, changes));

describe('the preview of a finding that nobody has recorded', () => {
  it('says what confirming it would do, as the preview of the record does later, and writes nothing', async () => {
    const before = await service.ports.store.ledger.size();
    const { body } = await preview(city.auditor).expect(200);
    const [{ doctorId, doctorName, underSchemes }] = body.items;
    expect([doctorId, doctorName]).toEqual([city.doctorId, '张伟明']);
    expect(underSchemes).toMatchObject([
      { schemeId: 'ganzhou-default', leftBefore: 12, leftAfter: 10, item: { counted: 2 }, sanctionsDue: [] },
    ]);
    expect(await service.ports.store.ledger.size()).toBe(before);

    const record = service.http.post('/v1/deductions').set(city.auditor.bearer).send(found(city));
    const { id } = (await record.expect(201)).body;
    const later = await service.http.get(`/v1/deductions/${id}/preview`).set(city.reviewer.bearer).expect(200);
    expect(later.body.underSchemes).toMatchObject([{ leftBefore: 12, leftAfter: 10, item: { counted: 2 } }]);
  });

  it('names the threshold that would be reached', async () => {
    const items = [{ scheme: 'ganzhou-default', code: '3-1', points: null, pointsReason: null }];
    const { body } = await preview(city.auditor, { items }).expect(200);
    const [{ sanctionsDue, leftAfter }] = body.items[0].underSchemes;
    expect([leftAfter, sanctionsDue[0].threshold.at]).toEqual([9, 3]);
  });

  it('refuses what recording would refuse, and is absent for another hospital’s auditor', async () => {
    const refused = await preview(city.auditor, { occurredOn: '2026-11-21' }).expect(422);
    expect(refused.body.errors).toMatchObject([{ at: 'occurredOn', code: 'deduction.occurred-in-future' }]);
    await preview(city.otherAuditor).expect(404);
    await preview(city.reviewer).expect(403);
  });
});
