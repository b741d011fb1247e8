import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endPost, registerDoctor } from '../../../src/usecases/register/doctor.ts';
import { endHospital, registerHospital } from '../../../src/usecases/register/hospital.ts';
import { rightStatus } from '../../../src/usecases/rights/right.ts';
import { grantRight, liftMeasure } from '../../../src/usecases/rights/right-change.ts';
import { newDoctor, prescriber, type SmallCity, smallCity } from '../../support/city.ts';
import { at, doctorAt, general, measure, nextLicence, post, postAt, suspend } from '../../support/rights.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
});
afterAll(() => service.close());

describe('the right check', () => {
  test('tells a HIS every kind, the granted one active and the others no-grant', async () => {
    const { licenceNo } = await doctorAt(city.first);
    const answer = await rightStatus(city.first.his.context, { licenceNo });
    expect(answer.hospitals).toHaveLength(1);
    const [site] = answer.hospitals;
    expect(site?.hospitalId).toBe(city.first.hospitalId);
    expect(site?.rights.find(({ kind }) => kind === 'general')).toEqual({
      kind: 'general',
      status: 'active',
      until: null,
    });
    expect(site?.rights.filter(({ status }) => status === 'no-grant')).toHaveLength(6);
  });

  test('holds no name, no points and no reason', async () => {
    const { licenceNo, doctorId } = await doctorAt(city.first);
    await suspend(city.first, doctorId, '2026-11-20', '2026-12-20');
    const answer = JSON.stringify(await rightStatus(city.first.his.context, { licenceNo }));
    for (const secret of ['张', '培训', 'point', 'reason', 'legal', doctorId]) expect(answer).not.toContain(secret);
  });

  test('is answered the same by staff number', async () => {
    const { licenceNo, staffNo } = await doctorAt(city.first);
    const { his, hospitalId } = city.first;
    expect(await rightStatus(his.context, { hospitalId, staffNo })).toEqual(
      await rightStatus(his.context, { licenceNo }),
    );
  });

  test('is current with the last signed entry, both ways', async () => {
    const { licenceNo, doctorId } = await doctorAt(city.first);
    expect(await general(city.first.his, licenceNo)).toBe('active');
    const measureId = await suspend(city.first, doctorId, '2026-11-20', null);
    expect(await general(city.first.his, licenceNo)).toBe('suspended');
    await liftMeasure(city.first.affairs.context, {
      ...at(city.first, doctorId),
      measureId,
      from: '2026-11-20',
      reason: '考试合格',
      document: null,
    });
    expect(await general(city.first.his, licenceNo)).toBe('active');
  });

  test('changes by itself at midnight in Shanghai when a dated measure begins and ends', async () => {
    const own = await startService({ listen: false });
    const small = await smallCity(own);
    const doctorId = await prescriber(small.first);
    await suspend(small.first, doctorId, '2026-11-22', '2026-11-24');
    const ask = async (instant: string) => {
      own.clock.set(instant);
      return general(small.first.his, '110000000000001');
    };
    expect(await ask('2026-11-21T15:59:59.999Z')).toBe('active');
    expect(await ask('2026-11-21T16:00:00.000Z')).toBe('suspended');
    expect(await ask('2026-11-23T15:59:59.999Z')).toBe('suspended');
    expect(await ask('2026-11-23T16:00:00.000Z')).toBe('active');
    await own.close();
  });

  test('is valid for five minutes, and never past the next dated change', async () => {
    const own = await startService({ listen: false });
    const small = await smallCity(own);
    const doctorId = await prescriber(small.first);
    const ask = () => rightStatus(small.first.his.context, { licenceNo: '110000000000001' });
    expect((await ask()).validUntil).toBe('2026-11-20T01:05:00.000Z');
    await suspend(small.first, doctorId, '2026-11-21', null);
    expect((await ask()).validUntil).toBe('2026-11-20T01:05:00.000Z');
    own.clock.set('2026-11-20T15:58:00.000Z');
    expect((await ask()).validUntil).toBe('2026-11-20T16:00:00.000Z');
    await own.close();
  });

  test('shows a HIS its own hospital, a county its hospitals and the city all', async () => {
    const { licenceNo, doctorId } = await doctorAt(city.first);
    await postAt(city.second, licenceNo);
    await grantRight(city.second.affairs.context, {
      ...at(city.second, doctorId),
      rightKind: 'general',
      from: '2026-11-20',
      document: null,
    });
    const seen = async (user: TestUser) =>
      (await rightStatus(user.context, { licenceNo })).hospitals.map(({ hospitalId }) => hospitalId);
    expect(await seen(city.first.his)).toEqual([city.first.hospitalId]);
    expect(await seen(city.second.his)).toEqual([city.second.hospitalId]);
    expect(await seen(city.countyOfficer)).toEqual([city.second.hospitalId]);
    expect((await seen(city.officer)).sort()).toEqual([city.first.hospitalId, city.second.hospitalId].sort());
    const self = await service.user([{ role: 'doctor', scope: { kind: 'self', doctorId } }], doctorId);
    expect(await seen(self)).toHaveLength(2);
  });

  test('has no information about a doctor of another hospital, as about one who does not exist', async () => {
    const { licenceNo } = await doctorAt(city.first);
    const { his, hospitalId } = city.second;
    await expect(rightStatus(his.context, { licenceNo })).rejects.toMatchObject({ kind: 'absent', code: 'absent' });
    await expect(rightStatus(his.context, { licenceNo: '999999999999999' })).rejects.toMatchObject({ code: 'absent' });
    await expect(rightStatus(his.context, { hospitalId, staffNo: 'none' })).rejects.toMatchObject({ code: 'absent' });
    await expect(rightStatus(his.context, { hospitalId: city.first.hospitalId, staffNo: 'X1' })).rejects.toMatchObject({
      code: 'absent',
    });
  });

  test('says no-grant for somebody whose post ended, and the staff number then names its next bearer', async () => {
    const { licenceNo, doctorId, staffNo, postId } = await doctorAt(city.first);
    const { affairs, his, hospitalId } = city.first;
    const end = { doctorId, postId, until: '2026-11-20', reason: '调离' };
    await endPost(affairs.context, end);
    expect(await general(his, licenceNo)).toBe('no-grant');
    const by = async () => (await rightStatus(his.context, { hospitalId, staffNo })).licenceNo;
    expect(await by()).toBe(licenceNo);
    const next = nextLicence();
    await registerDoctor(
      affairs.context,
      newDoctor(city.first, { licenceNo: next, post: { ...post(city.first, staffNo), from: '2026-11-20' } }),
    );
    expect(await by()).toBe(next);
  });

  test('a right does not outlive the hospital that granted it', async () => {
    const { context } = city.registrar;
    const { id: hospitalId } = await registerHospital(context, {
      name: '西区医院',
      regionId: city.cityId,
      level: 2,
      hospitalKind: 'general',
      monitored: false,
      from: '2020-01-01',
    });
    const affairs = await service.user([{ role: 'medical-affairs', scope: { kind: 'hospital', hospitalId } }]);
    const his = await service.user([{ role: 'his-client', scope: { kind: 'hospital', hospitalId } }]);
    const licenceNo = nextLicence();
    const west = { hospitalId, wardId: '', affairs, his };
    await prescriber(west, { licenceNo, post: { ...post(west, 'W1'), wardId: null } });
    expect(await general(his, licenceNo)).toBe('active');
    await endHospital(context, { hospitalId, until: '2026-11-20', reason: '并入', intoId: city.first.hospitalId });
    expect(await general(his, licenceNo)).toBe('no-grant');
  });

  test('the worst of several measures decides, and each kind stands for itself', async () => {
    const { licenceNo, doctorId } = await doctorAt(city.first);
    const { affairs, his } = city.first;
    await grantRight(affairs.context, {
      ...at(city.first, doctorId),
      rightKind: 'antibacterial-special',
      from: '2026-01-01',
      document: null,
    });
    await measure(city.first, doctorId, 'restricted', ['general', 'antibacterial-special']);
    await measure(city.first, doctorId, 'suspended', ['antibacterial-special']);
    const states = (await rightStatus(his.context, { licenceNo })).hospitals[0]?.rights;
    expect(states?.find(({ kind }) => kind === 'general')?.status).toBe('restricted');
    expect(states?.find(({ kind }) => kind === 'antibacterial-special')?.status).toBe('suspended');
  });
});
