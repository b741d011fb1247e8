import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { csvOf, stays } from '../../support/front-page.ts';
import { startService, type TestService } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
});
afterAll(() => service.close());

const send = () =>
  service.http
    .post(`/v1/cost/imports?dataset=inpatientRows&hospital=${city.first.hospitalId}`)
    .set(city.first.affairs.bearer)
    .set('content-type', 'text/csv')
    .send(csvOf(stays(10, () => ({ CYBF: '0301' }))))
    .expect(202);

async function october(): Promise<number | null | undefined> {
  const { body } = await service.http
    .get(`/v1/cost/trends?measure=drugCostPerDischarge&from=2026-10&until=2026-11&hospital=${city.first.hospitalId}`)
    .set(city.officer.bearer)
    .expect(200);
  return body.series[0]?.points[0]?.value;
}

it('what is live is taken from the ledger again when the file of drug cost is lost', async () => {
  await send();
  expect(await service.ports.store.slices.live()).toHaveLength(1);
  await service.reopen();
  expect(await october()).toBe(26);
  // Negative control: without the file there is nothing to show, and the next import of the same bytes is a new one.
  for (const end of ['', '-wal', '-shm']) rmSync(`${service.folder}/data/cost.db${end}`, { force: true });
  await service.reopen();
  expect(await october()).toBeNull();
  await send();
  expect(await october()).toBe(26);
});
