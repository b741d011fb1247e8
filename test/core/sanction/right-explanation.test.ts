import { describe, expect, it } from 'vitest';
import { render } from '../../../src/core/explanation.ts';
import { putHold } from '../../../src/core/sanction/hold.ts';
import { imposeSanction } from '../../../src/core/sanction/impose.ts';
import { explainRights } from '../../../src/core/sanction/right-explanation.ts';
import { recordRequirement } from '../../../src/core/sanction/talk.ts';
import { explanationMessages } from '../../../src/messages/explanations.ts';
import { DoctorRecord, ganzhou, item } from '../../support/record.ts';

const suspension = 'ganzhou-default:suspension:2026';
const h3 = { hospitalId: 'h3', until: null };
const at = (record: DoctorRecord, date: string, site: { hospitalId: string; until: string | null } = h3) => {
  const general = explainRights(record.register, record.dossier, [site], date).find(({ kind }) => kind === 'general');
  if (general === undefined) throw new Error('no general right');
  return general;
};
const codes = (record: DoctorRecord, date: string, site = h3) => at(record, date, site).explanation.map((e) => e.code);
const said = (record: DoctorRecord, date: string, code: string) =>
  at(record, date).explanation.find((each) => each.code === code)?.parameters;

/** Twelve points found, delivered and final; suspended from 20 March until training and exam. */
function suspended(): DoctorRecord {
  const record = new DoctorRecord();
  record.find('2026-03-02', { items: [item('E07')] });
  record.deliver('2026-03-03');
  const command = { sanctionDueId: suspension, hospitalId: 'h3', measureId: 'm1', from: '2026-03-20', until: null };
  const why = { inpatientsTo: null, attestation: null, reason: '…', document: '院发1号' };
  record.append(imposeSanction(record.on('2026-03-18', 'office'), { ...command, ...why }), 'office', '2026-03-18');
  return record;
}

function pass(record: DoctorRecord, requirement: 'training' | 'exam', doneOn: string): void {
  const command = { sanctionDueId: suspension, hospitalId: 'h3', requirement, doneOn, passed: true, evidence: [] };
  record.append(recordRequirement(record.on(doneOn, 'office'), command), 'office', doneOn);
}

describe('the explanation of a right status', () => {
  it('names the grant and its entry, and that only a new entry changes it', () => {
    const record = new DoctorRecord();
    expect(codes(record, '2026-03-02')).toEqual(['status.granted', 'status.unmeasured', 'status.changes-by-entry']);
    expect(said(record, '2026-03-02', 'status.granted')).toMatchObject({ grantId: 'right-h3', entry: 0, until: null });
    expect(codes(record, '2009-12-31')[0]).toBe('status.grant-ahead');
    expect(codes(record, '2026-03-02', { hospitalId: 'h1', until: null })[0]).toBe('status.never-granted');
  });

  it('speaks of an ended grant, and of a hospital that is no more, from that day on', () => {
    const record = new DoctorRecord();
    const ended = { doctorId: 'doctor', hospitalId: 'h3', grantId: 'right-h3', until: '2026-03-05', reason: '…' };
    record.append({ kind: 'right.ended', v: 1, ...ended }, 'office', '2026-03-02');
    expect(['2026-03-04', '2026-03-05'].map((date) => codes(record, date)[0])).toEqual([
      'status.granted',
      'status.grant-over',
    ]);
    const closed = { hospitalId: 'h3', until: '2026-03-03' };
    const on = (date: string) => at(record, date, closed).explanation[0]?.code;
    expect(['2026-03-02', '2026-03-03'].map(on)).toEqual(['status.granted', 'status.hospital-ended']);
  });

  it('derives a suspension from the sanction it answers, and says after which requirements it is lifted', () => {
    const record = suspended();
    expect(codes(record, '2026-03-19')).toContain('status.measure-ahead');
    expect(at(record, '2026-03-20')).toMatchObject({ status: 'suspended', until: null });
    const measured = record.entries.findIndex(({ event }) => event.kind === 'right.measured');
    expect(said(record, '2026-03-20', 'status.suspended')).toMatchObject({
      measureId: 'm1',
      entry: measured,
      from: '2026-03-20',
      document: '院发1号',
    });
    expect(said(record, '2026-03-20', 'status.answers')).toMatchObject({ sanctionDueId: suspension, version: '2026' });
    expect(codes(record, '2026-03-20')).toContain('status.basis.internal-points');
    const missing = (date: string) => said(record, date, 'status.lift-after')?.missing;
    expect(missing('2026-03-20')).toEqual(['training', 'exam']);
    pass(record, 'training', '2026-03-23');
    expect(['2026-03-22', '2026-03-23'].map(missing)).toEqual([['training', 'exam'], ['exam']]);
    pass(record, 'exam', '2026-03-24');
    expect(missing('2026-03-24')).toBeUndefined();
  });

  it('says that a measure may be lifted at once when its ground has fallen, and until when a lifted one holds', () => {
    const record = suspended();
    record.proposeReversal('2026-03-21');
    record.reverse('2026-03-22');
    expect(codes(record, '2026-03-22')).toEqual(expect.arrayContaining(['status.ground-fallen', 'status.liftable']));
    const lifting = { doctorId: 'doctor', hospitalId: 'h3', measureId: 'm1', from: '2026-03-25' };
    record.append({ kind: 'right.lifted', v: 1, ...lifting, reason: '…', document: null }, 'office', '2026-03-23');
    expect(said(record, '2026-03-24', 'status.lifted')).toMatchObject({ measureId: 'm1', on: '2026-03-25' });
    expect(at(record, '2026-03-24')).toMatchObject({ status: 'suspended', until: '2026-03-25' });
    expect(codes(record, '2026-03-25')).toContain('status.unmeasured');
  });

  it('calls a safety hold a hold, with the day on which it ends by itself', () => {
    const record = new DoctorRecord();
    const hold = { measureId: 'hold1', hospitalId: 'h3', schemeId: 'ganzhou-default', until: '2026-03-06' };
    const why = { rightKinds: ['general'], inpatientsTo: null, reason: '…' } as const;
    record.append(putHold(record.on('2026-03-02', 'office'), { ...hold, ...why }), 'office', '2026-03-02');
    expect(codes(record, '2026-03-02')).toEqual(expect.arrayContaining(['status.hold', 'status.ends']));
    expect(codes(record, '2026-03-02')).not.toContain('status.basis.internal-points');
    expect(said(record, '2026-03-02', 'status.ends')).toMatchObject({ measureId: 'hold1', on: '2026-03-06' });
    const sentences = at(record, '2026-03-02').explanation.map((each) => render(explanationMessages, 'en', each));
    expect(sentences).toContain(
      `That the right is suspended from 2026-03-02 is a safety hold under “${ganzhou.title.en}” and decides nothing.`,
    );
    expect(sentences.filter((sentence) => /hold1|ganzhou-default/.test(sentence))).toEqual([]);
  });

  it('reads in both languages without a value missing', () => {
    for (const language of ['zh', 'en'] as const) {
      const sentences = at(suspended(), '2026-03-20').explanation.map((each) =>
        render(explanationMessages, language, each),
      );
      expect(sentences.filter((sentence) => /\{|^status\./.test(sentence))).toEqual([]);
      expect(sentences.at(-1)).toMatch(language === 'zh' ? /^状态 暂停 / : /status suspended/);
    }
  });
});
