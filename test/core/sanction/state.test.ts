import { describe, expect, it } from 'vitest';
import { imposeSanction, orderSanction } from '../../../src/core/sanction/impose.ts';
import { stateOfSanction } from '../../../src/core/sanction/state.ts';
import { holdTalk } from '../../../src/core/sanction/talk.ts';
import { standingOf } from '../../../src/core/standing.ts';
import { adopted, city, DoctorRecord, item, nhsa } from '../../support/record.ts';

const suspension = { sanctionDueId: 'ganzhou-default:suspension:2026', hospitalId: 'h3' };

/** Twelve points on 2 March, delivered on 3 March; the window to appeal ends with 17 March. */
function twelve(): DoctorRecord {
  const record = new DoctorRecord();
  record.find('2026-03-02', { items: [item('E07')] });
  record.deliver('2026-03-03');
  return record;
}

function impose(record: DoctorRecord, on: string): void {
  const terms = { from: '2026-03-20', until: null, inpatientsTo: null, attestation: null };
  const command = { ...suspension, ...terms, measureId: 'm1', reason: '…', document: '1号' };
  record.append(imposeSanction(record.on(on, 'office'), command), 'office', on);
}

const statesOn = (record: DoctorRecord, on: string) =>
  standingOf(record.register, record.dossier, on).flatMap(({ sanctionsDue }) => sanctionsDue.map(({ state }) => state));

describe('a standing says how far each sanction due has come', () => {
  it('stayed to the last day of the window, due from the day after', () => {
    const record = twelve();
    expect(['2026-03-02', '2026-03-17', '2026-03-18'].map((on) => statesOn(record, on))).toEqual([
      ['stayed'],
      ['stayed'],
      ['due'],
    ]);
  });

  it('is in the list no more while the points are contested', () => {
    const record = twelve();
    record.appeal('2026-03-10');
    expect(statesOn(record, '2026-03-18')).toEqual([]);
  });

  it('ordered by the commission, and imposed by the hospital', () => {
    const record = twelve();
    const order = orderSanction(record.on('2026-03-19', 'officer'), { ...suspension, document: '令1', reason: '…' });
    record.append(order, 'officer', '2026-03-19');
    expect(statesOn(record, '2026-03-18')).toEqual(['due']);
    expect(statesOn(record, '2026-03-19')).toEqual(['ordered']);
    impose(record, '2026-03-19');
    expect(statesOn(record, '2026-03-19')).toEqual(['imposed']);
    // It runs on across the end of the cycle.
    expect(statesOn(record, '2027-01-01')).toEqual(['imposed']);
  });

  it('done once the talk was held and nothing is left to do, and imposed while the study task is open', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('3-1')] });
    record.find('2026-03-03', { deductionId: 'd2', actRef: 'RX2', items: [item('3-1')] });
    expect(statesOn(record, '2026-03-03')).toEqual(['due', 'due']);
    for (const name of ['reminder-talk', 'interview']) {
      const talk = { sanctionDueId: `ganzhou-default:${name}:2026`, hospitalId: 'h3', heldOn: '2026-03-04' };
      const minutes = { ref: '约谈记录1', note: null, sha256: null };
      record.append(holdTalk(record.on('2026-03-04', 'office'), { ...talk, minutes }), 'office', '2026-03-04');
    }
    expect(statesOn(record, '2026-03-04')).toEqual(['done', 'imposed']);
  });

  it('outside where an authority acts and no hospital of ours', () => {
    const record = new DoctorRecord(city(adopted(nhsa)));
    const externalDecision = { document: '决定1号', authority: '医保局', decidedOn: '2026-03-02' };
    record.find('2026-03-02', { items: [item('N3', 9, 'nhsa')], externalDecision });
    expect(statesOn(record, '2026-03-02')).toEqual(['outside']);
  });

  it('as the hospital furthest behind has it', () => {
    const duty = (state: 'open' | 'done' | 'waiting') => ({
      hospitalId: 'h',
      state,
      waitsFor: [],
      openFrom: null,
      measure: null,
      steps: { order: null, talk: null, results: [], setAside: null },
      missing: [],
    });
    expect(stateOfSanction({ duties: [duty('done'), duty('open')] })).toBe('due');
    expect(stateOfSanction({ duties: [duty('waiting'), duty('done')] })).toBe('stayed');
    expect(stateOfSanction({ duties: [duty('done')] })).toBe('done');
  });
});
