import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/core/errors.ts';
import { foldDeductions } from '../../../src/core/procedure/deduction.ts';
import { acknowledgeDeduction, stateOnDeduction } from '../../../src/core/procedure/deduction-answer.ts';
import { confirmDeduction } from '../../../src/core/procedure/deduction-decide.ts';
import { recordDeduction, refusalsOf } from '../../../src/core/procedure/deduction-record.ts';
import { deductionStatus } from '../../../src/core/procedure/deduction-status.ts';
import { emptyCalendar, withCalendarYear } from '../../../src/core/register/calendar.ts';
import { addDays } from '../../../src/core/time.ts';
import { readCalendars } from '../../../src/library.ts';
import { adopted, aFinding, city, DoctorRecord, ganzhou, item, nhsa, refusalOf } from '../../support/record.ts';

const monday = '2026-03-02';
/** Recorded on Monday 2 March 2026: five working days end with Monday 9 March. */
const lastDayOfWindow = '2026-03-09';
const firstDayAfterWindow = '2026-03-10';

function recorded(finding: Parameters<typeof aFinding>[0] = {}): DoctorRecord {
  const record = new DoctorRecord();
  record.record(monday, finding);
  return record;
}

function stateOf(record: DoctorRecord, on: string, id = 'd1') {
  const deduction = foldDeductions(record.entries).get(id);
  if (deduction === undefined) throw new Error(`no ${id}`);
  return deductionStatus(record.register, deduction, on);
}

