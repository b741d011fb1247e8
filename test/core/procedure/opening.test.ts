import { describe, expect, it } from 'vitest';
import {
  confirmOpening,
  dropOpening,
  type OpeningBalance,
  recordOpening,
} from '../../../src/core/procedure/opening.ts';
import {
  confirmOpeningReversal,
  dropOpeningReversal,
  proposeOpeningReversal,
} from '../../../src/core/procedure/opening-reversal.ts';
import { standingOf } from '../../../src/core/standing.ts';
import { DoctorRecord, item, receipt, refusalOf } from '../../support/record.ts';

const monday = '2026-03-02';

function balance(changed: Partial<OpeningBalance> = {}): OpeningBalance {
  return {
    openingId: 'o1',
    doctorId: 'doctor',
    hospitalId: 'h3',
    scheme: 'ganzhou-default',
    points: 4,
    carriedOn: '2026-02-27',
    document: receipt,
    reason: '上线前',
    ...changed,
  };
}

function record(doctor: DoctorRecord, changed: Partial<OpeningBalance> = {}, by = 'auditor', on = monday): void {
  doctor.append(recordOpening(doctor.on(on, by), balance(changed)), by, on);
}

function confirm(doctor: DoctorRecord, by = 'reviewer', openingId = 'o1'): void {
  doctor.append(confirmOpening(doctor.on(monday, by), { openingId, note: '' }), by, monday);
}

function drop(doctor: DoctorRecord, by = 'auditor'): void {
  doctor.append(dropOpening(doctor.on(monday, by), { openingId: 'o1', reason: '…' }), by, monday);
}

const standing = (doctor: DoctorRecord, on = monday) => standingOf(doctor.register, doctor.dossier, on)[0];

describe('a balance carried over from paper', () => {
  it('counts in the cycle of its day, once another person has confirmed it', () => {
    const doctor = new DoctorRecord();
    record(doctor);
    expect(standing(doctor)).toMatchObject({ left: 12, countedItems: [] });
    expect(refusalOf(() => confirm(doctor, 'auditor'))).toBe('opening.one-person');
    confirm(doctor);
    expect(standing(doctor)).toMatchObject({
      left: 8,
      countedItems: [{ code: 'carried-over', points: 4, counted: 4, text: { zh: '纸面记分结转' } }],
      sanctionsDue: [],
    });
    expect(standing(doctor, '2027-01-01')).toMatchObject({ left: 12 });
  });

  it('lets the next finding reach what lies above it, and not what paper has dealt with', () => {
    const doctor = new DoctorRecord();
    record(doctor);
    confirm(doctor);
    doctor.find('2026-03-03', { items: [item('2-4')] });
    expect(standing(doctor, '2026-03-03')?.sanctionsDue).toEqual([]);
    doctor.find('2026-03-04', { deductionId: 'd2', actRef: 'RX2', items: [item('2-4')] });
    expect(standing(doctor, '2026-03-04')).toMatchObject({
      left: 6,
      sanctionsDue: [{ threshold: { id: 'interview' } }],
    });
  });

  it('is recorded once for a scheme, hospital and cycle; what was dropped may be recorded again', () => {
    const doctor = new DoctorRecord();
    record(doctor);
    const again = () => refusalOf(() => recordOpening(doctor.on(monday, 'auditor'), balance({ openingId: 'o2' })));
    expect(again()).toBe('opening.already-recorded');
    drop(doctor);
    expect(again()).toBe('not refused');
    expect(refusalOf(() => confirm(doctor))).toBe('opening.decided');
    expect(refusalOf(() => drop(doctor))).toBe('opening.decided');
  });

  it('has points from one to the total, a day that has been, and a scheme that bound the hospital then', () => {
    const doctor = new DoctorRecord();
    const refused = (changed: Partial<OpeningBalance>) =>
      refusalOf(() => recordOpening(doctor.on(monday, 'auditor'), balance(changed)));
    expect([0, 1, 12, 13, 1.5].map((points) => refused({ points }))).toEqual([
      'opening.points',
      'not refused',
      'not refused',
      'opening.points',
      'opening.points',
    ]);
    expect(refused({ carriedOn: monday })).toBe('not refused');
    expect(refused({ carriedOn: '2026-03-03' })).toBe('opening.in-future');
    expect(refused({ carriedOn: '2025-12-31' })).toBe('opening.scheme-not-in-force');
    expect(refused({ scheme: 'unheard-of' })).toBe('opening.scheme-not-in-force');
  });

  it('is signed by nobody concerned', () => {
    const doctor = new DoctorRecord();
    doctor.interest('2026-02-27', 'cousin');
    expect(refusalOf(() => record(doctor, {}, 'doctor'))).toBe('opening.own-record');
    expect(refusalOf(() => record(doctor, {}, 'cousin'))).toBe('opening.recused');
    record(doctor);
    expect(refusalOf(() => confirm(doctor, 'doctor'))).toBe('opening.own-record');
    expect(refusalOf(() => confirm(doctor, 'cousin'))).toBe('opening.recused');
    expect(refusalOf(() => confirm(doctor, 'reviewer', 'o9'))).toBe('opening.absent');
  });
});

