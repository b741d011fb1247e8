import { describe, expect, it } from 'vitest';
import { type Explanation, render } from '../../src/core/explanation.ts';
import type { RulesRegister } from '../../src/core/rules/register.ts';
import { parseScheme } from '../../src/core/rules/scheme.ts';
import { type Standing, type StandingItem, standingOf } from '../../src/core/standing.ts';
import { seenFrom } from '../../src/core/standing-view.ts';
import { explanationMessages } from '../../src/messages/explanations.ts';
import { adopted, city, DoctorRecord, ganzhou, item, schemeData } from '../support/record.ts';

const schemeId = 'ganzhou-default';
const under = (changes: Record<string, unknown>): RulesRegister =>
  city(adopted(parseScheme({ ...schemeData('ganzhou-default-2026'), ...changes })));

function credit(record: DoctorRecord, creditId: string, confirmedOn: string | null): void {
  const activity = { creditId, doctorId: 'doctor', hospitalId: 'h3', scheme: schemeId, activity: '…', evidence: [] };
  record.append({ kind: 'credit.recorded', v: 1, ...activity, doneOn: '2026-03-09' }, 'office', '2026-03-09');
  if (confirmedOn === null) return;
  record.append({ kind: 'credit.confirmed', v: 1, creditId, doctorId: 'doctor', note: '' }, 'second', confirmedOn);
}

function standing(record: DoctorRecord, asOf: string): Standing {
  const [first] = standingOf(record.register, record.dossier, asOf);
  if (first === undefined) throw new Error('no standing');
  return first;
}

const said = (of: { readonly explanation: readonly Explanation[] }, code: string) =>
  of.explanation.filter((each) => each.code === code).map(({ parameters }) => parameters);

/** The points left, from nothing but what the explanations say. */
function recomputed({ explanation, ...lists }: Standing): number {
  const items: readonly StandingItem[] = [...lists.countedItems, ...lists.contestedItems, ...lists.notCountedItems];
  const counted = items
    .flatMap(({ reasons }) => reasons)
    .flatMap(({ code, parameters }) => (code === 'item.counted' ? [parameters] : []));
  const numbers = (code: string) => explanation.find((each) => each.code === code)?.parameters ?? {};
  const rule = numbers('standing.credited');
  const sum = (some: typeof counted) => some.reduce((before, each) => before + Number(each.counted), 0);
  const light = counted.filter(
    ({ points }) => rule.notForItemsOf == null || Number(points) < Number(rule.notForItemsOf),
  );
  const credited = Math.min(Number(rule.activities) * Number(rule.pointsEach), Number(rule.cap), sum(light));
  const { total } = numbers('standing.left.deduct');
  return Math.max(0, Number(total) - Math.max(0, sum(counted) - credited));
}

/** Six points, found on 2 March and appealed on 4 March. */
function contested(): DoctorRecord {
  const record = new DoctorRecord();
  record.find('2026-03-02', { items: [item('E02')] });
  record.deliver('2026-03-03');
  record.appeal('2026-03-04');
  return record;
}

/** The same, reduced on 6 March; one more finding, a credit that acts, one that waits, and an open record. */
function life(): DoctorRecord {
  const record = contested();
  const items = [{ scheme: schemeId, points: 2 }];
  record.rule('2026-03-06', { outcome: 'reduced', items });
  record.find('2026-03-09', { deductionId: 'd2', actRef: 'RX2', items: [item('2-1')] });
  credit(record, 'c1', '2026-03-10');
  credit(record, 'c2', null);
  record.record('2026-03-11', { deductionId: 'd3', actRef: 'RX3', occurredOn: '2026-03-10', items: [item('2-2')] });
  return record;
}

