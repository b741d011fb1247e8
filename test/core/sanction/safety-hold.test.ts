import { describe, expect, it } from 'vitest';
import { foldRights, rightsOn } from '../../../src/core/register/right.ts';
import { type PutHold, putHold, renewHold } from '../../../src/core/sanction/hold.ts';
import { adopted, city, DoctorRecord, ganzhou, refusalOf } from '../../support/record.ts';

const holding = (changes: Partial<PutHold> = {}): PutHold => ({
  measureId: 'hold1',
  hospitalId: 'h3',
  schemeId: 'ganzhou-default',
  rightKinds: ['general'],
  until: '2026-03-06',
  inpatientsTo: null,
  reason: '连续严重差错',
  ...changes,
});
const refused = (record: DoctorRecord, changes: Partial<PutHold> = {}, by = 'office') =>
  refusalOf(() => putHold(record.on('2026-03-02', by), holding(changes)));
const held = () => {
  const record = new DoctorRecord();
  record.append(putHold(record.on('2026-03-02', 'office'), holding()), 'office', '2026-03-02');
  return record;
};
const renewing = (record: DoctorRecord, by: string, until = '2026-03-13', date = '2026-03-04') =>
  renewHold(record.on(date, by), { measureId: 'hold2', renews: 'hold1', until, inpatientsTo: null, reason: '…' });

describe('a safety hold', () => {
  it('suspends at once, without any finding, and ends by itself', () => {
    const general = (date: string) =>
      rightsOn(foldRights(held().entries), { hospitalId: 'h3', until: null }, date).find(
        ({ kind }) => kind === 'general',
      );
    expect(['2026-03-01', '2026-03-02', '2026-03-05', '2026-03-06'].map((date) => general(date)?.status)).toEqual([
      'active',
      'suspended',
      'suspended',
      'active',
    ]);
  });

  it('lasts ten working days at most: from Monday 2 March to the end of Friday 13 March', () => {
    const until = (day: string) => refused(new DoctorRecord(), { until: day });
    expect(['2026-03-02', '2026-03-03', '2026-03-14', '2026-03-15'].map(until)).toEqual([
      'hold.ends-too-soon',
      'not refused',
      'not refused',
      'hold.too-long',
    ]);
  });

  it('is renewed by a second person, from the day it ends and for ten working days at most', () => {
    const record = held();
    expect(refusalOf(() => renewing(record, 'office'))).toBe('hold.same-person');
    expect(renewing(record, 'second')).toMatchObject({
      from: '2026-03-06',
      until: '2026-03-13',
      rightKinds: ['general'],
    });
    const until = (day: string) => refusalOf(() => renewing(record, 'second', day));
    expect(['2026-03-20', '2026-03-21'].map(until)).toEqual(['not refused', 'hold.too-long']);
  });

  it('is renewed once, before it has ended, and only if it is one', () => {
    const record = held();
    expect(
      ['2026-03-05', '2026-03-06'].map((date) => refusalOf(() => renewing(record, 'second', '2026-03-13', date))),
    ).toEqual(['not refused', 'hold.over']);
    record.append(renewing(record, 'second'), 'second', '2026-03-04');
    expect(refusalOf(() => renewing(record, 'third'))).toBe('hold.already-renewed');
    expect(refusalOf(() => renewing(new DoctorRecord(), 'second'))).toBe('hold.absent');
  });

  it('is not put twice instead of being renewed', () => {
    const record = held();
    expect(refused(record, { measureId: 'hold3' })).toBe('hold.already-held');
  });

  it('is not put by the doctor concerned, on rights that were not granted, or where the scheme allows none', () => {
    expect(refused(new DoctorRecord(), {}, 'doctor')).toBe('hold.own-record');
    expect(refused(new DoctorRecord(), { inpatientsTo: 'doctor' })).toBe('hold.takeover-own');
    expect(refused(new DoctorRecord(), { rightKinds: ['narcotic'] })).toBe('hold.kinds-not-granted');
    expect(refused(new DoctorRecord(), { schemeId: 'nothing' })).toBe('hold.scheme-unknown');
    const strict = { ...ganzhou, stay: { ...ganzhou.stay, exceptSafetyHold: false } };
    expect(refused(new DoctorRecord(city(adopted(strict))))).toBe('hold.not-allowed');
  });
});