describe('the reversal of a balance from paper', () => {
  const tuesday = '2026-03-03';
  const propose = (doctor: DoctorRecord, by = 'auditor') =>
    doctor.append(
      proposeOpeningReversal(doctor.on(tuesday, by), { openingId: 'o1', reason: '…', document: null }),
      by,
      tuesday,
    );
  const reverse = (doctor: DoctorRecord, by = 'reviewer') =>
    doctor.append(confirmOpeningReversal(doctor.on(tuesday, by), { openingId: 'o1', note: '' }), by, tuesday);
  const keep = (doctor: DoctorRecord, by = 'reviewer') =>
    doctor.append(dropOpeningReversal(doctor.on(tuesday, by), { openingId: 'o1', reason: '…' }), by, tuesday);
  const confirmed = () => {
    const doctor = new DoctorRecord();
    record(doctor);
    confirm(doctor);
    return doctor;
  };

  it('takes two persons and acts back to the day it was carried on; then it may be carried over again', () => {
    const doctor = confirmed();
    propose(doctor);
    expect(standing(doctor, tuesday)).toMatchObject({ left: 8 });
    expect(refusalOf(() => reverse(doctor, 'auditor'))).toBe('opening.reversal-one-person');
    reverse(doctor);
    for (const on of [monday, tuesday]) expect(standing(doctor, on)).toMatchObject({ left: 12, countedItems: [] });
    expect(standing(doctor, tuesday)?.notCountedItems).toMatchObject([
      { deductionId: 'o1', state: 'reversed', reasons: [{ code: 'item.reversed', parameters: { on: tuesday } }] },
    ]);
    const again = () => recordOpening(doctor.on(tuesday, 'auditor'), balance({ openingId: 'o2', points: 3 }));
    expect(refusalOf(again)).toBe('not refused');
  });

  it('is of a balance that was confirmed, proposed once and reversed once', () => {
    const doctor = new DoctorRecord();
    expect(refusalOf(() => propose(doctor))).toBe('opening.absent');
    record(doctor);
    expect(refusalOf(() => propose(doctor))).toBe('opening.not-confirmed');
    confirm(doctor);
    expect(refusalOf(() => reverse(doctor))).toBe('opening.no-reversal-proposed');
    expect(refusalOf(() => keep(doctor))).toBe('opening.no-reversal-proposed');
    propose(doctor);
    expect(refusalOf(() => propose(doctor))).toBe('opening.reversal-already-proposed');
    keep(doctor);
    expect(standing(doctor, tuesday)).toMatchObject({ left: 8 });
    propose(doctor);
    reverse(doctor);
    for (const step of [propose, reverse, keep]) expect(refusalOf(() => step(doctor))).toBe('opening.reversed-before');
  });

  it('is signed by nobody concerned', () => {
    const doctor = confirmed();
    doctor.interest(tuesday, 'cousin');
    expect(refusalOf(() => propose(doctor, 'doctor'))).toBe('opening.own-record');
    expect(refusalOf(() => propose(doctor, 'cousin'))).toBe('opening.recused');
    propose(doctor);
    expect(refusalOf(() => reverse(doctor, 'doctor'))).toBe('opening.own-record');
    expect(refusalOf(() => reverse(doctor, 'cousin'))).toBe('opening.recused');
  });
});
