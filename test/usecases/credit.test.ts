import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmCredit, credits, declineCredit, recordCredit } from '../../src/usecases/deductions/credit.ts';
import { standingOfDoctor } from '../../src/usecases/deductions/standing.ts';
import { confirmed, type DeductionCity, deductionCity } from '../support/deductions.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await deductionCity(service);
});
afterAll(() => service.close());

const activity = (name: string) => ({
  doctorId: city.doctorId,
  hospitalId: city.first.hospitalId,
  scheme: 'ganzhou-default',
  activity: name,
  doneOn: '2026-11-10',
  evidence: [],
});
const left = async () => (await standingOfDoctor(city.officer.context, { doctorId: city.doctorId })).standings[0]?.left;

test('a credit is recorded by one person, listed as waiting, confirmed by another, and counts', async () => {
  await confirmed(city);
  expect(await left()).toBe(10);
  const { id: creditId } = await recordCredit(city.auditor.context, activity('学习'));
  const waiting = async () => (await credits(city.reviewer.context, { state: 'recorded' }, { limit: 10 })).items;
  expect(await waiting()).toMatchObject([
    { creditId, doctorId: city.doctorId, doctorName: '张伟明', activity: '学习' },
  ]);
  const at = { doctorId: city.doctorId, hospitalId: city.first.hospitalId, creditId };
  await confirmCredit(city.reviewer.context, { ...at, note: '' });
  expect(await left()).toBe(11);
  expect(await waiting()).toEqual([]);
});

test('another hospital neither sees nor decides it', async () => {
  const { id: creditId } = await recordCredit(city.auditor.context, activity('义诊'));
  const at = { doctorId: city.doctorId, hospitalId: city.first.hospitalId, creditId };
  const { items } = await credits(city.otherReviewer.context, {}, { limit: 10 });
  expect(items).toEqual([]);
  expect(
    (await credits(city.otherReviewer.context, { hospitalId: city.first.hospitalId }, { limit: 10 })).items,
  ).toEqual([]);
  await expect(confirmCredit(city.otherReviewer.context, { ...at, note: '' })).rejects.toMatchObject({
    code: 'absent',
  });
  await declineCredit(city.reviewer.context, { ...at, reason: '不认可' });
  expect((await credits(city.officer.context, { state: 'declined' }, { limit: 10 })).items).toHaveLength(1);
});

test('the list is paged, newest first', async () => {
  await recordCredit(city.auditor.context, activity('带教'));
  const first = await credits(city.auditor.context, {}, { limit: 1 });
  const second = await credits(city.auditor.context, {}, { limit: 1, before: first.before ?? 0 });
  expect(first.items.map((each) => each.activity)).toEqual(['带教']);
  expect(second.items.map((each) => each.activity)).toEqual(['义诊']);
});
