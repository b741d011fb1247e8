import { describe, expect, it } from 'vitest';
import { render } from '../../../src/core/explanation.ts';
import { foldRights, rightsOn } from '../../../src/core/register/right.ts';
import { sanctionsOf } from '../../../src/core/sanction/due.ts';
import {
  type ImposeSanction,
  imposeSanction,
  orderSanction,
  setSanctionAside,
} from '../../../src/core/sanction/impose.ts';
import { refuseLifting } from '../../../src/core/sanction/lift.ts';
import { holdTalk, recordRequirement } from '../../../src/core/sanction/talk.ts';
import { sanctionSeenFrom } from '../../../src/core/sanction/view.ts';
import { explanationMessages } from '../../../src/messages/explanations.ts';
import { adopted, city, DoctorRecord, ganzhou, item, refusalOf } from '../../support/record.ts';

const suspension = 'ganzhou-default:suspension:2026';
const interview = 'ganzhou-default:interview:2026';
const minutes = { ref: '约谈记录1', note: null, sha256: null };

/** Twelve points found on 2 March and delivered on 3 March; the window to appeal is ten working days. */
function twelve(rightAt = ['h3']): DoctorRecord {
  const record = new DoctorRecord(city(), rightAt);
  record.find('2026-03-02', { items: [item('E07')] });
  record.deliver('2026-03-03');
  return record;
}

const dueOf = (record: DoctorRecord, asOf: string) => sanctionsOf(record.register, record.dossier, asOf);
const dutyOf = (record: DoctorRecord, asOf: string, id = suspension) =>
  dueOf(record, asOf).find((each) => each.id === id)?.duties[0];

const imposing = (changes: Partial<ImposeSanction> = {}): ImposeSanction => ({
  sanctionDueId: suspension,
  hospitalId: 'h3',
  measureId: 'm1',
  from: '2026-03-20',
  until: null,
  inpatientsTo: null,
  attestation: null,
  reason: '…',
  document: '院发1号',
  ...changes,
});
const imposedOn = (record: DoctorRecord, date: string, changes: Partial<ImposeSanction> = {}, by = 'office') =>
  imposeSanction(record.on(date, by), imposing(changes));
const refusedOn = (record: DoctorRecord, date: string, changes: Partial<ImposeSanction> = {}, by = 'office') =>
  refusalOf(() => imposedOn(record, date, changes, by));

/** The last day of the window, counted by the procedure itself. */
const windowEnds = '2026-03-17';

describe('a sanction due', () => {
  it('waits for delivery, then for the window, and is open the day after it', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('E07')] });
    expect(dutyOf(record, '2026-03-02')).toMatchObject({ state: 'waiting', waitsFor: [{ phase: 'undelivered' }] });
    record.deliver('2026-03-03');
    expect(dutyOf(record, windowEnds)).toMatchObject({ state: 'waiting', waitsFor: [{ phase: 'appealable' }] });
    expect(dutyOf(record, '2026-03-18')).toMatchObject({ state: 'open', openFrom: '2026-03-18', waitsFor: [] });
  });

  it('is open at once where the doctor waives the appeal', () => {
    const record = twelve();
    record.waive('2026-03-04');
    expect(dutyOf(record, '2026-03-04')).toMatchObject({ state: 'open' });
  });

  it('is not due while the points are contested', () => {
    const record = twelve();
    record.appeal('2026-03-05');
    expect(dueOf(record, '2026-03-31')).toEqual([]);
  });

  it('is one duty for each hospital that granted such a right, and no duty of one that did not', () => {
    const record = twelve(['h3', 'other3']);
    expect(dueOf(record, '2026-03-31')[0]?.duties.map(({ hospitalId }) => hospitalId)).toEqual(['h3', 'other3']);
    expect(refusedOn(record, '2026-03-31', { hospitalId: 'h1' })).toBe('sanction.not-here');
  });

  it('says the rule, the arithmetic and what would change it, and the points can be added up from that alone', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('E02')] });
    record.find('2026-03-03', { deductionId: 'd2', actRef: 'RX2', items: [item('3-1')] });
    const [, talk] = dueOf(record, '2026-03-31');
    const said = dueOf(record, '2026-03-31').flatMap(({ explanation }) => explanation);
    for (const language of ['zh', 'en'] as const) {
      const sentences = said.map((each) => render(explanationMessages, language, each));
      expect(sentences.filter((sentence) => sentence.includes('{') || sentence.startsWith('due.'))).toEqual([]);
    }
    const parts = talk?.explanation.filter(({ code }) => code === 'due.part') ?? [];
    const sum = parts.reduce((before, { parameters }) => before + Number(parameters.points), 0);
    const told = talk?.explanation.find(({ code }) => code === 'due.threshold')?.parameters;
    expect(sum - Number(told?.credited)).toBe(told?.after);
    expect(Number(told?.after)).toBeGreaterThanOrEqual(Number(told?.at));
    expect(Number(told?.before)).toBeLessThan(Number(told?.at));
  });
});

