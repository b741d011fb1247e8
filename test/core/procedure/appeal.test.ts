import { describe, expect, it } from 'vitest';
import { appealStatus } from '../../../src/core/procedure/appeal/appeal-status.ts';
import { deliverDeduction } from '../../../src/core/procedure/appeal/delivery.ts';
import { foldDeductions } from '../../../src/core/procedure/deduction.ts';
import { emptyCalendar, withCalendarYear } from '../../../src/core/register/calendar.ts';
import { standingOf } from '../../../src/core/standing.ts';
import { readCalendars } from '../../../src/library.ts';
import { adopted, city, DoctorRecord, ganzhou, item, nhsa, receipt, refusalOf, tiny } from '../../support/record.ts';

const monday = '2026-03-02';
/** Delivered on Monday 2 March 2026: ten working days end with Monday 16 March. */
const lastDayToAppeal = '2026-03-16';
const firstDayTooLate = '2026-03-17';

function confirmed(record = new DoctorRecord(), finding: Parameters<DoctorRecord['find']>[1] = {}): DoctorRecord {
  record.find(monday, finding);
  return record;
}

function delivered(record = confirmed()): DoctorRecord {
  record.deliver(monday);
  return record;
}

/** Appealed on 3 March; a ruling is due within 20 working days, by 31 March. */
function appealed(record = delivered()): DoctorRecord {
  record.appeal('2026-03-03');
  return record;
}

function statusOn(record: DoctorRecord, on: string, id = 'd1') {
  const deduction = foldDeductions(record.entries).get(id);
  if (deduction === undefined) throw new Error(`no ${id}`);
  return appealStatus(record.register, deduction, on);
}

function leftOn(record: DoctorRecord, on: string) {
  const [standing] = standingOf(record.register, record.dossier, on);
  if (standing === undefined) throw new Error('no standing');
  return standing;
}

describe('delivery', () => {
  it('opens the window to appeal from the day of its entry, by paper, refusal or reading alike', () => {
    const read = confirmed();
    expect(statusOn(read, monday)).toMatchObject({
      phase: 'undelivered',
      delivery: { due: '2026-03-05' },
      appeal: null,
    });
    read.read(monday);
    expect(statusOn(read, monday)).toMatchObject({
      phase: 'appealable',
      delivery: null,
      appeal: { due: lastDayToAppeal },
      settledFrom: firstDayTooLate,
    });
    const refused = confirmed();
    refused.deliver(monday, 'd1', { how: 'refused-before-witness', document: null, witnessId: 'nurse' });
    expect(statusOn(refused, monday).phase).toBe('appealable');
  });

  it('counts from its entry and not from an earlier date on the receipt', () => {
    const record = confirmed();
    record.deliver('2026-03-09', 'd1', { receivedOn: monday });
    expect(statusOn(record, '2026-03-09').appeal?.due).toBe('2026-03-23');
  });

  it('is done once for each decision', () => {
    const record = delivered();
    expect(refusalOf(() => record.deliver('2026-03-03'))).toBe('delivery.twice');
    expect(refusalOf(() => record.read('2026-03-03'))).toBe('delivery.twice');
    record.appeal('2026-03-03');
    expect(refusalOf(() => record.deliver('2026-03-03'))).toBe('delivery.twice');
    record.rule('2026-03-10');
    record.deliver('2026-03-11');
    expect(statusOn(record, '2026-03-11')).toMatchObject({ phase: 'appealable', appeal: { due: '2026-03-25' } });
  });

  it('needs a decision, and its paper', () => {
    const open = new DoctorRecord();
    open.record(monday);
    expect(refusalOf(() => open.deliver(monday))).toBe('delivery.nothing-decided');
    open.dismiss(monday);
    expect(refusalOf(() => open.deliver(monday))).toBe('delivery.nothing-decided');
    const record = confirmed();
    expect(refusalOf(() => record.deliver(monday, 'd1', { document: null }))).toBe('delivery.receipt-missing');
    expect(refusalOf(() => record.deliver(monday, 'd1', { witnessId: 'nurse' }))).toBe('delivery.witness-unwanted');
    const unwitnessed = { how: 'refused-before-witness', document: null } as const;
    expect(refusalOf(() => record.deliver(monday, 'd1', unwitnessed))).toBe('delivery.witness-missing');
    for (const witnessId of ['office', 'doctor']) {
      expect(refusalOf(() => record.deliver(monday, 'd1', { ...unwitnessed, witnessId }))).toBe(
        'delivery.witness-involved',
      );
    }
    const office = { ...record.on(monday, 'office'), signerIds: ['office', 'office-before'] };
    const before = { deductionId: 'd1', receivedOn: monday, ...unwitnessed, witnessId: 'office-before' };
    expect(refusalOf(() => deliverDeduction(office, before))).toBe('delivery.witness-involved');
    expect(refusalOf(() => deliverDeduction(office, { ...before, witnessId: 'nurse' }))).toBe('not refused');
  });

  it('is dated between the decision and today', () => {
    const record = confirmed();
    const on = (receivedOn: string) => refusalOf(() => record.deliver('2026-03-03', 'd1', { receivedOn }));
    expect(on('2026-03-01')).toBe('delivery.before-decision');
    expect(on('2026-03-04')).toBe('delivery.received-in-future');
    expect(on('2026-03-02')).toBe('not refused');
  });

  it('is signed by others than the doctor, who reads and nobody else does', () => {
    const record = confirmed();
    expect(refusalOf(() => record.deliver(monday, 'd1', {}, 'doctor'))).toBe('deduction.own-record');
    expect(refusalOf(() => record.read(monday, 'd1', 'office'))).toBe('deduction.not-subject');
  });
});

