import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LegalBasis, RightKind } from '../../../src/core/register/right.ts';
import { declareInterest, endInterest } from '../../../src/usecases/appeals/interest.ts';
import { endPost } from '../../../src/usecases/register/doctor.ts';
import { rightStatus } from '../../../src/usecases/rights/right.ts';
import {
  endRight,
  grantRight,
  liftMeasure,
  measureRight,
  rightsOfDoctor,
} from '../../../src/usecases/rights/right-change.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { at, doctorAt, general, reasons, suspend } from '../../support/rights.ts';
import { startService, type TestService } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
});
afterAll(() => service.close());

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

  test('the listing says of each status at the hospitals in reach why it is that, and HIS is told the status alone', async () => {
    const { doctorId, licenceNo, grantId } = await doctorAt(city.first);
    const measureId = await suspend(city.first, doctorId, '2026-11-20', '2026-11-25');
    const { statuses } = await rightsOfDoctor(city.first.affairs.context, doctorId);
    expect(new Set(statuses.map(({ hospitalId }) => hospitalId))).toEqual(new Set([city.first.hospitalId]));
    const suspended = statuses.find(({ kind }) => kind === 'general');
    expect(suspended).toMatchObject({ status: 'suspended', until: '2026-11-25' });
    const said = (code: string) => suspended?.explanation.find((each) => each.code === code)?.parameters;
    expect(said('status.granted')).toMatchObject({ grantId, entry: expect.any(Number) });
    expect(said('status.suspended')).toMatchObject({ measureId, entry: expect.any(Number), until: '2026-11-25' });
    expect(said('status.basis.periodic-assessment')).toMatchObject({ measureId, measure: 'suspended' });
    expect(said('status.ends')).toMatchObject({ measureId, on: '2026-11-25' });
    const told = await rightStatus(city.first.his.context, { licenceNo });
    expect(Object.keys(told.hospitals[0]?.rights[0] ?? {})).toEqual(['kind', 'status', 'until']);
  });

  test('points alone suspend nobody: what rests on them is imposed as the sanction due', async () => {
    const { doctorId } = await doctorAt(city.first);
    const command = { ...at(city.first, doctorId), ...reasons, measure: 'suspended', rightKinds: ['general'] } as const;
    const take = (legalBasis: LegalBasis) =>
      measureRight(city.first.affairs.context, { ...command, legalBasis, from: '2026-11-20', until: null });
    await expect(take('internal-points')).rejects.toMatchObject({ code: 'right.points-without-sanction' });
    await expect(take('order84')).resolves.toBeDefined();
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

  test('nobody with a declared interest changes a right, until another person has ended it', async () => {
    const { doctorId } = await doctorAt(city.first);
    const here = at(city.first, doctorId);
    const scope = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
    const { context } = await service.user([{ role: 'medical-affairs', scope }]);
    const right = { rightKind: 'herbal', from: '2026-11-20', document: null } as const;
    const { id: interestId } = await declareInterest(context, { ...here, reason: '配偶' });
    await expect(grantRight(context, { ...here, ...right })).rejects.toMatchObject({ code: 'right.recused' });
    await endInterest(city.first.affairs.context, { ...here, interestId, reason: '…' });
    await grantRight(context, { ...here, ...right });
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
