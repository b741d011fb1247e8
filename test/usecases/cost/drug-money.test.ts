import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrgMonth, DrugSums, WardMonthDrug } from '../../../src/core/cost/drugs/drug-sums.ts';
import { sumsOf } from '../../../src/core/cost/sums.ts';
import { answered } from '../../../src/usecases/cost/cost-answer.ts';
import { priceVolumeQuestion } from '../../../src/usecases/cost/question/cost-price-volume.ts';
import { wardDrugsQuestion } from '../../../src/usecases/cost/question/cost-ward-drugs.ts';
import { rateMixQuestion } from '../../../src/usecases/signals/rate-mix.ts';
import { type CostBench, costBench, refusalOf } from '../../support/cost.ts';

const before = ['2025-08', '2025-09'];
const after = ['2026-08', '2026-09'];
const months = [...before, ...after];
const ranges = { before: { from: '2025-08', until: '2025-10' }, after: { from: '2026-08', until: '2026-10' } };
const city = { kind: 'city' } as const;
const hospitals = ['a', 'b', 'c'].map((hospitalId) => ({ hospitalId, level: 3, wards: ['W1', 'W2'] }) as const);

interface Line {
  readonly ward: string | null;
  readonly setting: 'inpatient' | 'outpatient';
  readonly drug: string;
  readonly quantityE4: number;
  readonly amountFen: number;
}

/** Lines of one hospital and month; null: never sent. Each drug at most once a ward and setting. */
const lines: fc.Arbitrary<Line[] | null> = fc.option(
  fc
    .uniqueArray(
      fc.record({
        ward: fc.constantFrom('W1', 'W2', null),
        setting: fc.constantFrom('inpatient', 'inpatient', 'outpatient'),
        drug: fc.constantFrom('D1', 'D2', 'D3', 'D4'),
        quantityE4: fc.oneof(fc.constant(0), fc.integer({ min: 10_000, max: 90_000_000 })),
        amountFen: fc.nat(2_000_000_000),
      }),
      { selector: ({ ward, setting, drug }) => `${ward} ${setting} ${drug}`, maxLength: 12 },
    )
    .filter((of) => of.length > 0),
  { freq: 9 },
);
const world = fc.record(
  Object.fromEntries(
    hospitals.map(({ hospitalId }) => [hospitalId, fc.record(Object.fromEntries(months.map((of) => [of, lines])))]),
  ),
);
type World = Record<string, Record<string, Line[] | null>>;

let imports = 0;

async function load({ store }: CostBench, of: World): Promise<void> {
  let position = 0;
  for (const [hospitalId, byMonth] of Object.entries(of)) {
    for (const [month, own] of Object.entries(byMonth)) {
      if (own === null) continue;
      imports += 1;
      const importId = `lines_${imports}`;
      const slice = { hospitalId, month, dataset: 'drugLines' } as const;
      await store.beginImport({ importId, origin: 'generated', dataset: 'drugLines', startedAt: '2026-11-01' });
      await store.finishImport(importId, {
        identitySha256: importId,
        fileSha256: importId,
        summary: '{}',
        slices: [{ ...slice, rows: own.length, rejected: 0, state: 'complete' }],
        wardMonths: [{ hospitalId, month, wardId: null, sums: sumsOf({ drugFen: 1 }) }],
        hospitalMonths: [],
        wardMonthDrugs: own.map(
          ({ ward, setting, drug, quantityE4, amountFen }): WardMonthDrug => ({
            hospitalId,
            month,
            wardId: ward === null ? null : `${hospitalId}/${ward}`,
            setting,
            drugCode: drug,
            sums: { ...noDrugSums, lines: 1, quantityE4, amountFen },
          }),
        ),
        drugs: [{ code: 'D1', name: '阿托伐他汀钙片', unit: '片' }],
        codes: { ward: [], drg: [] },
      });
      position += 1;
      await store.pointTo([{ ...slice, importId, state: 'complete', position }]);
    }
  }
}

const noDrugSums: DrugSums = {
  lines: 0,
  quantityE4: 0,
  dddsE4: null,
  amountFen: 0,
  antibacterialDddsE4: null,
  antibacterialFen: null,
  negotiatedFen: null,
  keyMonitoredFen: null,
  longFen: null,
};