describe('the window to appeal', () => {
  it('is open to its last moment and closed the moment after, and then the finding is final', () => {
    expect(refusalOf(() => delivered().appeal(lastDayToAppeal))).toBe('not refused');
    expect(refusalOf(() => delivered().appeal(firstDayTooLate))).toBe('appeal.too-late');
    expect(statusOn(delivered(), lastDayToAppeal)).toMatchObject({ phase: 'appealable', settledFrom: firstDayTooLate });
    expect(statusOn(delivered(), firstDayTooLate)).toMatchObject({ phase: 'final', settledFrom: firstDayTooLate });
  });

  it('does not run before delivery: years later the doctor may still appeal', () => {
    const record = confirmed();
    expect(statusOn(record, '2026-12-31')).toMatchObject({ phase: 'undelivered', settledFrom: null });
    expect(refusalOf(() => record.appeal('2026-12-31'))).toBe('not refused');
  });

  it('never closes where a year has no holiday table, and what waits for it goes on from the provisional day', () => {
    const only2025 = readCalendars()
      .filter(({ year }) => year === 2025)
      .reduce(withCalendarYear, emptyCalendar);
    const scheme = { ...ganzhou, inForce: { from: '2025-01-01', until: null } };
    const record = new DoctorRecord(city(adopted(scheme), only2025));
    record.find('2025-12-30', { occurredOn: '2025-12-29' });
    record.deliver('2025-12-30');
    expect(statusOn(record, '2026-06-30')).toMatchObject({
      phase: 'appealable',
      appeal: { due: null, notBefore: '2026-01-13', missingYear: 2026 },
      settledFrom: '2026-01-14',
    });
    expect(refusalOf(() => record.appeal('2026-06-30'))).toBe('not refused');
  });

  it('stands still on documented leave, up to what the scheme allows', () => {
    const away = delivered();
    away.leave('2026-03-09', '2026-03-19');
    // Four working days before the leave, six after it: 19, 20 and 23 to 26 March.
    expect(statusOn(away, monday).appeal?.due).toBe('2026-03-26');
    const long = delivered(confirmed(new DoctorRecord(city(adopted(tiny))), { items: [item('A2', null, 'tiny')] }));
    long.leave('2026-03-03', '2026-12-31');
    // Thirty days from 3 March end with 1 April; ten working days follow, one of them less for 清明 on the 6th.
    expect(statusOn(long, monday).appeal?.due).toBe('2026-04-16');
  });

  it('opens again when a leave is documented after the window has run', () => {
    const record = delivered();
    expect(statusOn(record, '2026-03-20').phase).toBe('final');
    record.leave('2026-03-03', '2026-03-30', '2026-03-20');
    expect(statusOn(record, '2026-03-20').phase).toBe('appealable');
  });

  it('can be waived, for good', () => {
    const record = delivered();
    record.waive('2026-03-04');
    expect(statusOn(record, '2026-03-04')).toMatchObject({ phase: 'final', settledFrom: '2026-03-04' });
    expect(refusalOf(() => record.appeal('2026-03-04'))).toBe('appeal.waived');
    expect(refusalOf(() => record.waive('2026-03-04'))).toBe('appeal.waived');
  });

  it('is not there for a finding that was dismissed, is open, or falls under a scheme that knows no appeal here', () => {
    const dismissed = new DoctorRecord();
    dismissed.record(monday);
    expect(refusalOf(() => dismissed.appeal(monday))).toBe('appeal.nothing-decided');
    dismissed.dismiss(monday);
    expect(refusalOf(() => dismissed.appeal(monday))).toBe('appeal.nothing-decided');
    const external = new DoctorRecord(city(adopted(nhsa)));
    const decision = { document: '决定1号', authority: '医保局', decidedOn: monday };
    confirmed(external, { items: [item('N1', 2, 'nhsa')], externalDecision: decision });
    expect(refusalOf(() => external.appeal(monday))).toBe('appeal.not-under-scheme');
  });
});