describe('what the explanation of a sanction calls things', () => {
  /** At h3 code 3-1, at other3 code E07 with the act of 27 February, and rights at both. */
  function ofTwo(): DoctorRecord {
    const record = new DoctorRecord(city(), ['h3', 'other3']);
    record.find('2026-03-02', { items: [item('3-1')] });
    record.find('2026-03-03', {
      ...{ deductionId: 'd2', actRef: 'RX2', hospitalId: 'other3', occurredOn: '2026-02-27', wardId: 'wOther' },
      items: [item('E07')],
    });
    return record;
  }
  const sentencesOf = (sanctions: ReturnType<typeof sanctionsOf>) =>
    sanctions.flatMap(({ explanation }) => explanation.map((each) => render(explanationMessages, 'en', each)));

  it('is the code and the day of an act, a hospital’s name and a scheme’s title, and no identifier', () => {
    const said = sentencesOf(dueOf(ofTwo(), '2026-03-31'));
    expect(said).toContain('The finding of code E07 about the act of 2026-02-27 counts 12.');
    expect(said.some((sentence) => sentence.startsWith('Hospital h3 '))).toBe(true);
    expect(said.some((sentence) => sentence.includes(ganzhou.title.en))).toBe(true);
    expect(said.filter((sentence) => /\bd[12]\b|ganzhou-default/.test(sentence))).toEqual([]);
  });

  it('is of a finding of another hospital neither code nor day, only that there is one', () => {
    const seen = dueOf(ofTwo(), '2026-03-31').map((each) =>
      sanctionSeenFrom(each, new Set(['h3']), new Set(['deduction'])),
    );
    const said = sentencesOf(seen);
    expect(said).toContain('A finding of another hospital counts 12.');
    expect(said.some((sentence) => /^Hospital h3 waits: a finding of another hospital /.test(sentence))).toBe(true);
    expect(JSON.stringify(seen.map(({ explanation }) => explanation))).not.toMatch(/E07|2026-02-27|other3|"d2"/);
  });
});

