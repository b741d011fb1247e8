import { describe, expect, it } from 'vitest';
import { appealStatus } from '../../../src/core/procedure/appeal/appeal-status.ts';
import { foldDeductions } from '../../../src/core/procedure/deduction.ts';
import { standingOf } from '../../../src/core/standing.ts';
import { DoctorRecord, item, refusalOf } from '../../support/record.ts';

const monday = '2026-03-02';

/** Three points found on Monday, which makes a reminder talk due, delivered on Tuesday and appealed on Wednesday. */
function appealed({ isDelivered = true } = {}): DoctorRecord {
  const record = new DoctorRecord();
  record.find(monday, { items: [item('3-1')] });
  if (isDelivered) record.deliver('2026-03-03');
  record.appeal('2026-03-04');
  return record;
}

function statusOn(record: DoctorRecord, on: string) {
  const deduction = foldDeductions(record.entries).get('d1') ?? expect.fail('no d1');
  return appealStatus(record.register, deduction, on);
}

const standingOn = (record: DoctorRecord, on: string) => standingOf(record.register, record.dossier, on)[0];

describe('an appeal that the doctor takes back', () => {
  it('leaves the decision final from that day on, and nothing is stayed any more', () => {
    const record = appealed();
    expect(standingOn(record, '2026-03-05')).toMatchObject({ contested: 3, sanctionsDue: [] });
    record.withdrawAppeal('2026-03-05');
    expect(statusOn(record, '2026-03-05')).toMatchObject({ phase: 'final', settledFrom: '2026-03-05', bodies: [] });
    expect(standingOn(record, '2026-03-05')).toMatchObject({
      left: 9,
      contested: 0,
      sanctionsDue: [{ deductionId: 'd1', state: 'due' }],
    });
    // It acts from its own day: the day before, the points were contested.
    expect(standingOn(record, '2026-03-04')).toMatchObject({ contested: 3, sanctionsDue: [] });
  });

  it('is taken back once, for good, by the doctor alone and only while it is open', () => {
    const before = new DoctorRecord();
    before.find(monday);
    expect(refusalOf(() => before.withdrawAppeal(monday))).toBe('appeal.none-open');
    const record = appealed();
    expect(refusalOf(() => record.withdrawAppeal('2026-03-05', 'd1', 'office'))).toBe('deduction.not-subject');
    record.withdrawAppeal('2026-03-05');
    expect(refusalOf(() => record.withdrawAppeal('2026-03-05'))).toBe('appeal.withdrawn');
    expect(refusalOf(() => record.appeal('2026-03-05'))).toBe('appeal.withdrawn');
    expect(refusalOf(() => record.waive('2026-03-05'))).toBe('appeal.withdrawn');
    expect(refusalOf(() => record.rule('2026-03-06'))).toBe('ruling.no-appeal-open');
    const ruled = appealed();
    ruled.rule('2026-03-06');
    expect(refusalOf(() => ruled.withdrawAppeal('2026-03-09'))).toBe('appeal.none-open');
    const fallen = appealed();
    fallen.proposeReversal('2026-03-05');
    fallen.reverse('2026-03-05');
    expect(refusalOf(() => fallen.withdrawAppeal('2026-03-05'))).toBe('appeal.none-open');
  });

  it('against a ruling leaves the ruling final', () => {
    const record = appealed();
    record.rule('2026-03-06', { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points: 2 }] });
    record.appeal('2026-03-09');
    record.withdrawAppeal('2026-03-10');
    expect(statusOn(record, '2026-03-10')).toMatchObject({ phase: 'final', settledFrom: '2026-03-10' });
    expect(standingOn(record, '2026-03-10')).toMatchObject({ left: 10, contested: 0 });
    expect(refusalOf(() => record.appeal('2026-03-10'))).toBe('appeal.withdrawn');
  });

  it('before its delivery leaves the delivery to be done', () => {
    const record = appealed({ isDelivered: false });
    record.withdrawAppeal('2026-03-05');
    expect(statusOn(record, '2026-03-05')).toMatchObject({ phase: 'final', delivery: { due: '2026-03-05' } });
    expect(refusalOf(() => record.deliver('2026-03-06'))).toBe('not refused');
    expect(statusOn(record, '2026-03-06')).toMatchObject({ phase: 'final', delivery: null });
  });
});
