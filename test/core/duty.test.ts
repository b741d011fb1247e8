import { describe, expect, it } from 'vitest';
import { creditDuties, dutiesOf, openingDuties } from '../../src/core/duty.ts';
import type { DomainEvent } from '../../src/core/events.ts';
import { inboxMeanings, inboxOfDoctor, inboxOfSigner } from '../../src/core/inbox.ts';
import { foldCredits } from '../../src/core/procedure/credit.ts';
import { declineCredit, recordCredit } from '../../src/core/procedure/credit-decide.ts';
import { foldDeductions } from '../../src/core/procedure/deduction.ts';
import { confirmOpening, foldOpenings, recordOpening } from '../../src/core/procedure/opening.ts';
import { confirmOpeningReversal, proposeOpeningReversal } from '../../src/core/procedure/opening-reversal.ts';
import { putHold, renewHold } from '../../src/core/sanction/hold.ts';
import { imposeSanction, orderSanction } from '../../src/core/sanction/impose.ts';
import { recordRequirement } from '../../src/core/sanction/talk.ts';
import { inboxMessages } from '../../src/messages/inbox.ts';
import { DoctorRecord, item, receipt } from '../support/record.ts';

const monday = '2026-03-02';

function dutiesOn(record: DoctorRecord, on: string) {
  const deduction = foldDeductions(record.entries).get('d1');
  if (deduction === undefined) throw new Error('no d1');
  return dutiesOf(record.register, record.dossier, deduction, on);
}

const brief = (record: DoctorRecord, on: string) =>
  dutiesOn(record, on).map(({ task, of, clock, overdue }) => [task, of, clock?.due ?? null, overdue]);

describe('what is due about a record', () => {
  const record = new DoctorRecord();
  record.record(monday);

  it('is the doctor’s answer to the last day of the window, and the confirmation from the day after', () => {
    expect(brief(record, '2026-03-09')).toEqual([
      ['answer', 'doctor', '2026-03-09', false],
      ['confirm', 'confirmer', '2026-05-28', false],
    ]);
    expect(dutiesOn(record, '2026-03-09')[1]).toMatchObject({ from: '2026-03-10', onMissed: 'lapsed' });
    expect(brief(record, '2026-03-10')).toEqual([['confirm', 'confirmer', '2026-05-28', false]]);
  });

  it('is nothing any more once it has lapsed', () => {
    expect(brief(record, '2026-05-28')).toHaveLength(1);
    expect(brief(record, '2026-05-29')).toEqual([]);
  });

  it('is never the recorder’s, the doctor’s or a recused person’s to confirm', () => {
    const recused = new DoctorRecord();
    recused.interest('2026-02-27', 'cousin');
    recused.record(monday);
    expect(dutiesOn(recused, '2026-03-10')[0]?.notBy).toEqual(['doctor', 'cousin', 'auditor']);
  });
});