describe('an appeal', () => {
  it('is filed by the doctor alone, and attachments carry their hash', () => {
    const record = delivered();
    expect(refusalOf(() => record.appeal(monday, 'd1', [], 'office'))).toBe('deduction.not-subject');
    expect(refusalOf(() => record.appeal(monday, 'd1', [receipt]))).toBe('appeal.attachment-without-hash');
    expect(refusalOf(() => record.appeal(monday, 'd1', [{ ...receipt, sha256: 'b'.repeat(64) }]))).toBe('not refused');
  });

  it('leaves the points in the sum, shows them apart and brings nothing about', () => {
    const record = delivered(confirmed(new DoctorRecord(), { items: [item('3-1')] }));
    expect(leftOn(record, monday).sanctionsDue).toHaveLength(1);
    record.appeal('2026-03-03');
    expect(leftOn(record, '2026-03-03')).toMatchObject({
      left: 9,
      contested: 3,
      countedItems: [],
      contestedItems: [{ deductionId: 'd1', counted: 3 }],
      sanctionsDue: [],
    });
    expect(leftOn(record, monday)).toMatchObject({ left: 9, contested: 0 });
    record.rule('2026-03-10');
    expect(leftOn(record, '2026-03-10')).toMatchObject({
      left: 9,
      contested: 0,
      sanctionsDue: [{ deductionId: 'd1' }],
    });
  });

  it('is one at a time, and as many in turn as the scheme has instances', () => {
    const record = appealed();
    expect(refusalOf(() => record.appeal('2026-03-04'))).toBe('appeal.already-open');
    record.rule('2026-03-10');
    record.appeal('2026-03-11');
    const experts = { body: 'quality-control-experts', memberIds: ['fifth', 'sixth'] } as const;
    record.rule('2026-03-12', experts, 'fourth');
    expect(statusOn(record, '2026-03-12')).toMatchObject({ phase: 'final', settledFrom: '2026-03-12' });
    expect(refusalOf(() => record.appeal('2026-03-13'))).toBe('appeal.no-further-level');
  });

  it('can have no second one where the scheme has one instance', () => {
    const record = appealed(
      delivered(confirmed(new DoctorRecord(city(adopted(tiny))), { items: [item('A2', null, 'tiny')] })),
    );
    record.rule('2026-03-10', { memberIds: [] });
    expect(refusalOf(() => record.appeal('2026-03-11'))).toBe('appeal.no-further-level');
  });
});

