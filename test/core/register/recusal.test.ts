import { describe, expect, it } from 'vitest';
import { clockDue, pausedClockDue } from '../../../src/core/register/calendar.ts';
import { endLeave, foldLeaves, recordLeave } from '../../../src/core/register/leave.ts';
import type { AccessGrant } from '../../../src/core/register/people/access.ts';
import { declareInterest, endInterest, foldInterests } from '../../../src/core/register/people/interest.ts';
import { giveMandate, type Mandate } from '../../../src/core/register/people/mandate.ts';
import { DoctorRecord, refusalOf, shippedCalendar } from '../../support/record.ts';

const leave = { leaveId: 'l1', doctorId: 'doctor', hospitalId: 'h3', document: '假条' };

describe('a documented leave', () => {
  it('ends after it begins, and is no absence of years', () => {
    const refused = (from: string, until: string) => refusalOf(() => recordLeave({ ...leave, from, until }));
    expect(refused('2026-03-02', '2026-03-02')).toBe('leave.dates');
    expect(refused('2026-03-02', '2026-03-03')).toBe('not refused');
    expect(refused('2020-01-01', '2026-01-01')).toBe('leave.too-long');
  });

  it('may end sooner, be taken back by ending where it begins, and never grow by its end', () => {
    const record = new DoctorRecord();
    record.append(recordLeave({ ...leave, from: '2026-03-02', until: '2026-03-12' }), 'office', '2026-03-02');
    const end = (until: string, leaveId = 'l1', { hospitalId } = leave) =>
      endLeave(record.entries, { leaveId, hospitalId, until, reason: '…' });
    expect(refusalOf(() => end('2026-03-01'))).toBe('leave.not-sooner');
    expect(refusalOf(() => end('2026-03-12'))).toBe('leave.not-sooner');
    expect(refusalOf(() => end('2026-03-05', 'l2'))).toBe('leave.absent');
    expect(refusalOf(() => end('2026-03-05', 'l1', { ...leave, hospitalId: 'elsewhere' }))).toBe('leave.absent');
    record.append(end('2026-03-05'), 'office', '2026-03-05');
    expect(foldLeaves(record.entries)).toMatchObject([{ from: '2026-03-02', until: '2026-03-05' }]);
    record.append(end('2026-03-02'), 'office', '2026-03-06');
    expect(foldLeaves(record.entries)).toEqual([]);
  });

  it('stops a clock on its days and no others, up to the most that the scheme allows', () => {
    const clock = { days: 5, unit: 'working' } as const;
    const due = (from: string, until: string, atMostDays = 90) =>
      pausedClockDue(shippedCalendar, clock, '2026-03-02', { ranges: [{ from, until }], atMostDays }).due;
    expect(clockDue(shippedCalendar, clock, '2026-03-02').due).toBe('2026-03-09');
    expect(due('2026-02-01', '2026-03-03')).toBe('2026-03-09');
    expect(due('2026-02-01', '2026-03-04')).toBe('2026-03-10');
    expect(due('2026-03-09', '2026-03-10')).toBe('2026-03-10');
    expect(due('2026-03-10', '2026-03-20')).toBe('2026-03-09');
    expect(due('2026-03-03', '2026-12-31', 2)).toBe('2026-03-11');
  });
});

describe('a declared interest', () => {
  it('stands until another person ends it, once', () => {
    const record = new DoctorRecord();
    record.interest('2026-03-02', 'cousin');
    const declare = (personId: string) =>
      declareInterest(record.dossier, { interestId: 'i2', doctorId: 'doctor', personId, reason: '…' });
    expect(refusalOf(() => declare('doctor'))).toBe('interest.subject');
    expect(refusalOf(() => declare('cousin'))).toBe('interest.already-declared');
    const end = (signerId: string, interestId = 'interest-cousin', ...alsoIds: string[]) =>
      endInterest({ entries: record.entries, signerIds: [signerId, ...alsoIds] }, { interestId, reason: '…' });
    expect(refusalOf(() => end('office', 'unheard-of'))).toBe('interest.absent');
    expect(refusalOf(() => end('cousin'))).toBe('interest.own-end');
    expect(refusalOf(() => end('now', 'interest-cousin', 'cousin'))).toBe('interest.own-end');
    record.append(end('office'), 'office', '2026-03-03');
    expect(foldInterests(record.entries)).toEqual([]);
    expect(refusalOf(() => end('office'))).toBe('interest.already-ended');
  });
});

describe('a mandate', () => {
  const grant = (personId: string, changed: Partial<AccessGrant> = {}): AccessGrant => ({
    grantId: `g-${personId}`,
    personId,
    role: 'reviewer',
    scope: { kind: 'hospital', hospitalId: 'h3' },
    category: null,
    from: '2026-01-01',
    until: null,
    ...changed,
  });
  const mandate: Mandate = {
    mandateId: 'm1',
    hospitalId: 'h3',
    personId: 'guest',
    role: 'reviewer',
    inPlaceOf: null,
    from: '2026-03-02',
    until: '2026-04-02',
    reason: '…',
    document: '1号',
  };
  const refused = (
    changed: Partial<Mandate>,
    held: readonly AccessGrant[] = [],
    replaced: readonly AccessGrant[] = [],
    signerId = 'office',
  ) =>
    refusalOf(() =>
      giveMandate({ held, replaced, signerIds: [signerId], today: '2026-03-02' }, { ...mandate, ...changed }),
    );

  it('has an end, after its beginning and after today', () => {
    expect(refused({})).toBe('not refused');
    expect(refused({ until: '2026-03-02' })).toBe('mandate.dates');
    expect(refused({ from: '2026-01-01', until: '2026-03-02' })).toBe('mandate.dates');
    expect(refused({ from: '2026-01-01', until: '2026-03-03' })).toBe('not refused');
  });

  it('stands in for somebody who holds the role there on its first day', () => {
    expect(refused({ inPlaceOf: 'own' }, [], [grant('own')])).toBe('not refused');
    expect(refused({ inPlaceOf: 'own' }, [], [grant('own', { until: '2026-03-02' })])).toBe('mandate.nobody-replaced');
    expect(refused({ inPlaceOf: 'own' }, [], [grant('own', { role: 'auditor' })])).toBe('mandate.nobody-replaced');
  });

  it('is given by another person, to somebody who lacks the role there and is no administrator', () => {
    expect(refused({}, [], [], 'guest')).toBe('access.own-grant');
    expect(refused({}, [grant('guest')])).toBe('mandate.already-held');
    expect(refused({}, [grant('guest', { scope: { kind: 'hospital', hospitalId: 'other3' } })])).toBe('not refused');
    const administrator = grant('guest', { role: 'audit-administrator', scope: { kind: 'city' } });
    expect(refused({}, [administrator])).toBe('access.separation');
  });
});