describe('what waits for a second person', () => {
  const signed = (record: DoctorRecord, by: string, event: DomainEvent) => record.append(event, by, monday);
  const balance = {
    openingId: 'o1',
    doctorId: 'doctor',
    hospitalId: 'h3',
    scheme: 'ganzhou-default',
    points: 4,
    carriedOn: '2026-02-27',
    document: receipt,
    reason: '上线前',
  };
  const openings = (record: DoctorRecord) =>
    [...foldOpenings(record.entries).values()]
      .flatMap((opening) => openingDuties(record.dossier, opening))
      .map(({ task, about, notBy, clock }) => [task, about.id, notBy, clock]);

  it('is a balance from paper, from its recording to its confirmation, and its reversal', () => {
    const record = new DoctorRecord();
    record.interest('2026-02-27', 'cousin');
    signed(record, 'auditor', recordOpening(record.on(monday, 'auditor'), balance));
    expect(openings(record)).toEqual([['confirm-opening', 'o1', ['doctor', 'cousin', 'auditor'], null]]);
    signed(record, 'reviewer', confirmOpening(record.on(monday, 'reviewer'), { openingId: 'o1', note: '' }));
    expect(openings(record)).toEqual([]);
    const wrong = { openingId: 'o1', reason: '…', document: null };
    signed(record, 'office', proposeOpeningReversal(record.on(monday, 'office'), wrong));
    expect(openings(record)).toEqual([['confirm-opening-reversal', 'o1', ['doctor', 'cousin', 'office'], null]]);
    signed(record, 'second', confirmOpeningReversal(record.on(monday, 'second'), { openingId: 'o1', note: '' }));
    expect(openings(record)).toEqual([]);
  });

  it('is a credit, until it is confirmed or declined', () => {
    const record = new DoctorRecord();
    const activity = { scheme: 'ganzhou-default', activity: '义诊', doneOn: monday, evidence: [] };
    const of = { creditId: 'c1', doctorId: 'doctor', hospitalId: 'h3' };
    signed(record, 'auditor', recordCredit(record.on(monday, 'auditor'), { ...of, ...activity }));
    const credits = () =>
      [...foldCredits(record.entries).values()].flatMap((credit) => creditDuties(record.dossier, credit));
    expect(credits()).toMatchObject([
      {
        task: 'confirm-credit',
        of: 'second-person',
        about: { kind: 'credit', id: 'c1' },
        notBy: ['doctor', 'auditor'],
      },
    ]);
    signed(record, 'reviewer', declineCredit(record.on(monday, 'reviewer'), { creditId: 'c1', reason: '…' }));
    expect(credits()).toEqual([]);
  });

  it('is no reversal of what a ruling has revoked meanwhile, and the revocation is to be delivered', () => {
    const record = new DoctorRecord();
    record.find(monday);
    record.appeal('2026-03-03');
    record.proposeReversal('2026-03-03');
    expect(brief(record, '2026-03-03').map(([task]) => task)).toEqual(['rule', 'confirm-reversal']);
    record.rule('2026-03-04', { outcome: 'revoked' });
    expect(brief(record, '2026-03-04').map(([task]) => task)).toEqual(['deliver']);
  });

  it('is nothing to deliver of what two persons have reversed', () => {
    const record = new DoctorRecord();
    record.find(monday);
    record.proposeReversal('2026-03-03');
    record.reverse('2026-03-03');
    expect(brief(record, '2026-03-03')).toEqual([]);
  });
});

describe('what is due about a decision', () => {
  const confirmed = () => {
    const record = new DoctorRecord();
    record.find(monday);
    return record;
  };

  it('is its delivery, overdue from the fourth working day and still possible', () => {
    const record = confirmed();
    expect(brief(record, '2026-03-05')).toEqual([['deliver', 'office', '2026-03-05', false]]);
    expect(brief(record, '2026-03-06')).toEqual([['deliver', 'office', '2026-03-05', true]]);
  });

  it('is then the doctor’s appeal until its window has run', () => {
    const record = confirmed();
    record.deliver(monday);
    expect(brief(record, '2026-03-16')).toEqual([['appeal', 'doctor', '2026-03-16', false]]);
    expect(brief(record, '2026-03-17')).toEqual([]);
  });

  it('is the ruling of the panel, and once it is late also that of the body above', () => {
    const record = confirmed();
    record.appeal('2026-03-03');
    expect(brief(record, '2026-03-31')).toEqual([['rule', 'hospital-panel', '2026-03-31', false]]);
    expect(dutiesOn(record, '2026-04-01').map(({ of, overdue, movedUp }) => [of, overdue, movedUp])).toEqual([
      ['hospital-panel', true, false],
      ['quality-control-experts', true, true],
    ]);
    expect(dutiesOn(record, '2026-04-01')[0]?.notBy).toEqual(['doctor', 'auditor', 'reviewer']);
  });

  it('is the second signature on a proposed reversal, by another person', () => {
    const record = confirmed();
    record.deliver(monday);
    record.proposeReversal('2026-04-01');
    expect(dutiesOn(record, '2026-04-01')).toMatchObject([
      { task: 'confirm-reversal', of: 'second-person', clock: null, notBy: ['doctor', 'office'] },
    ]);
    record.reverse('2026-04-02');
    expect(brief(record, '2026-04-02')).toEqual([]);
  });
});