describe('a ruling', () => {
  it('shows both decisions side by side', () => {
    const record = appealed();
    record.rule('2026-03-10', { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points: 1 }] });
    expect(foldDeductions(record.entries).get('d1')).toMatchObject({
      state: 'confirmed',
      decided: { by: { personId: 'reviewer' }, on: monday },
      contestedOn: null,
      process: {
        appeals: [{ level: 1, on: '2026-03-03', ruling: { outcome: 'reduced', by: { personId: 'chair' } } }],
        reducedTo: { 'ganzhou-default': 1 },
      },
    });
  });

  it('reduces back to the day of the finding, and what that had made due is due no more', () => {
    const record = appealed(delivered(confirmed(new DoctorRecord(), { items: [item('3-1')] })));
    record.rule('2026-03-10', { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points: 2 }] });
    for (const on of [monday, '2026-03-09', '2026-03-10']) {
      expect(leftOn(record, on)).toMatchObject({ left: 10, counted: 2, sanctionsDue: [] });
    }
    expect(leftOn(record, '2026-03-10').countedItems[0]?.reasons.map(({ code }) => code)).toEqual([
      'item.reduced',
      'item.counted',
    ]);
  });

  it('revokes back to the day of the finding, and the item is listed with the reason', () => {
    const record = appealed();
    record.rule('2026-03-10', { outcome: 'revoked' });
    expect(leftOn(record, monday)).toMatchObject({ left: 12, counted: 0 });
    expect(leftOn(record, '2026-03-10')).toMatchObject({
      left: 12,
      notCountedItems: [
        { deductionId: 'd1', state: 'revoked', reasons: [{ code: 'item.revoked', parameters: { on: '2026-03-10' } }] },
      ],
    });
    expect(statusOn(record, '2026-03-10').phase).toBe('fallen');
    expect(refusalOf(() => record.appeal('2026-03-11'))).toBe('appeal.fallen');
  });

  it('is never heavier, whatever was counted before', () => {
    const record = appealed();
    const reduce = (points: number, scheme = 'ganzhou-default') =>
      refusalOf(() => record.rule('2026-03-10', { outcome: 'reduced', items: [{ scheme, points }] }));
    expect(reduce(3)).toBe('outcome.heavier');
    expect(reduce(2)).toBe('outcome.not-reduced');
    expect(reduce(0)).toBe('outcome.reduced-to-nothing');
    expect(reduce(1, 'tiny')).toBe('outcome.unknown-item');
    const items = [1, 1].map((points) => ({ scheme: 'ganzhou-default', points }));
    expect(refusalOf(() => record.rule('2026-03-10', { outcome: 'reduced', items }))).toBe('outcome.item-twice');
    const upheld = { outcome: 'upheld', items: [{ scheme: 'ganzhou-default', points: 1 }] } as const;
    expect(refusalOf(() => record.rule('2026-03-10', upheld))).toBe('outcome.items-unwanted');
    expect(reduce(1)).toBe('not refused');
  });

  it('measures heavier by what a repeated item weighs, not by what the scheme states for a first one', () => {
    const record = new DoctorRecord();
    record.find(monday, { deductionId: 'd0', actRef: 'RX0', items: [item('E03')] });
    record.find(monday, { items: [item('E03')] });
    record.appeal('2026-03-03');
    const reduce = (points: number) =>
      refusalOf(() =>
        record.rule('2026-03-10', { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points }] }),
      );
    expect(reduce(13)).toBe('outcome.heavier');
    expect(reduce(8)).toBe('not refused');
    expect(leftOn(record, '2026-03-10').counted).toBe(14);
  });

  it('is made by persons who had no part in it', () => {
    const record = appealed();
    record.interest('2026-03-04', 'cousin');
    const by = (personId: string) => refusalOf(() => record.rule('2026-03-10', {}, personId));
    expect(by('doctor')).toBe('ruling.own-record');
    expect(by('auditor')).toBe('ruling.by-recorder');
    expect(by('reviewer')).toBe('ruling.by-confirmer');
    expect(by('cousin')).toBe('ruling.recused');
    const beside = (personId: string) => refusalOf(() => record.rule('2026-03-10', { memberIds: [personId, 'third'] }));
    expect(['doctor', 'auditor', 'reviewer', 'cousin', 'third', 'chair'].map(beside)).toEqual([
      'ruling.own-record',
      'ruling.by-recorder',
      'ruling.by-confirmer',
      'ruling.recused',
      'ruling.member-twice',
      'ruling.member-twice',
    ]);
    // A member under the id of a record that was merged into another is who they were before.
    const merged = (...ids: string[]) =>
      refusalOf(() =>
        record.rule('2026-03-10', { memberIds: ['x', 'third'], memberPersons: [['x', ...ids], ['third']] }),
      );
    expect(['doctor', 'auditor', 'reviewer', 'cousin', 'third', 'chair'].map((id) => merged(id))).toEqual([
      'ruling.own-record',
      'ruling.by-recorder',
      'ruling.by-confirmer',
      'ruling.recused',
      'ruling.member-twice',
      'ruling.member-twice',
    ]);
    record.rule('2026-03-10', { memberPersons: [['second', 'y'], ['third']] });
    record.appeal('2026-03-11');
    const experts = { body: 'quality-control-experts', memberIds: ['fifth', 'second'] } as const;
    expect(refusalOf(() => record.rule('2026-03-12', experts, 'fourth'))).toBe('ruling.by-earlier-panel');
  });

  it('is made by the body of the instance, as many as the scheme asks, on minutes of the appeal', () => {
    const record = appealed();
    expect(refusalOf(() => record.rule('2026-03-10', { body: 'quality-control-experts' }))).toBe('ruling.wrong-body');
    expect(refusalOf(() => record.rule('2026-03-10', { body: 'commission' }))).toBe('ruling.wrong-body');
    expect(refusalOf(() => record.rule('2026-03-10', { memberIds: ['second'] }))).toBe('ruling.panel-too-small');
    const held = (heldOn: string) => ({ minutes: { ref: '…', sha256: 'a'.repeat(64), heldOn } });
    expect(refusalOf(() => record.rule('2026-03-10', held('2026-03-02')))).toBe('ruling.minutes-before-appeal');
    expect(refusalOf(() => record.rule('2026-03-10', held('2026-03-11')))).toBe('ruling.minutes-in-future');
    expect(refusalOf(() => record.rule('2026-03-10', held('2026-03-03')))).toBe('not refused');
  });

  it('needs an open appeal, and is made once', () => {
    expect(refusalOf(() => delivered().rule('2026-03-10'))).toBe('ruling.no-appeal-open');
    const record = appealed();
    record.rule('2026-03-10');
    expect(refusalOf(() => record.rule('2026-03-10'))).toBe('ruling.no-appeal-open');
  });

  it('that is late leaves everything as it is, and moves the duty up', () => {
    const record = appealed();
    expect(statusOn(record, '2026-03-31')).toMatchObject({
      phase: 'contested',
      ruling: { due: '2026-03-31' },
      bodies: ['hospital-panel'],
      rulingIsLate: false,
    });
    const late = statusOn(record, '2026-04-01');
    expect(late).toMatchObject({
      phase: 'contested',
      settledFrom: null,
      bodies: ['hospital-panel', 'quality-control-experts'],
      rulingIsLate: true,
    });
    expect(leftOn(record, '2026-12-31')).toMatchObject({ contested: 2, sanctionsDue: [] });
    const experts = { body: 'quality-control-experts' } as const;
    expect(refusalOf(() => record.rule('2026-03-31', experts))).toBe('ruling.wrong-body');
    expect(refusalOf(() => record.rule('2026-04-01', experts))).toBe('not refused');
  });
});

