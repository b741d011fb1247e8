import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RightKind, RightMeasure } from '../../../src/core/register/right.ts';
import { endPost, registerDoctor, startPost } from '../../../src/usecases/doctor.ts';
import { endHospital, registerHospital } from '../../../src/usecases/hospital.ts';
import { rightStatus } from '../../../src/usecases/right.ts';
import { endRight, grantRight, liftMeasure, measureRight, rightsOfDoctor } from '../../../src/usecases/right-change.ts';
import { rightList } from '../../../src/usecases/right-list.ts';
import { newDoctor, prescriber, type SmallCity, type SmallHospital, smallCity } from '../../support/city.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
let numbers = 0;

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

describe('changing a right', () => {
  test('a grant needs a post at the hospital on that day', async () => {
    const { doctorId, postId } = await doctorAt(city.first);
    const { affairs } = city.first;
    await endPost(affairs.context, { doctorId, postId, until: '2026-11-20', reason: '调离' });
    const grant = (from: string) =>
      grantRight(affairs.context, { ...at(city.first, doctorId), rightKind: 'herbal', from, document: null });
    await expect(grant('2026-11-20')).rejects.toMatchObject({ code: 'right.no-post' });
    await expect(grant('2026-11-19')).resolves.toBeDefined();
  });

  test.each([
    ['twice the same kind', { rightKind: 'general' }, 'right.already-granted'],
    ['before the post began', { rightKind: 'herbal', from: '2019-12-31' }, 'right.no-post'],
  ] as const)('refuses to grant %s', async (_, changes, code) => {
    const { doctorId } = await doctorAt(city.first);
    const command = { ...at(city.first, doctorId), from: '2026-11-20', document: null, ...changes };
    await expect(grantRight(city.first.affairs.context, command)).rejects.toMatchObject({ code });
  });

  test('an ended grant can be granted again', async () => {
    const { doctorId, grantId, licenceNo } = await doctorAt(city.first);
    const { context } = city.first.affairs;
    const end = { ...at(city.first, doctorId), grantId, until: '2026-11-20', reason: '期满' };
    await endRight(context, end);
    await expect(endRight(context, end)).rejects.toMatchObject({ code: 'right.already-ended' });
    expect(await general(city.first.his, licenceNo)).toBe('no-grant');
    const again = { ...at(city.first, doctorId), rightKind: 'general', from: '2026-11-20', document: null } as const;
    await grantRight(context, again);
    expect(await general(city.first.his, licenceNo)).toBe('active');
  });

  test('a measure needs kinds that the hospital granted, days in order and a day not yet past', async () => {
    const { doctorId } = await doctorAt(city.first);
    const base = { ...at(city.first, doctorId), ...reasons, measure: 'suspended' as const };
    const take = (changes: { rightKinds?: readonly RightKind[]; from?: string; until?: string | null }) =>
      measureRight(city.first.affairs.context, {
        ...base,
        rightKinds: ['general'],
        from: '2026-11-20',
        until: null,
        ...changes,
      });
    await expect(take({ rightKinds: [] })).rejects.toMatchObject({ code: 'right.no-kinds' });
    await expect(take({ rightKinds: ['general', 'narcotic'] })).rejects.toMatchObject({
      code: 'right.kinds-not-granted',
      parameters: { rightKinds: ['narcotic'] },
    });
    await expect(take({ until: '2026-11-20' })).rejects.toMatchObject({ code: 'right.until-not-after-from' });
    await expect(take({ from: '2026-11-19' })).rejects.toMatchObject({ code: 'right.measure-in-past' });
    await expect(take({ until: '2026-11-21' })).resolves.toBeDefined();
  });

  test('a measure is lifted once, and not after its end', async () => {
    const { doctorId } = await doctorAt(city.first);
    const { context } = city.first.affairs;
    const lift = (measureId: string, from: string) =>
      liftMeasure(context, { ...at(city.first, doctorId), measureId, from, reason: '复核', document: null });
    const ended = await suspend(city.first, doctorId, '2026-11-20', '2026-11-25');
    await expect(lift(ended, '2026-11-19')).rejects.toMatchObject({ code: 'right.lift-in-past' });
    await expect(lift(ended, '2026-11-25')).rejects.toMatchObject({ code: 'right.measure-not-in-force' });
    await lift(ended, '2026-11-24');
    await expect(lift(ended, '2026-11-24')).rejects.toMatchObject({ code: 'right.already-lifted' });
    await expect(lift('msr_none', '2026-11-24')).rejects.toMatchObject({ code: 'absent' });
  });

  test('nobody decides on their own right, and no hospital on what another granted', async () => {
    const { doctorId } = await doctorAt(city.first);
    const { hospitalId } = city.first;
    const self = await service.user([{ role: 'medical-affairs', scope: { kind: 'hospital', hospitalId } }], doctorId);
    const command = { ...at(city.first, doctorId), rightKind: 'herbal', from: '2026-11-20', document: null } as const;
    await expect(grantRight(self.context, command)).rejects.toMatchObject({ code: 'doctor.own-record' });
    await expect(grantRight(city.second.affairs.context, command)).rejects.toMatchObject({ code: 'absent' });
    await expect(grantRight(city.first.his.context, command)).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  test('If-Match on an older state is refused, on the newest it is taken', async () => {
    const { doctorId } = await doctorAt(city.first);
    const { context } = city.first.affairs;
    const { length } = await rightsOfDoctor(context, doctorId);
    const grant = (rightKind: RightKind, ifMatch: number) =>
      grantRight(context, { ...at(city.first, doctorId), rightKind, from: '2026-11-20', document: null, ifMatch });
    await grant('herbal', length);
    await expect(grant('narcotic', length)).rejects.toMatchObject({ kind: 'moved', code: 'ledger.stream-moved' });
    await grant('narcotic', length + 1);
  });

  test('two grants of one kind at the same moment leave one grant', async () => {
    const { doctorId } = await doctorAt(city.first);
    const { context } = city.first.affairs;
    const command = { ...at(city.first, doctorId), rightKind: 'narcotic', from: '2026-11-20', document: null } as const;
    const outcomes = await Promise.allSettled([grantRight(context, command), grantRight(context, command)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'right.already-granted' },
    });
  });
});

describe('a hospital’s list of rights', () => {
  test('gives each doctor once over all pages, and only what changed since an earlier list', async () => {
    const own = await startService({ listen: false });
    const { first, second } = await smallCity(own);
    const licences = ['110000000000011', '110000000000012', '110000000000013', '110000000000014', '110000000000015'];
    const ids: string[] = [];
    for (const [index, licenceNo] of licences.entries()) {
      ids.push(await prescriber(first, { licenceNo, post: post(first, `L${index}`) }));
    }
    const read = async (changedSince?: string) => {
      const found: string[] = [];
      let page: Awaited<ReturnType<typeof rightList>> | undefined;
      do {
        page = await rightList(first.his.context, {
          hospitalId: first.hospitalId,
          changedSince,
          limit: 2,
          page: page?.next,
        });
        found.push(...page.items.map((item) => item.licenceNo));
      } while (page.next !== undefined);
      return { found: found.sort(), changedSince: page.changedSince };
    };
    const whole = await read();
    expect(whole.found).toEqual(licences);
    const nothing = await read(whole.changedSince);
    expect(nothing.found).toEqual([]);
    await suspend(first, ids[1] ?? '', '2026-11-22', '2026-11-24');
    const one = await read(nothing.changedSince);
    expect(one.found).toEqual([licences[1]]);
    expect((await read(one.changedSince)).found).toEqual([]);
    // Nobody signs anything, but the measure begins, and ends two days later.
    own.clock.set('2026-11-21T15:59:59.999Z');
    expect((await read(one.changedSince)).found).toEqual([]);
    own.clock.set('2026-11-21T16:00:00.000Z');
    const begun = await read(one.changedSince);
    expect(begun.found).toEqual([licences[1]]);
    expect((await read(begun.changedSince)).found).toEqual([]);
    own.clock.set('2026-11-23T16:00:00.000Z');
    expect((await read(begun.changedSince)).found).toEqual([licences[1]]);
    await expect(read('9999999-2026-11-20')).rejects.toMatchObject({ code: 'right.changed-since' });
    await expect(read('yesterday')).rejects.toMatchObject({ code: 'right.changed-since' });
    const elsewhere = rightList(second.his.context, { hospitalId: first.hospitalId, limit: 2 });
    await expect(elsewhere).rejects.toMatchObject({ code: 'absent' });
    await own.close();
  });
});

const reasons = { legalBasis: 'internal-points', reason: '离岗培训', document: null, sanctionDueId: null } as const;

async function doctorAt(hospital: SmallHospital) {
  const licenceNo = nextLicence();
  const staffNo = `S${numbers}`;
  const doctorId = await prescriber(hospital, { licenceNo, post: post(hospital, staffNo) });
  const { grants } = await rightsOfDoctor(hospital.affairs.context, doctorId);
  const places = await service.ports.store.doctors.postsOf([doctorId]);
  return { licenceNo, staffNo, doctorId, grantId: grants[0]?.grantId ?? '', postId: places[0]?.postId ?? '' };
}

function nextLicence(): string {
  numbers += 1;
  return `3607${String(numbers).padStart(11, '0')}`;
}

function post(hospital: SmallHospital, staffNo: string) {
  const { hospitalId, wardId } = hospital;
  return { hospitalId, staffNo, department: '心内科', wardId, from: '2020-01-01' };
}

async function postAt(hospital: SmallHospital, licenceNo: string): Promise<void> {
  numbers += 1;
  await startPost(hospital.affairs.context, { doctor: { licenceNo }, ...post(hospital, `P${numbers}`) });
}

function at(hospital: SmallHospital, doctorId: string) {
  return { doctorId, hospitalId: hospital.hospitalId };
}

async function general(user: TestUser, licenceNo: string): Promise<string | undefined> {
  const answer = await rightStatus(user.context, { licenceNo });
  return answer.hospitals[0]?.rights.find(({ kind }) => kind === 'general')?.status;
}

async function suspend(hospital: SmallHospital, doctorId: string, from: string, until: string | null): Promise<string> {
  const kinds = { measure: 'suspended', rightKinds: ['general'] } as const;
  const { id } = await measureRight(hospital.affairs.context, {
    ...at(hospital, doctorId),
    ...reasons,
    ...kinds,
    from,
    until,
  });
  return id;
}

async function measure(
  hospital: SmallHospital,
  doctorId: string,
  taken: RightMeasure,
  rightKinds: readonly RightKind[],
): Promise<void> {
  const command = { ...at(hospital, doctorId), ...reasons, measure: taken, rightKinds };
  await measureRight(hospital.affairs.context, { ...command, from: '2026-11-20', until: null });
}