describe('recording', () => {
  const refused = (finding: Parameters<typeof aFinding>[0], on = monday, record = new DoctorRecord(), by = 'auditor') =>
    refusalOf(() => recordDeduction(record.on(on, by), aFinding(finding)));

  it('writes the whole finding and nothing else', () => {
    const event = recordDeduction(new DoctorRecord().on(monday, 'auditor'), aFinding());
    expect(event).toEqual({ kind: 'deduction.recorded', v: 1, ...aFinding() });
  });

  it('takes an act of today and refuses one of tomorrow', () => {
    expect(refused({ occurredOn: monday })).toBe('not refused');
    expect(refused({ occurredOn: '2026-03-03' })).toBe('deduction.occurred-in-future');
  });

  it('takes today by the Shanghai clock, which begins eight hours before the UTC one', () => {
    const record = new DoctorRecord();
    const tomorrow = aFinding({ occurredOn: '2026-03-03' });
    const at = (now: string) => refusalOf(() => recordDeduction(record.at(now, 'auditor'), tomorrow));
    expect(at('2026-03-02T15:59:59.999Z')).toBe('deduction.occurred-in-future');
    expect(at('2026-03-02T16:00:00.000Z')).toBe('not refused');
  });

  it('takes an act of 730 days ago and refuses one of 731', () => {
    const on = addDays('2026-01-05', 730);
    expect(refused({ occurredOn: '2026-01-05' }, on)).toBe('not refused');
    expect(refused({ occurredOn: '2026-01-05' }, addDays(on, 1))).toBe('deduction.too-old');
  });

  it('refuses a code the scheme does not know, and a scheme that did not bind the hospital then', () => {
    expect(refused({ items: [item('9-9')] })).toBe('deduction.unknown-code');
    expect(refused({ items: [item('2-1', null, 'unheard-of')] })).toBe('deduction.scheme-not-in-force');
    expect(refused({ occurredOn: '2025-12-31' })).toBe('deduction.scheme-not-in-force');
    expect(refused({ occurredOn: '2026-01-01' })).toBe('not refused');
  });

  it('chooses points only inside a range and with a reason', () => {
    const chosen = (points: number | null) => refused({ items: [item('F01', points)] });
    expect([5, 6, 12, 13].map(chosen)).toEqual([
      'deduction.points-outside-range',
      'not refused',
      'not refused',
      'deduction.points-outside-range',
    ]);
    expect(chosen(6.5)).toBe('deduction.points-outside-range');
    expect(chosen(null)).toBe('deduction.points-missing');
    expect(refused({ items: [{ ...item('F01', 8), pointsReason: ' ' }] })).toBe('deduction.points-reason-missing');
    expect(refused({ items: [item('2-1', 2)] })).toBe('deduction.points-typed');
  });

  it("refuses the pharmacist's failing on a prescriber", () => {
    expect(refused({ items: [item('1-3')] })).toBe('deduction.code-of-pharmacist');
  });

  it('refuses a doctor whose only right is at a level-1 hospital, or who had none that day', () => {
    expect(refused({ hospitalId: 'h1' }, monday, new DoctorRecord(city(), ['h1']))).toBe('deduction.not-enrolled');
    expect(refused({}, monday, new DoctorRecord(city(), []))).toBe('deduction.not-enrolled');
    const ended = new DoctorRecord();
    const right = {
      v: 1,
      doctorId: 'doctor',
      hospitalId: 'h3',
      grantId: 'right-h3',
      until: monday,
      reason: '',
    } as const;
    ended.append({ kind: 'right.ended', ...right }, 'office', '2026-02-27');
    expect(refused({ occurredOn: monday }, monday, ended)).toBe('deduction.not-enrolled');
    expect(refused({ occurredOn: '2026-03-01' }, monday, ended)).toBe('not refused');
  });

  it('keeps a suspended doctor enrolled', () => {
    const record = new DoctorRecord();
    const measure = { v: 1, doctorId: 'doctor', hospitalId: 'h3', measureId: 'm1', measure: 'suspended' } as const;
    const rest = { rightKinds: ['general'], from: '2026-02-01', until: null, legalBasis: 'internal-points' } as const;
    const kind = 'right.measured';
    record.append(
      { kind, ...measure, ...rest, reason: '', document: null, sanctionDueId: null },
      'office',
      '2026-02-01',
    );
    expect(refused({}, monday, record)).toBe('not refused');
  });

  it('takes a finding at any hospital of a doctor enrolled at one, and refuses one that does not exist', () => {
    expect(refused({ hospitalId: 'h1' })).toBe('not refused');
    expect(refused({ hospitalId: 'nowhere' })).toBe('deduction.hospital-absent');
  });

  it('refuses a ward of another hospital', () => {
    expect(refused({ wardId: 'w3' })).toBe('not refused');
    expect(refused({ wardId: 'wOther' })).toBe('deduction.ward-elsewhere');
    expect(refused({ wardId: 'unknown' })).toBe('deduction.ward-elsewhere');
  });

  it('takes one item for each scheme and at least one', () => {
    expect(refused({ items: [] })).toBe('deduction.no-item');
    expect(refused({ items: [item('2-1'), item('2-2')] })).toBe('deduction.scheme-twice');
  });

  it('refuses a record about oneself', () => {
    expect(refused({}, monday, new DoctorRecord(), 'doctor')).toBe('deduction.own-record');
  });

  it('takes points of an external scheme only with the decision of the authority', () => {
    const record = new DoctorRecord(city(adopted(nhsa)));
    const items = [item('N1', 2, 'nhsa')];
    const decided = (decidedOn: string) => ({ document: '决定1号', authority: '医保局', decidedOn });
    const refusedWith = (decision: ReturnType<typeof decided> | null) =>
      refused({ items, externalDecision: decision }, '2026-03-05', record);
    expect(refusedWith(null)).toBe('deduction.external-decision-missing');
    expect(refusedWith(decided('2026-03-05'))).toBe('not refused');
    expect(refusedWith(decided('2026-03-06'))).toBe('deduction.decided-in-future');
    expect(refusedWith(decided(monday))).toBe('not refused');
    expect(refusedWith(decided('2026-03-01'))).toBe('deduction.decided-before-act');
  });

  it('reports everything wrong at once, each with its place and value', () => {
    const finding = aFinding({ occurredOn: '2026-03-03', wardId: 'wOther', items: [item('9-9')] });
    expect(
      refusalsOf(new DoctorRecord().on(monday, 'auditor'), finding).map(({ at, value, code }) => [at, value, code]),
    ).toEqual([
      ['occurredOn', '2026-03-03', 'deduction.occurred-in-future'],
      ['wardId', 'wOther', 'deduction.ward-elsewhere'],
      ['items[0].code', '9-9', 'deduction.unknown-code'],
    ]);
  });
});