describe('an outcome from outside', () => {
  it('acts back like a ruling, at any time after the finding', () => {
    const record = delivered();
    record.outcome('2026-09-01', { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points: 1 }] });
    expect(leftOn(record, monday).left).toBe(11);
    record.outcome('2026-10-12', { forum: 'court', outcome: 'revoked' });
    expect(leftOn(record, monday).left).toBe(12);
    expect(refusalOf(() => record.outcome('2026-10-12'))).toBe('outcome.fallen');
  });

  it('ends an open appeal where it revokes', () => {
    const record = appealed();
    record.outcome('2026-03-20', { outcome: 'revoked' });
    expect(leftOn(record, '2026-03-20')).toMatchObject({ left: 12, contested: 0, contestedItems: [] });
    expect(refusalOf(() => record.rule('2026-03-23'))).toBe('ruling.no-appeal-open');
  });

  it('is refused where it is heavier, dated before the finding or after today, or about nothing confirmed', () => {
    const record = delivered();
    const heavier = { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points: 4 }] } as const;
    expect(refusalOf(() => record.outcome('2026-03-20', heavier))).toBe('outcome.heavier');
    const dated = (decidedOn: string) => ({ decision: { document: '1', authority: '法院', decidedOn } });
    expect(refusalOf(() => record.outcome('2026-03-20', dated('2026-03-01')))).toBe('outcome.before-finding');
    expect(refusalOf(() => record.outcome('2026-03-20', dated('2026-03-21')))).toBe('outcome.decided-in-future');
    expect(refusalOf(() => record.outcome('2026-03-20', dated(monday)))).toBe('not refused');
    const open = new DoctorRecord();
    open.record(monday);
    expect(refusalOf(() => open.outcome('2026-03-20'))).toBe('outcome.not-confirmed');
  });
});