describe('imposing', () => {
  it('is refused before the window has passed, on its last day, and taken the day after', () => {
    const record = twelve();
    const from = '2026-03-25';
    expect(['2026-03-04', windowEnds, '2026-03-18'].map((date) => refusedOn(record, date, { from }))).toEqual([
      'sanction.window-open',
      'sanction.window-open',
      'not refused',
    ]);
  });

  it('begins on a later day, never today', () => {
    const record = twelve();
    const on = (from: string) => refusedOn(record, '2026-03-18', { from });
    expect(['2026-03-17', '2026-03-18', '2026-03-19'].map(on)).toEqual([
      'sanction.begins-too-soon',
      'sanction.begins-too-soon',
      'not refused',
    ]);
  });

  it('takes every right of the rule that the hospital granted, from 00:00 of its day', () => {
    const record = twelve();
    record.append(imposedOn(record, '2026-03-18', { from: '2026-03-20' }), 'office', '2026-03-18');
    const general = (date: string) =>
      rightsOn(foldRights(record.entries), { hospitalId: 'h3', until: null }, date).find(
        ({ kind }) => kind === 'general',
      )?.status;
    expect([general('2026-03-19'), general('2026-03-20')]).toEqual(['active', 'suspended']);
    expect(dutyOf(record, '2026-03-31')).toMatchObject({ state: 'in-force', missing: ['training', 'exam'] });
  });

  it('happens once for a hospital', () => {
    const record = twelve();
    record.append(imposedOn(record, '2026-03-18'), 'office', '2026-03-18');
    expect(refusedOn(record, '2026-03-19', { measureId: 'm2', from: '2026-03-25' })).toBe('sanction.already-imposed');
  });

  it('of a rule that ends by training and exam has no last day', () => {
    expect(refusedOn(twelve(), '2026-03-18', { until: '2026-05-01' })).toBe('sanction.ends-by-lifting');
  });

  it('is not signed by the doctor concerned, who does not take over the own inpatients either', () => {
    expect(refusedOn(twelve(), '2026-03-18', {}, 'doctor')).toBe('sanction.own-record');
    expect(refusedOn(twelve(), '2026-03-18', { inpatientsTo: 'doctor' })).toBe('sanction.takeover-own');
  });

  it('of a restriction keeps to the shortest and longest length of the rule', () => {
    const record = new DoctorRecord();
    const kind = {
      v: 1,
      doctorId: 'doctor',
      hospitalId: 'h3',
      grantId: 'g2',
      rightKind: 'antibacterial-special',
    } as const;
    record.append({ kind: 'right.granted', ...kind, from: '2020-01-01', document: null }, 'office', '2020-01-06');
    record.find('2026-03-02', { items: [item('E05')] });
    record.deliver('2026-03-03');
    const restriction = { sanctionDueId: 'ganzhou-default:restriction:2026', from: '2026-03-20' };
    const until = (day: string | null) => refusedOn(record, '2026-03-18', { ...restriction, until: day });
    expect(['2026-04-19', '2026-04-20', '2026-09-20', '2026-09-21', null].map(until)).toEqual([
      'sanction.length-outside',
      'not refused',
      'not refused',
      'sanction.length-outside',
      'sanction.length-outside',
    ]);
  });

  it('of what never fell due, or of a talk, is refused', () => {
    expect(refusedOn(twelve(), '2026-03-18', { sanctionDueId: 'ganzhou-default:restriction:2026' })).toBe(
      'sanction.absent',
    );
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('E02')] });
    expect(refusedOn(record, '2026-03-31', { sanctionDueId: interview })).toBe('sanction.is-talk');
  });

  it('runs on across the end of the cycle', () => {
    const record = new DoctorRecord();
    record.find('2026-12-01', { occurredOn: '2026-11-20', items: [item('E07')] });
    record.deliver('2026-12-02');
    record.waive('2026-12-03');
    record.append(imposedOn(record, '2026-12-04', { from: '2026-12-10' }), 'office', '2026-12-04');
    const [right] = rightsOn(foldRights(record.entries), { hospitalId: 'h3', until: null }, '2027-01-01');
    expect(right?.status).toBe('suspended');
    expect(dutyOf(record, '2027-01-01')).toMatchObject({ state: 'in-force' });
  });
});

describe('lifting', () => {
  const imposed = () => {
    const record = twelve();
    record.append(imposedOn(record, '2026-03-18'), 'office', '2026-03-18');
    return record;
  };
  const [training, exam] = ['training', 'exam'] as const;
  const pass = (record: DoctorRecord, requirement: 'training' | 'exam', date: string, passed = true) =>
    record.append(
      recordRequirement(record.on(date, 'office'), {
        sanctionDueId: suspension,
        hospitalId: 'h3',
        requirement,
        doneOn: date,
        passed,
        evidence: [],
      }),
      'office',
      date,
    );
  const lifting = (record: DoctorRecord, date: string) => {
    const [measure] = foldRights(record.entries).measures;
    if (measure === undefined) throw new Error('no measure');
    return refusalOf(() => refuseLifting(record.on(date, 'office'), measure, date));
  };

  it('waits for the shortest time, for training, and for an exam that was passed', () => {
    const record = imposed();
    expect(lifting(record, '2026-04-19')).toBe('sanction.minimum-runs');
    expect(lifting(record, '2026-04-20')).toBe('sanction.requirements-open');
    pass(record, training, '2026-04-01');
    pass(record, exam, '2026-04-10', false);
    expect(lifting(record, '2026-04-20')).toBe('sanction.requirements-open');
    pass(record, exam, '2026-04-17');
    expect(lifting(record, '2026-04-20')).toBe('not refused');
    expect(dutyOf(record, '2026-04-20')).toMatchObject({ state: 'in-force', missing: [] });
  });

  it('is possible at once where the finding has fallen', () => {
    const record = imposed();
    const [measure] = foldRights(record.entries).measures;
    const bare = { ...record.on('2026-03-25', 'office'), dossier: { doctorIds: ['doctor'] as const, entries: [] } };
    expect(measure && refusalOf(() => refuseLifting(bare, measure, '2026-03-25'))).toBe('not refused');
  });

  it('counts what was done since it began, once, and nothing that is not asked for', () => {
    const record = imposed();
    const doing = (requirement: 'training' | 'study', doneOn: string, date = '2026-04-10') =>
      refusalOf(() =>
        recordRequirement(record.on(date, 'office'), {
          sanctionDueId: suspension,
          hospitalId: 'h3',
          requirement,
          doneOn,
          passed: true,
          evidence: [],
        }),
      );
    expect(doing('study', '2026-04-01')).toBe('sanction.not-required');
    expect(['2026-03-19', '2026-03-20', '2026-04-10', '2026-04-11'].map((on) => doing('training', on))).toEqual([
      'sanction.before-due',
      'not refused',
      'not refused',
      'sanction.done-in-future',
    ]);
    pass(record, training, '2026-04-01');
    expect(doing('training', '2026-04-02')).toBe('sanction.requirement-met-before');
    expect(refusalOf(() => pass(twelve(), training, '2026-04-01'))).toBe('sanction.not-begun');
  });
});