describe('the explanation of a standing', () => {
  it('is enough to compute the number again, credits and a reduction on appeal among it', () => {
    const before = standing(contested(), '2026-03-05');
    const after = standing(life(), '2026-03-11');
    expect([before, after].map(recomputed)).toEqual([before.left, after.left]);
    expect(after).toMatchObject({ credited: said(after, 'standing.credited')[0]?.credited });
    expect(after.credited).toBeGreaterThan(0);
    expect(after.countedItems.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toContain('item.reduced');
    expect(after.left).toBeGreaterThan(before.left);
  });

  it('reads in both languages without a value missing', () => {
    for (const language of ['zh', 'en'] as const) {
      const sentences = standing(life(), '2026-03-11').explanation.map((each) =>
        render(explanationMessages, language, each),
      );
      expect(sentences.filter((sentence) => /\{|^standing\./.test(sentence))).toEqual([]);
    }
  });

  it('names the next threshold and how far it is, and that contested points bring nothing about', () => {
    const at = (asOf: string) => standing(life(), asOf);
    const [next] = [...at('2026-03-11').thresholdsAhead].sort((a, b) => a.away - b.away);
    expect(said(at('2026-03-11'), 'standing.next-threshold')).toMatchObject([
      { at: next?.threshold.at, away: next?.away },
    ]);
    expect(said(standing(contested(), '2026-03-05'), 'standing.contested')).toEqual([{ contested: 6 }]);
    expect(said(at('2026-03-11'), 'standing.contested')).toEqual([]);
    const past = new DoctorRecord();
    past.find('2026-03-02', { items: [item('E07')] });
    expect(said(standing(past, '2026-03-02'), 'standing.no-threshold-ahead')).toHaveLength(1);
  });

  it('foretells what each open item would do, exactly as its confirmation then does it', () => {
    const record = life();
    const [told] = said(standing(record, '2026-03-11'), 'standing.if-confirmed');
    record.acknowledge('2026-03-11', 'd3');
    record.confirm('2026-03-11', 'd3');
    const after = standing(record, '2026-03-11');
    expect(told).toMatchObject({ deductionId: 'd3', code: '2-2', left: after.left });
    expect(after.countedItems.find(({ deductionId }) => deductionId === 'd3')?.counted).toBe(told?.points);
  });

  it('tells whom an open item is hidden from its points and not its name', () => {
    const [told] = said(standing(life(), '2026-03-11'), 'standing.if-confirmed');
    const seen = (hospitalId: string) =>
      said(seenFrom(standing(life(), '2026-03-11'), new Set([hospitalId])), 'standing.if-confirmed');
    expect(seen('h3')).toEqual([told]);
    expect(seen('other3')).toEqual([{ ...told, deductionId: '—', code: '—' }]);
  });

  it('says what can still be earned back, and what waiting activities would give', () => {
    const record = life();
    const before = standing(record, '2026-03-11');
    const [waiting] = said(before, 'standing.credits.waiting');
    expect(waiting).toMatchObject({ waiting: 1 });
    const [possible] = said(before, 'standing.credits.possible');
    record.append({ kind: 'credit.confirmed', v: 1, creditId: 'c2', doctorId: 'doctor', note: '' }, 'x', '2026-03-11');
    const after = standing(record, '2026-03-11');
    expect(after.credited - before.credited).toBe(waiting?.points);
    expect(said(after, 'standing.credits.possible')[0]?.possible).toBe(
      Number(possible?.possible) - Number(waiting?.points),
    );
    expect(said(after, 'standing.credits.waiting')).toEqual([]);
    const none = new DoctorRecord(under({ credits: null }));
    expect(said(standing(none, '2026-03-11'), 'standing.credits.none')).toHaveLength(1);
  });

  it('says when the cycle ends and what is cleared then', () => {
    const { counted, credited } = standing(life(), '2026-12-31');
    expect(said(standing(life(), '2026-12-31'), 'standing.cycle-ends')).toEqual([
      { on: '2027-01-01', points: counted, credited },
    ]);
    expect(standing(life(), '2027-01-01').left).toBe(ganzhou.total);
  });

  it('says when the oldest points leave a rolling window, to the day, 29 February too', () => {
    const register = under({ cycle: { kind: 'rolling', months: 12 }, inForce: { from: '2024-01-01', until: null } });
    for (const day of ['2024-02-29', '2024-03-01', '2026-03-02']) {
      const record = new DoctorRecord(register);
      record.find(day, { occurredOn: day, items: [item('2-1')] });
      const told = said(standing(record, day), 'standing.window-moves');
      expect(told).toMatchObject([{ points: 2, charged: day }]);
      const leaves = String(told[0]?.on);
      const dayBefore = new Date(Date.parse(leaves) - 86_400_000).toISOString().slice(0, 10);
      expect([dayBefore, leaves].map((asOf) => standing(record, asOf).counted)).toEqual([2, 0]);
      expect(said(standing(record, leaves), 'standing.window-empty')).toHaveLength(1);
    }
  });

  it('says that an item charged by its act to another cycle would change nothing here', () => {
    const record = new DoctorRecord(under({ chargedBy: 'act', inForce: { from: '2025-01-01', until: null } }));
    record.record('2026-01-05', { occurredOn: '2025-12-30', items: [item('2-1')] });
    expect(said(standing(record, '2026-01-05'), 'standing.if-confirmed.other-cycle')).toMatchObject([
      { deductionId: 'd1', on: '2025-12-30' },
    ]);
  });
});
