import { describe, expect, it } from 'vitest';
import { confirmCredit, recordCredit } from '../../../src/core/procedure/credit-decide.ts';
import type { Finding } from '../../../src/core/procedure/deduction.ts';
import { confirmOpening, recordOpening } from '../../../src/core/procedure/opening.ts';
import { outlivedWith } from '../../../src/core/procedure/retention.ts';
import { DoctorRecord, receipt } from '../../support/record.ts';

/** Delivered and waived in March 2026, so that nothing is open: charged to 2026 and kept until 2032-01-01. */
function settled(record: DoctorRecord, date: string, finding: Partial<Finding> = {}): void {
  record.find(date, finding);
  const { deductionId = 'd1' } = finding;
  record.deliver(date, deductionId);
  record.waive(date, deductionId);
}

function credit(record: DoctorRecord, date: string): void {
  const activity = { creditId: 'c1', doctorId: 'doctor', hospitalId: 'h3', scheme, activity: '专题学习', evidence: [] };
  record.append(recordCredit(record.on(date, 'office'), { ...activity, doneOn: date }), 'office', date);
}

function confirmedCredit(record: DoctorRecord, date: string): void {
  credit(record, date);
  record.append(confirmCredit(record.on(date, 'reviewer'), { creditId: 'c1', note: '' }), 'reviewer', date);
}

function opening(record: DoctorRecord, date: string): void {
  const balance = { openingId: 'o1', doctorId: 'doctor', hospitalId: 'h3', scheme, points: 2, carriedOn: date };
  const paper = { document: receipt, reason: '上线前' };
  record.append(recordOpening(record.on(date, 'office'), { ...balance, ...paper }), 'office', date);
}

function setAside(record: DoctorRecord, date: string): void {
  const about = { sanctionDueId: 'due', doctorId: 'doctor', hospitalId: 'h3' } as const;
  record.append({ kind: 'sanction.set-aside', v: 1, ...about, reason: '…' }, 'office', date);
}

const scheme = 'ganzhou-default';
const kindsOn = (record: DoctorRecord, date: string, deductionId = 'd1') =>
  outlivedWith(record.on(date, 'registrar'), deductionId).map(({ event }) => event.kind);

describe('what is erased with the last deduction of its time', () => {
  it('are credits, opening balances and sanction texts, each from the day its own retention is over', () => {
    const record = new DoctorRecord();
    settled(record, '2026-03-09');
    confirmedCredit(record, '2026-03-11');
    opening(record, '2026-03-12');
    record.append(
      confirmOpening(record.on('2026-03-12', 'reviewer'), { openingId: 'o1', note: '' }),
      'reviewer',
      '2026-03-12',
    );
    setAside(record, '2027-01-04');
    expect(kindsOn(record, '2031-12-31')).toEqual([]);
    const of2026 = ['credit.recorded', 'credit.confirmed', 'opening.recorded', 'opening.confirmed'];
    expect(kindsOn(record, '2032-01-01')).toEqual(of2026);
    expect(kindsOn(record, '2032-12-31')).toEqual(of2026);
    expect(kindsOn(record, '2033-01-01')).toEqual([...of2026, 'sanction.set-aside']);
  });

  it('stays while another deduction of its cycle does, and not for one of the next', () => {
    const record = new DoctorRecord();
    settled(record, '2026-03-09');
    confirmedCredit(record, '2026-03-11');
    settled(record, '2027-01-04', { deductionId: 'd2', findingId: 'f2', actRef: 'RX2', occurredOn: '2027-01-01' });
    expect(kindsOn(record, '2032-01-01')).toHaveLength(2);
    settled(record, '2027-01-05', { deductionId: 'd3', findingId: 'f3', actRef: 'RX3', occurredOn: '2026-12-31' });
    expect(kindsOn(record, '2032-01-01')).toEqual([]);
  });

  it('stays while it waits for its second person', () => {
    const record = new DoctorRecord();
    settled(record, '2026-03-09');
    credit(record, '2026-03-11');
    opening(record, '2026-03-12');
    expect(kindsOn(record, '2032-01-01')).toEqual([]);
  });
});