describe('an interview', () => {
  const six = () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('E02')] });
    return record;
  };
  const talking = (record: DoctorRecord, date: string, heldOn = date, sanctionDueId = interview) =>
    holdTalk(record.on(date, 'office'), { sanctionDueId, hospitalId: 'h3', heldOn, minutes });

  it('is held without waiting, its minutes are kept, and it is done once the study task is', () => {
    const record = six();
    expect(dutyOf(record, '2026-03-02', interview)).toMatchObject({ state: 'open' });
    record.append(talking(record, '2026-03-05'), 'office', '2026-03-05');
    expect(dutyOf(record, '2026-03-05', interview)).toMatchObject({ state: 'in-force', missing: ['study'] });
    const study = { sanctionDueId: interview, hospitalId: 'h3', requirement: 'study', doneOn: '2026-03-09' } as const;
    const done = recordRequirement(record.on('2026-03-09', 'office'), { ...study, passed: true, evidence: [] });
    record.append(done, 'office', '2026-03-09');
    expect(dutyOf(record, '2026-03-09', interview)).toMatchObject({ state: 'done', steps: { talk: { minutes } } });
  });

  it('is held once, after it fell due and not in the future', () => {
    const record = six();
    const on = (heldOn: string) => refusalOf(() => talking(record, '2026-03-05', heldOn));
    expect(['2026-03-01', '2026-03-02', '2026-03-05', '2026-03-06'].map(on)).toEqual([
      'sanction.before-due',
      'not refused',
      'not refused',
      'sanction.done-in-future',
    ]);
    record.append(talking(record, '2026-03-05'), 'office', '2026-03-05');
    expect(on('2026-03-05')).toBe('sanction.talk-held-before');
    expect(refusalOf(() => talking(twelve(), '2026-03-05', '2026-03-05', suspension))).toBe('sanction.not-a-talk');
  });
});

describe('the commission', () => {
  it('orders once, and changes no right by it', () => {
    const record = twelve();
    const order = { sanctionDueId: suspension, hospitalId: 'h3', document: '卫医1号', reason: '…' };
    record.append(orderSanction(record.on('2026-03-18', 'officer'), order), 'officer', '2026-03-18');
    expect(dutyOf(record, '2026-03-18')).toMatchObject({ state: 'open', steps: { order: { document: '卫医1号' } } });
    expect(refusalOf(() => orderSanction(record.on('2026-03-19', 'officer'), order))).toBe('sanction.already-ordered');
    expect(foldRights(record.entries).measures).toEqual([]);
  });

  it('finds what a threshold makes due not open to be set aside', () => {
    const record = twelve();
    const aside = () =>
      setSanctionAside(record.on('2026-03-18', 'office'), { sanctionDueId: suspension, hospitalId: 'h3', reason: '…' });
    expect(refusalOf(aside)).toBe('sanction.not-a-proposal');
  });
});

describe('points that were only carried over or decided elsewhere', () => {
  it('an authority’s decision is never waited for', () => {
    const record = new DoctorRecord(city(adopted(ganzhou)));
    const externalDecision = { document: '决定1号', authority: '卫健委', decidedOn: '2026-03-02' };
    record.find('2026-03-04', { externalDecision, items: [item('E07')] });
    expect(dutyOf(record, '2026-03-04')).toMatchObject({ state: 'open' });
  });
});