describe('one code about one act', () => {
  const again = (record: DoctorRecord, on: string, finding: Parameters<typeof aFinding>[0] = {}) =>
    refusalOf(() => recordDeduction(record.on(on, 'auditor'), aFinding({ deductionId: 'd2', ...finding })));

  it('is recorded once while it is open or confirmed, and the refusal points to the first', () => {
    const record = recorded();
    expect(again(record, monday)).toBe('deduction.act-already-recorded');
    record.acknowledge(monday);
    record.confirm(monday);
    expect(again(record, monday)).toBe('deduction.act-already-recorded');
    const parameters = (() => {
      try {
        return recordDeduction(record.on(monday, 'auditor'), aFinding({ deductionId: 'd2' }));
      } catch (error) {
        return error instanceof DomainError ? error.parameters : error;
      }
    })();
    expect(parameters).toMatchObject({ deductionId: 'd1', state: 'confirmed', actRef: 'RX1' });
  });

  it('may be recorded again once it was dismissed, withdrawn or has lapsed', () => {
    const dismissed = recorded();
    dismissed.dismiss(monday);
    expect(again(dismissed, monday)).toBe('not refused');
    const withdrawn = recorded();
    withdrawn.withdraw(monday);
    expect(again(withdrawn, monday)).toBe('not refused');
    expect(again(recorded(), '2026-06-30')).toBe('not refused');
  });

  it('is another matter for another code, act or hospital', () => {
    const record = recorded();
    expect(again(record, monday, { items: [item('2-2')] })).toBe('not refused');
    expect(again(record, monday, { actRef: 'RX2' })).toBe('not refused');
    expect(again(record, monday, { hospitalId: 'other3' })).toBe('not refused');
  });
});

describe('the statement window', () => {
  it('holds a confirmation back to its last moment', () => {
    const record = recorded();
    expect(stateOf(record, lastDayOfWindow)).toMatchObject({ state: 'recorded', confirmableFrom: firstDayAfterWindow });
    const confirmAt = (now: string) =>
      refusalOf(() => confirmDeduction(record.at(now, 'reviewer'), { deductionId: 'd1', note: '' }));
    expect(confirmAt('2026-03-09T15:59:59.999Z')).toBe('deduction.statement-window-open');
    expect(confirmAt('2026-03-09T16:00:00.000Z')).toBe('not refused');
    expect(stateOf(record, firstDayAfterWindow).state).toBe('confirmable');
  });

  it('takes a statement to its last moment and not after', () => {
    const record = recorded();
    const command = { deductionId: 'd1', text: '…', attachments: [] };
    const stateAt = (now: string) => refusalOf(() => stateOnDeduction(record.at(now, 'doctor'), command));
    expect(stateAt('2026-03-09T15:59:59.999Z')).toBe('not refused');
    expect(stateAt('2026-03-09T16:00:00.000Z')).toBe('deduction.statement-late');
  });

  it('need not be waited for once the doctor has stated or acknowledged', () => {
    const stated = recorded();
    stated.state(monday);
    expect(stateOf(stated, monday)).toMatchObject({ state: 'stated', confirmableFrom: monday });
    stated.confirm(monday);
    const acknowledged = recorded();
    acknowledged.acknowledge(monday);
    acknowledged.confirm(monday);
    expect(stateOf(acknowledged, monday).state).toBe('confirmed');
  });

  it('is answered by the doctor concerned and nobody else', () => {
    const record = recorded();
    const by = record.on(monday, 'auditor');
    expect(refusalOf(() => acknowledgeDeduction(by, { deductionId: 'd1' }))).toBe('deduction.not-subject');
    expect(refusalOf(() => stateOnDeduction(by, { deductionId: 'd1', text: '', attachments: [] }))).toBe(
      'deduction.not-subject',
    );
  });

  it('takes several statements and one acknowledgement, which may be late', () => {
    const record = recorded();
    record.state(monday);
    record.state('2026-03-03');
    record.acknowledge(firstDayAfterWindow);
    expect(foldDeductions(record.entries).get('d1')).toMatchObject({
      state: 'acknowledged',
      statements: [{ on: monday }, { on: '2026-03-03' }],
    });
    expect(refusalOf(() => record.acknowledge('2026-03-11'))).toBe('deduction.already-acknowledged');
  });
});

describe('two persons', () => {
  it('are needed to confirm: the recorder cannot, through whatever account', () => {
    const record = recorded();
    record.acknowledge(monday);
    expect(refusalOf(() => record.confirm(monday, 'd1', 'auditor'))).toBe('deduction.own-confirmation');
    const context = record.on(monday, 'auditor');
    const second = { ...context, by: { ...context.by, accountId: 'a second account' } };
    expect(refusalOf(() => confirmDeduction(second, { deductionId: 'd1', note: '' }))).toBe(
      'deduction.own-confirmation',
    );
  });

  it('are never the doctor concerned, under the id of a merged record neither', () => {
    const record = recorded();
    record.acknowledge(monday);
    expect(refusalOf(() => record.confirm(monday, 'd1', 'doctor'))).toBe('deduction.own-record');
    expect(refusalOf(() => record.dismiss(monday, 'd1', null, 'doctor'))).toBe('deduction.own-record');
    expect(refusalOf(() => record.withdraw(monday, 'd1', 'doctor'))).toBe('deduction.own-record');
    const context = record.on(monday, 'old-id');
    const merged = { ...context, dossier: { ...context.dossier, doctorIds: ['doctor', 'old-id'] as const } };
    expect(refusalOf(() => confirmDeduction(merged, { deductionId: 'd1', note: '' }))).toBe('deduction.own-record');
  });

  it('are needed to dismiss, while the recorder may withdraw', () => {
    const record = recorded();
    expect(refusalOf(() => record.dismiss(monday, 'd1', null, 'auditor'))).toBe('deduction.own-dismissal');
    record.withdraw(monday);
    expect(stateOf(record, monday).state).toBe('withdrawn');
  });
});

