import { describe, expect, it } from 'vitest';
import type { CreditedActivity } from '../../../src/core/procedure/credit.ts';
import { confirmCredit, declineCredit, recordCredit } from '../../../src/core/procedure/credit-decide.ts';
import { standingOf } from '../../../src/core/standing.ts';
import { adopted, city, DoctorRecord, ganzhou, item, nhsa, refusalOf } from '../../support/record.ts';

const study = (changes: Partial<CreditedActivity> = {}): CreditedActivity => ({
  creditId: 'c1',
  doctorId: 'doctor',
  hospitalId: 'h3',
  scheme: 'ganzhou-default',
  activity: '专题学习',
  doneOn: '2026-03-10',
  evidence: [],
  ...changes,
});

const left = (record: DoctorRecord, asOf: string) =>
  standingOf(record.register, record.dossier, asOf).find((each) => each.schemeId === 'ganzhou-default')?.left;

/** Recorded by the office and confirmed by the reviewer on one day. */
function credited(record: DoctorRecord, date: string, changes: Partial<CreditedActivity> = {}): void {
  record.append(recordCredit(record.on(date, 'office'), study({ doneOn: date, ...changes })), 'office', date);
  const { creditId = 'c1' } = changes;
  record.append(confirmCredit(record.on(date, 'reviewer'), { creditId, note: '' }), 'reviewer', date);
}

describe('a credit', () => {
  it('gives nothing back before another person confirms, and then from that day on', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('3-1')] });
    record.append(recordCredit(record.on('2026-03-11', 'office'), study()), 'office', '2026-03-11');
    expect(left(record, '2026-03-12')).toBe(9);
    record.append(
      confirmCredit(record.on('2026-03-13', 'reviewer'), { creditId: 'c1', note: '' }),
      'reviewer',
      '2026-03-13',
    );
    expect([left(record, '2026-03-12'), left(record, '2026-03-13')]).toEqual([9, 10]);
  });

  it('is not confirmed or declined by its recorder, nor signed by the doctor concerned', () => {
    const record = new DoctorRecord();
    expect(refusalOf(() => recordCredit(record.on('2026-03-11', 'doctor'), study()))).toBe('credit.own-record');
    record.append(recordCredit(record.on('2026-03-11', 'office'), study()), 'office', '2026-03-11');
    const confirm = (by: string) =>
      refusalOf(() => confirmCredit(record.on('2026-03-11', by), { creditId: 'c1', note: '' }));
    const decline = (by: string) =>
      refusalOf(() => declineCredit(record.on('2026-03-11', by), { creditId: 'c1', reason: '…' }));
    expect([confirm('office'), confirm('doctor'), confirm('reviewer')]).toEqual([
      'credit.own-confirmation',
      'credit.own-record',
      'not refused',
    ]);
    expect([decline('office'), decline('reviewer')]).toEqual(['credit.own-decline', 'not refused']);
  });

  it('is decided once', () => {
    const record = new DoctorRecord();
    credited(record, '2026-03-11');
    const again = () => confirmCredit(record.on('2026-03-12', 'another'), { creditId: 'c1', note: '' });
    expect(refusalOf(again)).toBe('credit.already-confirmed');
    expect(refusalOf(() => confirmCredit(record.on('2026-03-12', 'another'), { creditId: 'c9', note: '' }))).toBe(
      'credit.absent',
    );
  });

  it('that was declined gives nothing back, and the activity may be recorded again', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('3-1')] });
    record.append(recordCredit(record.on('2026-03-11', 'office'), study()), 'office', '2026-03-11');
    const twice = () => recordCredit(record.on('2026-03-11', 'office'), study({ creditId: 'c2' }));
    expect(refusalOf(twice)).toBe('credit.already-recorded');
    const declined = declineCredit(record.on('2026-03-12', 'reviewer'), { creditId: 'c1', reason: '…' });
    record.append(declined, 'reviewer', '2026-03-12');
    expect(refusalOf(twice)).toBe('not refused');
    expect(refusalOf(() => confirmCredit(record.on('2026-03-12', 'reviewer'), { creditId: 'c1', note: '' }))).toBe(
      'credit.already-declined',
    );
    expect(standingOf(record.register, record.dossier, '2026-03-12')[0]).toMatchObject({ left: 9, credits: [] });
  });

  it('is taken up to the cap of the cycle and not one more, and anew in the next cycle', () => {
    const record = new DoctorRecord();
    for (const n of [1, 2, 3, 4]) credited(record, `2026-03-1${n}`, { creditId: `c${n}` });
    const fifth = (date: string) =>
      refusalOf(() => recordCredit(record.on(date, 'office'), study({ creditId: 'c5', doneOn: date })));
    expect(['2026-12-31', '2027-01-01'].map(fifth)).toEqual(['credit.over-cap', 'not refused']);
  });

  it('that waited while others used up the cap is refused at its confirmation', () => {
    const record = new DoctorRecord();
    record.append(
      recordCredit(record.on('2026-03-01', 'office'), study({ creditId: 'c0', doneOn: '2026-03-01' })),
      'office',
      '2026-03-01',
    );
    for (const n of [1, 2, 3, 4]) credited(record, `2026-03-1${n}`, { creditId: `c${n}` });
    expect(refusalOf(() => confirmCredit(record.on('2026-03-20', 'reviewer'), { creditId: 'c0', note: '' }))).toBe(
      'credit.over-cap',
    );
  });

  it('does not stand against an item of twelve points', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('E07')] });
    credited(record, '2026-03-11');
    expect(left(record, '2026-03-11')).toBe(0);
  });

  it('needs a scheme that binds and gives points back, and an activity that was done', () => {
    const record = new DoctorRecord(city(adopted(nhsa, 'city', nhsa.inForce.from, adopted(ganzhou))));
    const refused = (changes: Partial<CreditedActivity>) =>
      refusalOf(() => recordCredit(record.on('2026-03-11', 'office'), study(changes)));
    expect(refused({ scheme: 'unheard-of' })).toBe('credit.scheme-unknown');
    expect(refused({ scheme: 'nhsa' })).toBe(nhsa.credits === null ? 'credit.not-in-scheme' : 'not refused');
    expect(['2026-03-10', '2026-03-11', '2026-03-12'].map((doneOn) => refused({ doneOn }))).toEqual([
      'not refused',
      'not refused',
      'credit.done-in-future',
    ]);
  });

  it('is signed by nobody with a declared interest', () => {
    const record = new DoctorRecord();
    record.interest('2026-03-02', 'cousin');
    const recorded = recordCredit(record.on('2026-03-02', 'office'), study({ doneOn: '2026-03-02' }));
    expect(refusalOf(() => recordCredit(record.on('2026-03-02', 'cousin'), study({ doneOn: '2026-03-02' })))).toBe(
      'credit.recused',
    );
    record.append(recorded, 'office', '2026-03-02');
    const { creditId } = recorded;
    for (const decide of [
      () => confirmCredit(record.on('2026-03-02', 'cousin'), { creditId, note: '' }),
      () => declineCredit(record.on('2026-03-02', 'cousin'), { creditId, reason: '…' }),
    ])
      expect(refusalOf(decide)).toBe('credit.recused');
  });
});
