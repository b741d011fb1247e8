import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/ledger/entry.ts';
import { confirmCredit, recordCredit } from '../../../src/core/procedure/credit-decide.ts';
import type { Finding } from '../../../src/core/procedure/deduction.ts';
import type { ErasedEntry } from '../../../src/core/procedure/erasure.ts';
import { foldErasures } from '../../../src/core/procedure/erasure.ts';
import {
  confirmRemainderErasure,
  dropRemainderErasure,
  proposeRemainderErasure,
} from '../../../src/core/procedure/erasure-remainder.ts';
import { confirmOpening, recordOpening } from '../../../src/core/procedure/opening.ts';
import { outlived } from '../../../src/core/procedure/retention.ts';
import { DoctorRecord, item, receipt, refusalOf } from '../../support/record.ts';

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
const kindsOn = (record: DoctorRecord, date: string, deductionId: string | null = 'd1', leads: readonly Entry[] = []) =>
  outlived(record.on(date, 'registrar'), deductionId, leads).entries.map(({ event }) => event.kind);

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

describe('what outlived a doctor of whom no deduction was ever erased', () => {
  const erased: readonly ErasedEntry[] = [];
  const propose = (record: DoctorRecord, date: string, by = 'registrar') =>
    proposeRemainderErasure(record.on(date, by), { doctorId: 'doctor', reason: '保存期已满', document: null }, []);
  const confirm = (record: DoctorRecord, date: string, by = 'second') =>
    confirmRemainderErasure(record.on(date, by), { doctorId: 'doctor', note: '' }, [], erased);
  const withCredit = (): DoctorRecord => {
    const record = new DoctorRecord();
    confirmedCredit(record, '2026-03-11');
    return record;
  };

  it('may be erased from the day its retention is over, and not the day before', () => {
    const record = withCredit();
    expect(kindsOn(record, '2031-12-31', null)).toEqual([]);
    expect(refusalOf(() => propose(record, '2031-12-31'))).toBe('erasure.remainder-none');
    expect(kindsOn(record, '2032-01-01', null)).toEqual(['credit.recorded', 'credit.confirmed']);
    record.append(propose(record, '2032-01-01'), 'registrar', '2032-01-01');
    expect(confirm(record, '2032-01-01')).toMatchObject({ v: 2, deductionId: null, retainedUntil: '2032-01-01' });
  });

  it('includes a lead that was found to be none, from its own day on', () => {
    // Posted in 2026, looked at in January 2027.
    const lead = { leadId: 'l1', hospitalId: 'h3' } as const;
    const apart = new DoctorRecord();
    const about = {
      doctorId: 'doctor',
      source: 'his-hit',
      occurredOn: '2026-12-30',
      actRef: null,
      code: null,
    } as const;
    apart.append({ kind: 'lead.posted', v: 1, ...lead, ...about, text: '…' }, 'his', '2026-12-30');
    const closed = { outcome: 'set-aside', deductionId: null, reason: '规则误报' } as const;
    apart.append({ kind: 'lead.closed', v: 1, ...lead, ...closed }, 'auditor', '2027-01-04');
    const leads = apart.entries.filter(({ event }) => event.kind.startsWith('lead.'));
    expect(kindsOn(new DoctorRecord(), '2032-12-31', null, leads)).toEqual([]);
    expect(kindsOn(new DoctorRecord(), '2033-01-01', null, leads)).toEqual(['lead.posted', 'lead.closed']);
  });

  it('stays while a deduction does that occurred before its cycle ended, settled or not', () => {
    const record = withCredit();
    settled(record, '2027-01-05', { occurredOn: '2026-12-31' });
    expect(refusalOf(() => propose(record, '2032-01-01'))).toBe('erasure.remainder-none');
    const later = withCredit();
    settled(later, '2027-01-05', { occurredOn: '2027-01-01' });
    expect(refusalOf(() => propose(later, '2032-01-01'))).toBe('not refused');
  });

  it('takes two persons, neither of them the doctor or recused, and one proposal at a time', () => {
    const record = withCredit();
    const date = '2032-01-04';
    expect(refusalOf(() => confirm(record, date))).toBe('erasure.remainder-not-proposed');
    expect(refusalOf(() => propose(record, date, 'doctor'))).toBe('erasure.own-record');
    record.append(propose(record, date), 'registrar', date);
    expect(refusalOf(() => propose(record, date, 'office'))).toBe('erasure.remainder-proposed');
    expect(refusalOf(() => confirm(record, date, 'registrar'))).toBe('erasure.remainder-one-person');
    expect(refusalOf(() => confirm(record, date, 'doctor'))).toBe('erasure.own-record');
    record.append(
      dropRemainderErasure(record.on(date, 'second'), { doctorId: 'doctor', reason: '仍在诉讼' }),
      'second',
      date,
    );
    expect(refusalOf(() => confirm(record, date))).toBe('erasure.remainder-not-proposed');
    record.append(propose(record, date), 'registrar', date);
    record.append(confirm(record, date), 'second', date);
    const states = [...foldErasures(record.dossier.entries).values()];
    expect(states.map(({ dropped, confirmed }) => [dropped !== null, confirmed !== null])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('stays while a sanction waits, and while any measure on the right is in force', () => {
    const record = withCredit();
    record.append(
      {
        kind: 'right.measured',
        v: 1,
        doctorId: 'doctor',
        measureId: 'm1',
        hospitalId: 'h3',
        measure: 'suspended',
        rightKinds: ['general'],
        from: '2031-12-30',
        until: '2032-01-31',
        legalBasis: 'periodic-assessment',
        reason: '…',
        document: null,
        sanctionDueId: null,
      },
      'office',
      '2031-12-30',
    );
    expect(refusalOf(() => propose(record, '2032-01-01'))).toBe('erasure.remainder-measure-in-force');
    expect(refusalOf(() => propose(record, '2032-01-31'))).toBe('not refused');
    const owing = withCredit();
    settled(owing, '2031-03-03', { occurredOn: '2031-03-01', items: [item('3-1')] });
    expect(refusalOf(() => propose(owing, '2032-01-01'))).toBe('erasure.remainder-sanction-open');
  });
});