describe('a decision', () => {
  it('is taken once', () => {
    const record = recorded();
    record.acknowledge(monday);
    record.confirm(monday);
    expect(refusalOf(() => record.confirm(monday, 'd1', 'another'))).toBe('deduction.already-confirmed');
    expect(refusalOf(() => record.dismiss(monday))).toBe('deduction.already-confirmed');
    expect(refusalOf(() => record.withdraw(monday))).toBe('deduction.already-confirmed');
    expect(refusalOf(() => record.state(monday))).toBe('deduction.already-confirmed');
    const dismissed = recorded();
    dismissed.dismiss(monday);
    expect(refusalOf(() => dismissed.confirm(monday))).toBe('deduction.already-closed');
    expect(refusalOf(() => dismissed.acknowledge(monday))).toBe('deduction.already-closed');
  });

  it('needs a record', () => {
    expect(refusalOf(() => new DoctorRecord().confirm(monday))).toBe('deduction.absent');
  });

  it('names only exculpations that the scheme lists for the code', () => {
    const record = recorded({ items: [item('3-3')] });
    expect(refusalOf(() => record.dismiss(monday, 'd1', 'negotiated-drug'))).toBe('deduction.unknown-exculpation');
    record.dismiss(monday, 'd1', 'off-label');
    expect(foldDeductions(record.entries).get('d1')?.decided).toMatchObject({
      outcome: 'dismissed',
      exculpation: 'off-label',
    });
  });

  it('is possible until the sixtieth working day and lapsed on the day after', () => {
    const record = recorded();
    // 60 working days from 2 March 2026, with 清明, 劳动节 and the working Saturday of 9 May.
    const { due } = stateOf(record, monday).confirmation;
    expect(due).toBe('2026-05-28');
    expect(stateOf(record, '2026-05-28').state).toBe('confirmable');
    expect(stateOf(record, '2026-05-29').state).toBe('lapsed');
    expect(refusalOf(() => record.confirm('2026-05-29'))).toBe('deduction.lapsed');
    record.confirm('2026-05-28');
    expect(stateOf(record, '2027-01-01').state).toBe('confirmed');
  });

  it('dates the finding by the Shanghai day of the confirming entry', () => {
    const record = recorded();
    record.acknowledge(monday);
    const event = { kind: 'deduction.confirmed', v: 1, deductionId: 'd1', doctorId: 'doctor', note: '' } as const;
    record.appendAt(event, 'reviewer', '2026-12-31T16:00:00.000Z');
    expect(foldDeductions(record.entries).get('d1')?.foundOn).toBe('2027-01-01');
  });
});

describe('a clock that reaches a year without a holiday table', () => {
  const only2025 = readCalendars()
    .filter(({ year }) => year === 2025)
    .reduce(withCalendarYear, emptyCalendar);
  const scheme = { ...ganzhou, inForce: { from: '2025-01-01', until: null } };
  const record = new DoctorRecord(city(adopted(scheme), only2025));
  record.record('2025-12-30', { occurredOn: '2025-12-29' });

  it('has no due date, a provisional one, and says which table is missing', () => {
    expect(stateOf(record, '2025-12-30').statement).toEqual({ due: null, notBefore: '2026-01-06', missingYear: 2026 });
  });

  it('never refuses a statement as late, never lapses, and does not block the confirmation', () => {
    const command = { deductionId: 'd1', text: '…', attachments: [] };
    expect(refusalOf(() => stateOnDeduction(record.on('2026-09-01', 'doctor'), command))).toBe('not refused');
    expect(stateOf(record, '2029-01-01').state).toBe('confirmable');
    expect(
      refusalOf(() => confirmDeduction(record.on('2026-01-06', 'reviewer'), { deductionId: 'd1', note: '' })),
    ).toBe('deduction.statement-window-open');
    expect(
      refusalOf(() => confirmDeduction(record.on('2026-01-07', 'reviewer'), { deductionId: 'd1', note: '' })),
    ).toBe('not refused');
  });
});
