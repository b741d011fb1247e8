import { afterAll, beforeAll, expect, test } from 'vitest';
import { duties } from '../../src/usecases/appeals/duty.ts';
import { rightStatus } from '../../src/usecases/rights/right.ts';
import { liftMeasure, measureRight } from '../../src/usecases/rights/right-change.ts';
import { imposeSanction, putHold, renewHold } from '../../src/usecases/rights/sanction.ts';
import { sanctionsDue, sanctionsOfDoctor } from '../../src/usecases/rights/sanction-list.ts';
import { confirmed, type DeductionCity, deductionCity } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
let second: TestUser;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await deductionCity(service);
  const scope = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
  second = await service.user([{ role: 'medical-affairs', scope }]);
});
afterAll(() => service.close());

const here = () => ({ doctorId: city.doctorId, hospitalId: city.first.hospitalId });
const general = async () => {
  const { hospitals } = await rightStatus(city.first.his.context, { licenceNo: '110000000000001' });
  return hospitals[0]?.rights.find(({ kind }) => kind === 'general')?.status;
};
const why = { inpatientsTo: null, reason: '……' };

test('a safety hold is seen by HIS at once, is renewed by a second person, and ends when it is lifted', async () => {
  const { affairs } = city.first;
  const hold = { schemeId: 'ganzhou-default', rightKinds: ['general'], until: '2026-11-24' } as const;
  const { id: renews } = await putHold(affairs.context, { ...here(), ...hold, ...why });
  expect(await general()).toBe('suspended');
  const renewal = { ...here(), renews, until: '2026-11-30', ...why };
  await expect(renewHold(affairs.context, renewal)).rejects.toMatchObject({ code: 'hold.same-person' });
  const { id: measureId } = await renewHold(second.context, renewal);
  const lifting = { ...here(), from: '2026-11-20', reason: '排除风险', document: null };
  await liftMeasure(affairs.context, { ...lifting, measureId: renews });
  expect(await general()).toBe('active');
  await liftMeasure(affairs.context, { ...lifting, measureId });
});

test('what a statutory trigger proposes is listed, imposed by a person, and seen by HIS from its day on', async () => {
  const item = { scheme: 'ganzhou-default', code: 'Z46-1', points: null, pointsReason: null };
  const deductionId = await confirmed(city, { items: [item] });
  const sanctionDueId = `ganzhou-default:order53-46-status:person:${deductionId}`;
  const named = await sanctionsDue(city.officer.context, {}, { limit: 50 });
  expect(named.items.map(({ doctorName }) => doctorName)).toEqual(['张伟明']);
  const open = async (by: TestUser) =>
    (await sanctionsDue(by.context, { state: 'open' }, { limit: 50 })).items.map(({ sanction }) => sanction.id);
  expect(await open(city.officer)).toEqual([sanctionDueId]);
  expect(await open(city.otherReviewer)).toEqual([]);
  // A head of department sees what is due about the doctors of it, and no others.
  const heads = await Promise.all(
    [{ department: '心内科' }, { department: '呼吸科' }].map(({ department }) => {
      const { hospitalId } = city.first;
      return service.user([{ role: 'department-head', scope: { kind: 'department', hospitalId, department } }]);
    }),
  );
  expect(await Promise.all(heads.map(open))).toEqual([[sanctionDueId], []]);
  // Both sides find it among what is due; the hospital that granted the right can do it, and nobody else.
  const listed = async (by: TestUser, page: Parameters<typeof duties>[2] = { limit: 50 }) =>
    (await duties(by.context, { task: 'impose' }, page)).items.map(({ about, mine }) => [about.id, mine]);
  expect(await listed(city.first.affairs)).toEqual([[sanctionDueId, true]]);
  expect(await listed(city.officer)).toEqual([[sanctionDueId, false]]);
  expect(await listed(city.doctor)).toEqual([[sanctionDueId, false]]);
  expect(await listed(city.otherReviewer)).toEqual([]);
  expect(await Promise.all(heads.map((head) => listed(head)))).toEqual([[[sanctionDueId, false]], []]);
  expect(await listed(city.officer, { limit: 50, after: { sanctionsOf: city.doctorId } })).toEqual([]);
  const afterRecords = await duties(city.officer.context, {}, { limit: 1 });
  expect(afterRecords.items.map(({ task }) => task)).toEqual(['deliver']);
  const rest = afterRecords.after ?? undefined;
  expect(rest).toEqual({ sanctionsOf: '' });
  const last = await duties(city.officer.context, {}, { limit: 1, after: rest });
  expect([last.items.map(({ task }) => task), last.after]).toEqual([['impose'], null]);
  const stranger = {
    ...here(),
    sanctionDueId,
    from: '2026-11-21',
    until: null,
    attestation: null,
    document: '院发1号',
  };
  await expect(
    imposeSanction(city.first.affairs.context, { ...stranger, ...why, inpatientsTo: 'doc_nobody' }),
  ).rejects.toMatchObject({ code: 'sanction.takeover-unknown' });
  await imposeSanction(city.first.affairs.context, { ...stranger, ...why });
  expect(await general()).toBe('active');
  service.clock.set('2026-11-20T16:00:00.000Z');
  expect(await general()).toBe('cancelled');
  expect(await open(city.officer)).toEqual([]);
  expect(await listed(city.first.affairs)).toEqual([]);
  const { sanctions } = await sanctionsOfDoctor(city.doctor.context, { doctorId: city.doctorId });
  expect(sanctions.find(({ id }) => id === sanctionDueId)?.duties).toMatchObject([{ state: 'in-force' }]);
});

test('a measure on other grounds still names its own', async () => {
  const grounds = { legalBasis: 'periodic-assessment', reason: '……', document: '1号', sanctionDueId: null } as const;
  const command = {
    ...here(),
    measure: 'restricted',
    rightKinds: ['general'],
    from: '2026-11-21',
    until: null,
  } as const;
  const { id: measureId } = await measureRight(city.first.affairs.context, { ...command, ...grounds });
  await liftMeasure(city.first.affairs.context, {
    ...here(),
    measureId,
    from: '2026-11-21',
    reason: '…',
    document: null,
  });
});