describe('an inbox', () => {
  const record = new DoctorRecord();
  record.find(monday);
  const told = () => inboxOfDoctor('doctor', ['doctor'], record.entries);
  const about = (personId: string) => inboxOfSigner(personId, 'doctor', 'd1', record.entries);

  it('tells the doctor what others signed, newest first, and which of it is delivered by reading', () => {
    expect(told().map(({ kind, delivers }) => [kind, delivers])).toEqual([
      ['deduction.confirmed', true],
      ['deduction.recorded', false],
      ['right.granted', false],
    ]);
  });

  it('tells the recorder and the confirmer what others signed since', () => {
    expect(about('auditor').map(({ kind }) => kind)).toEqual(['deduction.confirmed', 'deduction.acknowledged']);
    expect(about('reviewer').map(({ kind }) => kind)).toEqual(['deduction.acknowledged']);
  });

  it('delivers the newest decision only', () => {
    record.appeal('2026-03-03');
    record.rule('2026-03-10');
    const decisions = () => told().filter(({ kind }) => kind === 'deduction.ruled' || kind === 'deduction.confirmed');
    expect(decisions().map(({ delivers, delivered }) => [delivers, delivered])).toEqual([
      [true, false],
      [false, false],
    ]);
    record.read('2026-03-11');
    expect(decisions().map(({ delivers, delivered }) => [delivers, delivered])).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it('tells the doctor of a sanction at every step, and a hold and its renewal as such', () => {
    const punished = new DoctorRecord();
    const suspension = 'ganzhou-default:suspension:2026';
    const hold = { hospitalId: 'h3', inpatientsTo: null, reason: '…' };
    const first = { ...hold, measureId: 'k1', schemeId: 'ganzhou-default', until: '2026-03-06' };
    const put = putHold(punished.on(monday, 'office'), { ...first, rightKinds: ['general'] });
    punished.append(put, 'office', monday);
    const more = { ...hold, measureId: 'k2', renews: 'k1', until: '2026-03-13' };
    punished.append(renewHold(punished.on('2026-03-03', 'second'), more), 'second', '2026-03-03');
    punished.find('2026-03-03', { items: [item('E07')] });
    punished.deliver('2026-03-04');
    const due = { sanctionDueId: suspension, hospitalId: 'h3' };
    const paper = { document: '院发1号', reason: '…' };
    punished.append(orderSanction(punished.on('2026-03-20', 'officer'), { ...due, ...paper }), 'officer', '2026-03-20');
    const terms = { measureId: 'm1', from: '2026-03-24', until: null, inpatientsTo: null, attestation: null };
    const imposed = imposeSanction(punished.on('2026-03-23', 'office'), { ...due, ...paper, ...terms });
    punished.append(imposed, 'office', '2026-03-23');
    for (const passed of [false, true]) {
      const result = { ...due, requirement: 'exam', doneOn: '2026-04-01', passed, evidence: [] } as const;
      punished.append(recordRequirement(punished.on('2026-04-01', 'office'), result), 'office', '2026-04-01');
    }
    const lifting = { doctorId: 'doctor', hospitalId: 'h3', measureId: 'm1', from: '2026-05-01' };
    const lifted = { kind: 'right.lifted', v: 1, ...lifting, reason: '…', document: null } as const;
    punished.append(lifted, 'office', '2026-04-30');
    const talk = { kind: 'sanction.talk-held', v: 1, doctorId: 'doctor', ...due, heldOn: '2026-04-30' } as const;
    punished.append({ ...talk, minutes: { ref: '1号', note: null, sha256: null } }, 'office', '2026-04-30');
    const meanings = inboxOfDoctor('doctor', ['doctor'], punished.entries).map(({ meaning }) => meaning);
    expect(meanings.filter((each) => /^(sanction|right\.(measured|lifted))/.test(each))).toEqual([
      'sanction.talk-held',
      'right.lifted',
      'sanction.requirement-met',
      'sanction.requirement-met.failed',
      'right.measured.sanction',
      'sanction.ordered',
      'right.measured.hold-renewed',
      'right.measured.hold',
    ]);
  });

  it('has a sentence in both languages for everything it speaks of', () => {
    expect(Object.keys(inboxMessages).sort()).toEqual([...inboxMeanings].sort());
    for (const { zh, en } of Object.values(inboxMessages)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