describe('a reversal', () => {
  it('takes two persons and acts back to the day of the finding', () => {
    const record = confirmed();
    record.proposeReversal('2026-06-01');
    expect(leftOn(record, '2026-06-01').left).toBe(10);
    expect(refusalOf(() => record.reverse('2026-06-02', 'd1', 'office'))).toBe('reversal.one-person');
    record.reverse('2026-06-02');
    expect(leftOn(record, monday)).toMatchObject({ left: 12 });
    expect(leftOn(record, '2026-06-02').notCountedItems).toMatchObject([
      { state: 'reversed', reasons: [{ code: 'item.reversed', parameters: { on: '2026-06-02' } }] },
    ]);
  });

  it('is done once, of what was confirmed, and proposed before it is done', () => {
    const open = new DoctorRecord();
    open.record(monday);
    expect(refusalOf(() => open.proposeReversal(monday))).toBe('reversal.not-confirmed');
    const record = confirmed();
    expect(refusalOf(() => record.reverse(monday))).toBe('reversal.none-proposed');
    record.proposeReversal(monday);
    expect(refusalOf(() => record.proposeReversal(monday, 'd1', 'second'))).toBe('reversal.already-proposed');
    expect(refusalOf(() => record.reverse(monday, 'd1', 'doctor'))).toBe('deduction.own-record');
    record.reverse(monday);
    expect(refusalOf(() => record.reverse(monday, 'd1', 'third'))).toBe('reversal.twice');
    expect(refusalOf(() => record.proposeReversal(monday))).toBe('reversal.twice');
  });

  it('lets the act be recorded again, while one revoked on appeal stays settled', () => {
    const reversed = confirmed();
    reversed.proposeReversal(monday);
    reversed.reverse(monday);
    expect(refusalOf(() => reversed.record('2026-03-03', { deductionId: 'd2' }))).toBe('not refused');
    const revoked = appealed();
    revoked.rule('2026-03-10', { outcome: 'revoked' });
    expect(refusalOf(() => revoked.record('2026-03-11', { deductionId: 'd2' }))).toBe('deduction.act-already-recorded');
  });
});

describe('a declared interest', () => {
  it('keeps its person from every signature about the doctor', () => {
    const record = new DoctorRecord();
    for (const personId of ['auditor', 'reviewer', 'office', 'second']) record.interest('2026-02-27', personId);
    expect(refusalOf(() => record.record(monday))).toBe('deduction.recused');
    record.record(monday, {}, 'other');
    record.acknowledge(monday);
    expect(refusalOf(() => record.confirm(monday))).toBe('deduction.recused');
    expect(refusalOf(() => record.dismiss(monday))).toBe('deduction.recused');
    record.confirm(monday, 'd1', 'another');
    expect(refusalOf(() => record.deliver(monday))).toBe('deduction.recused');
    expect(refusalOf(() => record.proposeReversal(monday))).toBe('deduction.recused');
    record.proposeReversal(monday, 'd1', 'other');
    expect(refusalOf(() => record.reverse(monday))).toBe('deduction.recused');
    expect(refusalOf(() => record.outcome(monday))).toBe('deduction.recused');
  });
});

describe('documented leave', () => {
  it('pauses the windows before the confirmation too, so that nothing is decided or lost in an absence', () => {
    const record = new DoctorRecord();
    record.record(monday);
    record.leave('2026-03-03', '2026-03-13');
    expect(refusalOf(() => record.confirm('2026-03-19'))).toBe('deduction.statement-window-open');
    expect(refusalOf(() => record.confirm('2026-03-20'))).toBe('not refused');
  });
});
