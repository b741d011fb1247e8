import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/ledger/entry.ts';
import { movesOf, replayDraft } from '../../../src/core/replay/replay.ts';
import type { Scheme } from '../../../src/core/rules/scheme.ts';
import { standingOf } from '../../../src/core/standing.ts';
import { DoctorRecord, ganzhou, item } from '../../support/record.ts';

const heavier = (code: string, points: number): Scheme => ({
  ...ganzhou,
  version: 'draft',
  violations: ganzhou.violations.map((each) => (each.code === code ? { ...each, points } : each)),
});

function record(...codes: readonly string[]): DoctorRecord {
  const made = new DoctorRecord();
  for (const [n, code] of codes.entries()) {
    const day = `2026-03-0${n + 2}`;
    made.find(day, { deductionId: `d${n}`, actRef: `RX${n}`, occurredOn: day, items: [item(code)] });
  }
  return made;
}

function replay(draft: Scheme, records: Readonly<Record<string, readonly Entry[]>>, asOf = '2026-03-31') {
  const replaying = replayDraft(new DoctorRecord().register, draft, asOf);
  for (const [doctorId, entries] of Object.entries(records)) replaying.add(doctorId, entries);
  return replaying.finish();
}

describe('a draft run over real history', () => {
  it('lists who would change band, old against new, and nobody else', () => {
    const found = replay(heavier('2-1', 3), {
      one: record('2-1').entries,
      two: record('2-1', '2-1').entries,
      none: new DoctorRecord().entries,
    });
    expect(found).toMatchObject({ version: 'draft', doctors: 3, pointsDiffer: 2, unknownCodes: [] });
    expect(found.changes).toMatchObject([
      {
        doctorId: 'one',
        before: { points: 2, left: 10, band: null },
        after: { points: 3, left: 9, band: { id: 'reminder-talk' } },
      },
      {
        doctorId: 'two',
        before: { points: 4, band: { id: 'reminder-talk' } },
        after: { points: 6, band: { id: 'interview', at: 6 } },
      },
    ]);
  });

  it('of the text that binds changes nobody', () => {
    const found = replay(ganzhou, { one: record('2-1', '3-1').entries, two: record('E07').entries });
    expect(found).toMatchObject({ doctors: 2, pointsDiffer: 0, changes: [] });
  });

  it('says the same points as a standing does', () => {
    const made = record('1-1', '1-1', '3-1', '2-4');
    const [standing] = standingOf(made.register, made.dossier, '2026-03-31');
    const [change] = replay({ ...ganzhou, thresholds: ganzhou.thresholds.slice(1) }, { one: made.entries }).changes;
    expect(change?.before).toMatchObject({ points: standing?.uncapped, left: standing?.left });
  });

  it('names the codes of the past that it does not know', () => {
    const draft = { ...ganzhou, violations: ganzhou.violations.filter(({ code }) => code !== '2-1') };
    expect(replay(draft, { one: record('2-1', '2-1', '3-1').entries }).unknownCodes).toEqual([
      { code: '2-1', findings: 2 },
    ]);
  });

  it('groups the moves by hospital and department of the post held on the day', () => {
    const posted = (department: string) => {
      const made = record('2-1');
      const post = {
        v: 1,
        doctorId: 'doctor',
        postId: department,
        hospitalId: 'h3',
        staffNo: 'A1',
        wardId: null,
      } as const;
      made.append({ kind: 'doctor.post-started', ...post, department, from: '2020-01-01' }, 'office', '2026-03-10');
      return made.entries;
    };
    const { changes } = replay(heavier('2-1', 3), { a: posted('内科'), b: posted('内科'), c: posted('外科') });
    expect(movesOf(changes)).toEqual([
      { hospitalId: 'h3', department: '内科', before: null, after: 'reminder-talk', doctors: 2 },
      { hospitalId: 'h3', department: '外科', before: null, after: 'reminder-talk', doctors: 1 },
    ]);
  });

  it('reads the records of one person together, in whatever order they come', () => {
    const own = record('2-1');
    const merge = { v: 1, mergeId: 'm', doctorId: 'keep', duplicateId: 'old', recordIds: ['old'] } as const;
    own.append({ kind: 'doctor.merged', ...merge }, 'office', '2026-03-20');
    const merging = own.entries.at(-1);
    if (merging === undefined) throw new Error('no merge');
    const other = JSON.parse(JSON.stringify(record('2-1').entries).replaceAll('RX0', 'RY0').replaceAll('"d0"', '"e0"'));
    const old = [...other.map((entry: Entry) => ({ ...entry, seq: entry.seq + 100 })), merging];
    for (const records of [
      { keep: own.entries, old },
      { old, keep: own.entries },
    ]) {
      const found = replay(heavier('2-1', 3), records);
      expect(found).toMatchObject({
        doctors: 1,
        changes: [{ doctorId: 'keep', before: { points: 4 }, after: { points: 6 } }],
      });
    }
    expect(inParts(heavier('2-1', 3), { keep: own.entries }, { old })).toEqual(
      replay(heavier('2-1', 3), { keep: own.entries, old }),
    );
  });

  it('made in parts elsewhere and put together is the same as made in one', () => {
    const draft = {
      ...heavier('2-1', 3),
      violations: heavier('2-1', 3).violations.filter(({ code }) => code !== '3-1'),
    };
    const first = { one: record('2-1').entries, none: new DoctorRecord().entries };
    const second = { two: record('2-1', '3-1').entries, three: record('3-1').entries };
    const whole = replay(draft, { ...first, ...second });
    expect(whole.unknownCodes).toEqual([{ code: '3-1', findings: 2 }]);
    expect(inParts(draft, first, second)).toEqual(whole);
  });
});

/** Each part by a replay of its own, handed over as a thread hands it over. */
function inParts(draft: Scheme, ...parts: readonly Readonly<Record<string, readonly Entry[]>>[]) {
  const { register } = new DoctorRecord();
  const joined = replayDraft(register, draft, '2026-03-31');
  for (const records of parts) {
    const part = replayDraft(register, draft, '2026-03-31');
    for (const [doctorId, entries] of Object.entries(records)) part.add(doctorId, entries);
    joined.take(structuredClone(part.part()));
  }
  return joined.finish();
}
