import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/procedure/deduction.ts';
import {
  confirmErasure,
  dropErasure,
  foldErasures,
  isErasable,
  proposeErasure,
} from '../../../src/core/procedure/erasure.ts';
import { parseScheme } from '../../../src/core/rules/scheme.ts';
import { adopted, city, DoctorRecord, item, refusalOf, schemeData, shippedCalendar } from '../../support/record.ts';

const command = { deductionId: 'd1', reason: '保存期已满', document: null };
const propose = (record: DoctorRecord, date: string, by = 'registrar') =>
  refusalOf(() => proposeErasure(record.on(date, by), command));

/** Found, delivered and not appealed within 2026; due for erasure from 2032-01-01 on. */
function settled(finding: Partial<Finding> = {}): DoctorRecord {
  const record = new DoctorRecord();
  record.find('2026-03-09', finding);
  record.deliver('2026-03-10');
  record.waive('2026-03-11');
  return record;
}

describe('retention', () => {
  it('ends five years after the cycle of the finding, to the day', () => {
    const record = settled();
    expect(propose(record, '2031-12-31')).toBe('erasure.too-early');
    expect(propose(record, '2032-01-01')).toBe('not refused');
  });

  it('is counted from the day of the finding and not of the act', () => {
    const record = new DoctorRecord();
    record.find('2027-01-04', { occurredOn: '2026-12-28' });
    record.deliver('2027-01-05');
    record.waive('2027-01-06');
    expect(propose(record, '2032-12-31')).toBe('erasure.too-early');
    expect(propose(record, '2033-01-01')).toBe('not refused');
  });

  it('of one that never was confirmed is counted from the day it was closed', () => {
    const record = new DoctorRecord();
    record.record('2026-03-09');
    record.withdraw('2026-03-10');
    expect(propose(record, '2031-12-31')).toBe('erasure.too-early');
    expect(propose(record, '2032-01-01')).toBe('not refused');
  });

  it('of a rolling cycle begins when the finding has left it', () => {
    const data = { ...schemeData('ganzhou-default-2026'), cycle: { kind: 'rolling', months: 12 } };
    const record = new DoctorRecord(city(adopted(parseScheme(data)), shippedCalendar));
    record.find('2026-03-09');
    record.deliver('2026-03-10');
    record.waive('2026-03-11');
    expect(propose(record, '2032-03-08')).toBe('erasure.too-early');
    expect(propose(record, '2032-03-09')).toBe('not refused');
  });

  it('is as long as the scheme says', () => {
    const data = { ...schemeData('ganzhou-default-2026'), retention: { yearsAfterCycle: 10 } };
    const record = new DoctorRecord(city(adopted(parseScheme(data)), shippedCalendar));
    record.find('2026-03-09');
    record.deliver('2026-03-10');
    record.waive('2026-03-11');
    expect(propose(record, '2036-12-31')).toBe('erasure.too-early');
    expect(propose(record, '2037-01-01')).toBe('not refused');
  });
});

describe('what still needs the record keeps it', () => {
  const late = '2032-02-02';

  it('an open record, an undelivered decision, an open window, an appeal and a reversal that waits', () => {
    const record = new DoctorRecord();
    record.record('2026-03-09');
    expect(propose(record, '2026-03-20')).toBe('erasure.open');
    record.acknowledge('2026-03-10');
    record.confirm('2026-03-10');
    expect(propose(record, late)).toBe('erasure.appeal-open');
    record.deliver('2026-03-11');
    expect(propose(record, '2026-03-12')).toBe('erasure.appeal-open');
    record.appeal('2026-03-12');
    expect(propose(record, late)).toBe('erasure.appeal-open');
    record.withdrawAppeal('2026-03-13');
    record.proposeReversal('2026-03-14');
    expect(propose(record, late)).toBe('erasure.reversal-open');
    record.reverse('2026-03-16');
    expect(propose(record, late)).toBe('not refused');
  });

  it('a sanction that rests on it and is not done', () => {
    const record = settled({ items: [item('3-1')] });
    expect(propose(record, late)).toBe('erasure.sanction-open');
  });

  it('a measure on the doctor’s right, until its last day is over', () => {
    const record = settled();
    const measure = {
      v: 1,
      doctorId: 'doctor',
      measureId: 'm1',
      hospitalId: 'h3',
      measure: 'suspended',
      rightKinds: ['general'],
      from: '2032-01-01',
      until: '2032-03-01',
      legalBasis: 'periodic-assessment',
      reason: '…',
      document: null,
      sanctionDueId: null,
    } as const;
    record.append({ kind: 'right.measured', ...measure }, 'office', '2031-12-31');
    expect(propose(record, '2032-02-29')).toBe('erasure.measure-in-force');
    expect(propose(record, '2032-03-01')).toBe('not refused');
  });
});

describe('erasing', () => {
  const date = '2032-01-05';
  const proposed = () => {
    const record = settled();
    record.append(proposeErasure(record.on(date, 'registrar'), command), 'registrar', date);
    return record;
  };
  const confirm = (record: DoctorRecord, by: string, on = date) =>
    refusalOf(() => confirmErasure(record.on(on, by), { deductionId: 'd1', note: '' }, []));

  it('takes a proposal and another person, neither of them the doctor or one with an interest', () => {
    expect(confirm(settled(), 'second')).toBe('erasure.none-proposed');
    const record = proposed();
    expect(propose(record, date, 'second')).toBe('erasure.already-proposed');
    expect(confirm(record, 'registrar')).toBe('erasure.one-person');
    expect(confirm(record, 'doctor')).toBe('deduction.own-record');
    expect(propose(settled(), date, 'doctor')).toBe('deduction.own-record');
    record.interest(date, 'second');
    expect(confirm(record, 'second')).toBe('deduction.recused');
    expect(confirm(record, 'third')).toBe('not refused');
  });

  it('holds the same against the confirmation as against the proposal', () => {
    const record = proposed();
    record.proposeReversal(date);
    expect(confirm(record, 'second')).toBe('erasure.reversal-open');
  });

  it('can be dropped, and proposed again', () => {
    const record = proposed();
    const drop = () => dropErasure(record.on(date, 'second'), { deductionId: 'd1', reason: '仍在诉讼' });
    record.append(drop(), 'second', date);
    expect(refusalOf(drop)).toBe('erasure.none-proposed');
    expect(confirm(record, 'third')).toBe('erasure.none-proposed');
    expect(propose(record, date)).toBe('not refused');
    expect(foldErasures(record.dossier.entries).get('d1')).toMatchObject({ confirmed: null, dropped: { on: date } });
  });

  it('reaches no right to prescribe and no erasure', () => {
    const kinds = proposed()
      .entries.filter(isErasable)
      .map(({ event }) => event.kind);
    expect(new Set(kinds.map((kind) => kind.split('.')[0]))).toEqual(new Set(['deduction']));
  });
});