describe('price, volume and mix of drug money', () => {
  it('add up to the fen, and agree with a naive fold over random lines, missing months left out', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom('inpatient' as const, null), async (of: World, setting) => {
        const bench = costBench(hospitals);
        await load(bench, of);
        const command = { scope: city, setting, ...ranges };
        const found = await answered(bench.context, priceVolumeQuestion, command);
        const whole = Object.keys(of).filter((id) => months.every((month) => of[id]?.[month] != null));
        expect(found.comparedHospitals).toBe(whole.length);
        expect(found.notCompared.map(({ hospitalId }) => hospitalId)).toEqual(
          Object.keys(of).filter((id) => !whole.includes(id)),
        );
        const sum = (drug: string | null, some: readonly string[], part: 'amountFen' | 'quantityE4') =>
          whole
            .flatMap((id) => some.flatMap((month) => of[id]?.[month] ?? []))
            .filter((line) => (drug === null || line.drug === drug) && (setting === null || line.setting === setting))
            .reduce((all, line) => all + line[part], 0);
        const used = sum(null, before, 'quantityE4');
        if (used === 0) {
          expect(found).toMatchObject({ total: null, drugs: [] });
          return;
        }
        expect(found.total).toMatchObject({
          beforeFen: sum(null, before, 'amountFen'),
          afterFen: sum(null, after, 'amountFen'),
        });
        const growth = sum(null, after, 'quantityE4') / used;
        for (const drug of found.drugs) {
          const [was, is] = [sum(drug.drugCode, before, 'amountFen'), sum(drug.drugCode, after, 'amountFen')];
          const [q0, q1] = [sum(drug.drugCode, before, 'quantityE4'), sum(drug.drugCode, after, 'quantityE4')];
          expect([drug.beforeFen, drug.afterFen, drug.changeFen]).toEqual([was, is, is - was]);
          expect(drug.priceFen + drug.volumeFen + drug.mixFen).toBe(drug.changeFen);
          // A float knows twelve digits of a product; the fen are exact.
          const slack = 1 + (was + is) * 1e-9 * Math.max(1, growth, q0 === 0 ? 0 : q1 / q0);
          expect(Math.abs(drug.volumeFen - was * (growth - 1))).toBeLessThan(slack);
          if (q0 > 0) expect(Math.abs(drug.priceFen - (is - (q1 * was) / q0))).toBeLessThan(slack);
          else expect(drug.priceFen).toBe(0);
        }
        const total = found.total ?? { changeFen: 0, priceFen: 0, volumeFen: 0, mixFen: 0 };
        expect(total.priceFen + total.volumeFen + total.mixFen).toBe(total.changeFen);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);

  it('follow a slice that is taken out while the answer is being made', async () => {
    const bench = costBench(hospitals);
    const line: Line = { ward: 'W1', setting: 'inpatient', drug: 'D1', quantityE4: 10_000, amountFen: 100 };
    const every = Object.fromEntries(months.map((month) => [month, [line]]));
    await load(bench, { a: every, b: every, c: every });
    const { cost } = bench.context;
    let asked = 0;
    const drugTotals: typeof cost.drugTotals = async (question) => {
      asked += 1;
      if (asked === 3) {
        const gone = { hospitalId: 'b', month: '2026-09', dataset: 'drugLines', importId: null } as const;
        await bench.store.pointTo([{ ...gone, state: 'complete', position: 9_000 }]);
      }
      return cost.drugTotals(question);
    };
    const slowed: typeof cost = Object.assign(Object.create(cost), { drugTotals });
    const context = { ...bench.context, cost: slowed };
    const found = await answered(context, priceVolumeQuestion, { scope: city, setting: null, ...ranges });
    expect(asked).toBe(10);
    expect(found).toMatchObject({ comparedHospitals: 2, total: { beforeFen: 400, afterFen: 400 } });
  });
});

describe('drugs by ward', () => {
  it('are summed over the months, what is unmapped apart, and only where the permission reaches', async () => {
    const bench = costBench(hospitals);
    const line = (ward: string | null, amountFen: number): Line => {
      return { ward, setting: 'inpatient', drug: 'D1', quantityE4: 10_000, amountFen };
    };
    await load(bench, { a: { '2026-08': [line('W1', 100), line(null, 7)], '2026-09': [line('W1', 20)] } });
    const command = { hospitalId: 'a', wardId: null, drugCode: null, from: '2026-08', until: '2026-11' };
    const found = await answered(bench.context, wardDrugsQuestion, command);
    expect(found.rows).toMatchObject([
      { wardId: 'a/W1', drugName: '阿托伐他汀钙片', amountFen: 120, quantityE4: 20_000, dddsE4: null },
      { wardId: null, amountFen: 7 },
    ]);
    expect(found.months.map(({ status }) => status)).toEqual(['complete', 'complete', 'missing']);
    const one = await answered(bench.context, wardDrugsQuestion, { ...command, wardId: 'a/W2' });
    expect(one.rows).toEqual([]);
    const asked: string[] = [];
    const reach = (operation: string) => void asked.push(operation);
    await answered({ ...bench.context, reach }, wardDrugsQuestion, command);
    expect(asked).toEqual(['cost.drugs-by-ward']);
    bench.outOfReach.add('a');
    expect((await refusalOf(answered(bench.context, wardDrugsQuestion, command))).code).toBe('absent');
  });
});

const drg: fc.Arbitrary<Omit<DrgMonth, 'hospitalId' | 'month'>[] | null> = fc.option(
  fc.uniqueArray(
    fc.record({
      drg: fc.constantFrom('ES23', 'FM19', 'GE13', ''),
      discharges: fc.nat(300),
      bedDays: fc.nat(3_000),
      totalFen: fc.nat(90_000_000),
      drugFen: fc.nat(30_000_000),
      weightedDischarges: fc.nat(300),
      weightE4: fc.nat(3_000_000),
    }),
    { selector: (row) => row.drg, minLength: 1 },
  ),
  { freq: 9 },
);

async function loadGroups(
  { store }: CostBench,
  of: Record<string, Record<string, Omit<DrgMonth, 'hospitalId' | 'month'>[] | null>>,
  grouperOf: (hospitalId: string, month: string) => string | null = () => 'CHS-DRG 1.1',
): Promise<void> {
  let position = 0;
  for (const [hospitalId, byMonth] of Object.entries(of)) {
    for (const [month, own] of Object.entries(byMonth)) {
      if (own === null) continue;
      imports += 1;
      const importId = `groups_${imports}`;
      const slice = { hospitalId, month, dataset: 'inpatientRows' } as const;
      const grouper = grouperOf(hospitalId, month);
      const sum = (name: 'discharges' | 'drugFen') => own.reduce((all, row) => all + row[name], 0);
      await store.beginImport({ importId, origin: 'generated', dataset: 'inpatientRows', startedAt: '2026-11-01' });
      await store.finishImport(importId, {
        identitySha256: importId,
        fileSha256: importId,
        summary: '{}',
        slices: [{ ...slice, rows: 1, rejected: 0, state: 'complete', grouper }],
        wardMonths: [
          { hospitalId, month, wardId: null, sums: sumsOf({ discharges: sum('discharges'), drugFen: sum('drugFen') }) },
        ],
        hospitalMonths: [],
        drgMonths: own.map((row) => ({ hospitalId, month, ...row })),
        codes: { ward: [], drg: [] },
      });
      position += 1;
      await store.pointTo([{ ...slice, importId, state: 'complete', position }]);
    }
  }
}

const byDrg = { measure: 'drugCostPerDischarge', version: null, scope: city, by: 'drg', ...ranges } as const;

describe('rate and mix by DRG', () => {
  it('add up to the change, and agree with a naive fold over random cases', async () => {
    const random = fc.record(
      Object.fromEntries(
        hospitals.map(({ hospitalId }) => [hospitalId, fc.record(Object.fromEntries(months.map((of) => [of, drg])))]),
      ),
    );
    await fc.assert(
      fc.asyncProperty(random, async (of) => {
        const bench = costBench(hospitals);
        await loadGroups(bench, of);
        const { parts, notCompared } = await answered(bench.context, rateMixQuestion, byDrg);
        const whole = Object.keys(of).filter((id) => months.every((month) => of[id]?.[month] != null));
        expect(notCompared.map(({ hospitalId }) => hospitalId)).toEqual(
          Object.keys(of).filter((id) => !whole.includes(id)),
        );
        const rows = (some: readonly string[]) => whole.flatMap((id) => some.flatMap((month) => of[id]?.[month] ?? []));
        const ratio = (some: readonly string[], group: string | null) => {
          const own = rows(some).filter((row) => group === null || row.drg === group);
          const discharges = own.reduce((all, row) => all + row.discharges, 0);
          return discharges === 0 ? null : own.reduce((all, row) => all + row.drugFen, 0) / 100 / discharges;
        };
        const [was, is] = [ratio(before, null), ratio(after, null)];
        if (was === null || is === null) {
          expect(parts).toBeNull();
          return;
        }
        expect(parts?.before).toBeCloseTo(was, 1);
        expect(parts?.after).toBeCloseTo(is, 1);
        for (const group of parts?.groups ?? []) {
          const [then, now] = [ratio(before, group.groupId), ratio(after, group.groupId)];
          if (then === null) expect(group.before).toBeNull();
          else expect(Math.abs((group.before ?? 0) - then)).toBeLessThan(0.0051);
          if (now === null) expect(group.after).toBeNull();
          else expect(Math.abs((group.after ?? 0) - now)).toBeLessThan(0.0051);
        }
        const fen = (yuan: number | undefined) => Math.round((yuan ?? 0) * 100);
        const sum = (part: 'rate' | 'mix') => (parts?.groups ?? []).reduce((all, group) => all + fen(group[part]), 0);
        expect(sum('rate')).toBe(fen(parts?.rate));
        expect(sum('mix')).toBe(fen(parts?.mix));
        expect(fen(parts?.rate) + fen(parts?.mix)).toBe(fen(parts?.change));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);

  const one = { drg: 'ES23', discharges: 10, bedDays: 70, totalFen: 9_000, drugFen: 3_000 };
  const cases = [{ ...one, weightedDischarges: 10, weightE4: 12_000 }];
  const every = Object.fromEntries(months.map((month) => [month, cases]));

  it('is refused over a regrouping, and between hospitals that group differently, naming both', async () => {
    const bench = costBench(hospitals);
    const regrouped = (_: string, month: string) => (month < '2026' ? 'CHS-DRG 1.1' : 'CHS-DRG 2.0');
    await loadGroups(bench, { a: every, b: every, c: every }, regrouped);
    const refused = await refusalOf(answered(bench.context, rateMixQuestion, byDrg));
    expect(refused.code).toBe('cost.groupers-differ');
    expect(refused.parameters.groupers).toEqual(['CHS-DRG 1.1', 'CHS-DRG 2.0']);
    const other = costBench(hospitals);
    await loadGroups(other, { a: every, b: every, c: every }, (id) => (id === 'a' ? 'CHS-DRG 1.1' : null));
    expect((await refusalOf(answered(other.context, rateMixQuestion, byDrg))).code).toBe('cost.groupers-differ');
    const scope = { kind: 'hospital', hospitalId: 'a' } as const;
    const { parts } = await answered(other.context, rateMixQuestion, { ...byDrg, scope });
    expect(parts).toMatchObject({ before: 3, after: 3, change: 0, groups: [{ groupId: 'ES23' }] });
  });

  it('leaves out a hospital that groups nothing, and is refused for a measure whose sums are not kept by group', async () => {
    const bench = costBench(hospitals);
    const ungrouped = Object.fromEntries(months.map((month) => [month, []]));
    await loadGroups(bench, { a: every, b: ungrouped }, (id) => (id === 'a' ? 'CHS-DRG 1.1' : null));
    const { notCompared, parts } = await answered(bench.context, rateMixQuestion, byDrg);
    expect(notCompared.map(({ hospitalId }) => hospitalId)).toEqual(['c', 'b']);
    expect(parts).not.toBeNull();
    const share = { ...byDrg, measure: 'antibacterialShare' };
    expect((await refusalOf(answered(bench.context, rateMixQuestion, share))).code).toBe('cost.measure-not-by-drg');
  });
});
