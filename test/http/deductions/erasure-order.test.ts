import { afterAll, beforeAll, expect, it } from 'vitest';
import { waive } from '../../../src/usecases/appeals/appeal.ts';
import { readInboxItem } from '../../../src/usecases/appeals/inbox.ts';
import { recordFinding } from '../../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm } from '../../../src/usecases/deductions/deduction-step.ts';
import { type DeductionCity, deductionCity, found } from '../../support/deductions.ts';
import { startService, type TestService } from '../../support/service.ts';

/** Stands in everything that somebody wrote about the deduction, and nowhere else. */
const canary = 'KANARIENVOGEL';

let service: TestService;
let city: DeductionCity;
let deductionId: string;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  ({ id: deductionId } = await recordFinding(city.auditor.context, found(city, { remarks: canary, actRef: canary })));
  await acknowledge(city.doctor.context, { deductionId });
  await confirm(city.reviewer.context, { deductionId, note: canary });
  service.clock.advanceMs(1_000);
  const { body } = await service.http.get('/v1/inbox').set(city.doctor.bearer).expect(200);
  const decision = body.items.find((item: { deductionId: string; delivers: boolean }) => item.delivers);
  await readInboxItem(city.doctor.context, decision.position);
  await waive(city.doctor.context, { deductionId });
  service.clock.set('2031-12-31T16:00:00.000Z');
}, 60_000);
afterAll(() => service.close());

const registrar = () => service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }]);

/** The tables in which something that somebody wrote about a deduction can stand. */
const tables = ['entry_body', 'deduction', 'deduction_item', 'idempotency', 'inbox_read', 'lead'] as const;
async function tablesWith(text: string): Promise<string[]> {
  const found = await Promise.all(
    tables.map(async (table) => (JSON.stringify(await service.rowsOf(table)).includes(text) ? [table] : [])),
  );
  return found.flat();
}

it('an order of two persons destroys what was written of a deduction, and all that is left still verifies', async () => {
  const [one, other] = [await registrar(), await registrar()];
  const post = (user: typeof one, path: string, body: object) =>
    service.http.post(`/v1/deductions/${deductionId}/erasure${path}`).set(user.bearer).send(body);
  await post(one, '', { reason: '保存期已满' }).expect(201);
  expect((await post(one, '/confirmation', {}).expect(403)).body.code).toBe('erasure.one-person');
  // Negative control: until the second person confirms, all of it stands there.
  expect(await tablesWith(canary)).toEqual(['entry_body', 'deduction']);
  const before = await service.ports.store.ledger.size();
  await post(other, '/confirmation', { note: '清册核对无误' }).expect(201);
  expect(await service.ports.store.ledger.size()).toBe(before + 1);
  expect(await tablesWith(canary)).toEqual([]);
  expect(await tablesWith(deductionId)).toEqual(['entry_body']);
  await service.reopen();
  expect(await tablesWith(canary)).toEqual([]);
  expect(await service.wrong()).toEqual([]);
});

it('what is left of it is the order, shown to whom it concerns', async () => {
  const { body } = await service.http
    .get(`/v1/doctors/${city.doctorId}/erasures`)
    .set((await registrar()).bearer)
    .expect(200);
  expect(body.items).toMatchObject([{ deductionId, state: 'erased' }]);
});
