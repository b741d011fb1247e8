import { describe, expect, it } from 'vitest';
import type { DrugOnSheet } from '../../../src/core/procedure/deduction.ts';
import { contradictionsOf } from '../../../src/core/rules/scheme-check.ts';
import { sanctionsOf } from '../../../src/core/sanction/due.ts';
import { imposeSanction, setSanctionAside } from '../../../src/core/sanction/impose.ts';
import { DoctorRecord, ganzhou, item, refusalOf } from '../../support/record.ts';

const restriction = 'ganzhou-default:order53-45-restriction:h3:2026';
const cancellation = 'ganzhou-default:order53-45-cancellation:h3:2026';

/** An extraordinary prescription, found, delivered and not appealed. */
function extraordinary(record: DoctorRecord, date: string, n: number, changes: object = {}): void {
  const deductionId = `x${n}`;
  record.find(date, { deductionId, actRef: `X${n}`, occurredOn: date, items: [item('3-1')], ...changes });
  record.deliver(date, deductionId);
  record.waive(date, deductionId);
}

const triggered = (record: DoctorRecord, asOf: string) =>
  sanctionsOf(record.register, record.dossier, asOf)
    .filter(({ ground }) => ground.kind === 'trigger')
    .map(({ id }) => id);

const imposed = (
  record: DoctorRecord,
  date: string,
  sanctionDueId: string,
  from: string,
  attestation: string | null = null,
) =>
  imposeSanction(record.on(date, 'office'), {
    ...{ sanctionDueId, hospitalId: 'h3', measureId: `m-${from}`, from, until: null, inpatientsTo: null },
    ...{ attestation, reason: '…', document: '院发2号' },
  });

describe('order 53 article 45', () => {
  it('falls due with the third extraordinary prescription at one hospital, whatever was credited, and not before', () => {
    const record = new DoctorRecord();
    extraordinary(record, '2026-03-02', 1);
    extraordinary(record, '2026-03-03', 2);
    expect(triggered(record, '2026-03-31')).toEqual([]);
    extraordinary(record, '2026-03-04', 3);
    expect(triggered(record, '2026-03-31')).toEqual([restriction]);
  });

  it('counts one prescription once, and each hospital by itself', () => {
    const record = new DoctorRecord();
    extraordinary(record, '2026-03-02', 1);
    extraordinary(record, '2026-03-03', 2);
    record.find('2026-03-04', { deductionId: 'x2b', actRef: 'X2', occurredOn: '2026-03-03', items: [item('3-2')] });
    extraordinary(record, '2026-03-05', 4, { hospitalId: 'other3' });
    expect(triggered(record, '2026-03-31')).toEqual([]);
  });

  it('begins anew with the cycle', () => {
    const record = new DoctorRecord();
    extraordinary(record, '2026-12-29', 1);
    extraordinary(record, '2026-12-30', 2);
    extraordinary(record, '2027-01-04', 3);
    expect(triggered(record, '2027-01-31')).toEqual([]);
  });

  it('proposes the cancellation after two more since the restriction began, and a person must attest that they followed', () => {
    const record = new DoctorRecord();
    for (const n of [1, 2, 3]) extraordinary(record, `2026-03-0${n + 1}`, n);
    record.append(imposed(record, '2026-03-05', restriction, '2026-03-10'), 'office', '2026-03-05');
    extraordinary(record, '2026-03-09', 4);
    extraordinary(record, '2026-03-11', 5);
    expect(triggered(record, '2026-03-31')).toEqual([restriction]);
    extraordinary(record, '2026-03-12', 6);
    expect(triggered(record, '2026-03-31')).toEqual([restriction, cancellation]);
    const refused = (attestation: string | null) =>
      refusalOf(() => imposed(record, '2026-03-13', cancellation, '2026-03-20', attestation));
    expect([refused(null), refused('核对3月点评表')]).toEqual(['sanction.attestation-missing', 'not refused']);
  });

  it('may be set aside with a reason, once, and is not imposed after that', () => {
    const record = new DoctorRecord();
    for (const n of [1, 2, 3]) extraordinary(record, `2026-03-0${n + 1}`, n);
    const aside = () =>
      setSanctionAside(record.on('2026-03-05', 'office'), {
        sanctionDueId: restriction,
        hospitalId: 'h3',
        reason: '…',
      });
    record.append(aside(), 'office', '2026-03-05');
    expect(refusalOf(aside)).toBe('sanction.set-aside-before');
    expect(refusalOf(() => imposed(record, '2026-03-06', restriction, '2026-03-10'))).toBe('sanction.set-aside-before');
  });

  it('waits for delivery and appeal', () => {
    const record = new DoctorRecord();
    for (const n of [1, 2]) extraordinary(record, `2026-03-0${n + 1}`, n);
    record.find('2026-03-04', { deductionId: 'x3', actRef: 'X3', items: [item('3-1')] });
    expect(refusalOf(() => imposed(record, '2026-03-05', restriction, '2026-03-10'))).toBe('sanction.window-open');
  });
});

describe('order 53 article 46', () => {
  it('items 1 to 3 are never stayed', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('Z46-1')] });
    const id = 'ganzhou-default:order53-46-status:person:d1';
    expect(triggered(record, '2026-03-02')).toEqual([id]);
    expect(refusalOf(() => imposed(record, '2026-03-02', id, '2026-03-03'))).toBe('not refused');
    record.deliver('2026-03-03');
    record.appeal('2026-03-04');
    expect(triggered(record, '2026-03-04')).toEqual([id]);
    expect(refusalOf(() => imposed(record, '2026-03-04', id, '2026-03-05'))).toBe('not refused');
  });

  it('conduct waits as points do', () => {
    const record = new DoctorRecord();
    record.find('2026-03-02', { items: [item('E07')] });
    const id = 'ganzhou-default:order53-46-conduct:h3:d1';
    expect(refusalOf(() => imposed(record, '2026-03-02', id, '2026-03-03'))).toBe('sanction.window-open');
    record.deliver('2026-03-03');
    record.appeal('2026-03-04');
    expect(triggered(record, '2026-03-04')).toEqual([]);
  });
});

describe('order 84', () => {
  const drugs: readonly DrugOnSheet[] = [{ name: '亚胺培南', code: null, grade: 'special' }];

  it('counts only sheets with an antibacterial', () => {
    const record = new DoctorRecord();
    for (const n of [1, 2]) extraordinary(record, `2026-03-0${n + 1}`, n, { drugs });
    extraordinary(record, '2026-03-04', 3);
    expect(triggered(record, '2026-03-31')).toEqual([restriction]);
    extraordinary(record, '2026-03-05', 4, { drugs });
    expect(triggered(record, '2026-03-31')).toEqual([restriction, 'ganzhou-default:order84-restriction:h3:2026']);
  });
});

describe('a scheme with triggers', () => {
  const codesOf = (change: object) => {
    const [first, ...rest] = ganzhou.triggers;
    if (first === undefined) throw new Error('no triggers');
    return contradictionsOf({ ...ganzhou, triggers: [{ ...first, ...change }, ...rest] }).map(({ code }) => code);
  };

  it('names codes and triggers that exist, and counts one where it counts each finding', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ codes: ['9-9'] })).toEqual(['scheme.unknown-code']);
    expect(codesOf({ after: 'nothing' })).toEqual(['scheme.unknown-trigger']);
    expect(codesOf({ window: 'each' })).toEqual(['scheme.trigger-each-counts-one']);
    expect(codesOf({ months: { min: 3, max: 2 } })).toEqual(['scheme.empty-range']);
  });
});
