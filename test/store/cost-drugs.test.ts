import { expect, it } from 'vitest';
import { addDrugSums, type DrugSums, type WardMonthDrug } from '../../src/core/cost/drugs/drug-sums.ts';
import { sumsOf } from '../../src/core/cost/sums.ts';
import { seeded, tempCostStore } from '../support/cost.ts';

const slice = { hospitalId: 'h', month: '2026-10', dataset: 'drugLines' } as const;
const none = { drgMonths: [], hospitalMonths: [], codes: { ward: [], drg: [] } };

it('drugs of a hospital summed in SQL agree with a naive fold over random wards, nulls kept', async () => {
  const store = tempCostStore();
  const random = seeded(5);
  const some = () => (random() < 0.3 ? null : Math.floor(random() * 1e6));
  const rows: WardMonthDrug[] = [];
  for (let ward = 0; ward < 9; ward += 1) {
    for (let drug = 0; drug < 12; drug += 1) {
      if (random() < 0.4) continue;
      const setting = random() < 0.8 ? 'inpatient' : 'outpatient';
      const sums: DrugSums = {
        lines: 1 + Math.floor(random() * 9),
        quantityE4: Math.floor(random() * 1e7),
        amountFen: Math.floor(random() * 1e8),
        dddsE4: some(),
        antibacterialDddsE4: some(),
        antibacterialFen: some(),
        negotiatedFen: some(),
        keyMonitoredFen: some(),
        longFen: some(),
      };
      rows.push({ ...slice, wardId: ward === 0 ? null : `w${ward}`, setting, drugCode: `D${drug}`, sums });
    }
  }
  const drugs = [
    { code: 'D1', name: '阿托伐他汀钙片', unit: '片' },
    { code: 'D2', name: null, unit: null },
  ];
  await store.beginImport({ importId: 'i1', origin: 'file', dataset: 'drugLines', startedAt: 'x' });
  await store.finishImport('i1', {
    ...none,
    identitySha256: 'a',
    fileSha256: 'b',
    summary: '{}',
    slices: [{ ...slice, rows: rows.length, rejected: 0, state: 'complete' }],
    wardMonths: [{ ...slice, wardId: 'w1', sums: sumsOf({ antibacterialDddsE4: 7, keyMonitoredFen: 8 }) }],
    wardMonthDrugs: rows,
    drugs,
  });
  const asked = { hospitalIds: ['h', 'other'], from: '2026-10', until: '2026-11' };
  expect(await store.hospitalMonthDrugs(asked)).toEqual([]);
  await store.pointTo([{ ...slice, importId: 'i1', state: 'complete', position: 1 }]);
  const naive = new Map<string, DrugSums>();
  for (const { setting, drugCode, sums } of rows) {
    const key = `${setting} ${drugCode}`;
    const before = naive.get(key);
    naive.set(key, before === undefined ? sums : addDrugSums(before, sums));
  }
  const summed = await store.hospitalMonthDrugs(asked);
  expect(Object.fromEntries(summed.map((row) => [`${row.setting} ${row.drugCode}`, row.sums]))).toEqual(
    Object.fromEntries(naive),
  );
  const question = { hospitalId: 'h', from: '2026-10', until: '2026-11' };
  const byWard = (row: WardMonthDrug) => `${row.wardId} ${row.setting} ${row.drugCode}`;
  const sorted = (list: readonly WardMonthDrug[]) =>
    list
      .map(({ wardId, setting, drugCode, sums }) => [byWard({ ...slice, wardId, setting, drugCode, sums }), sums])
      .sort();
  expect(sorted(await store.wardMonthDrugs(question))).toEqual(sorted(rows));
  expect((await store.wardMonthDrugs({ ...question, wardId: null })).every((row) => row.wardId === null)).toBe(true);
  expect(await store.drugNames(['D1', 'D2', 'D9'])).toEqual([drugs[0]]);
  const [wardMonth, ...others] = await store.wardMonths(question);
  expect(wardMonth?.dataset).toBe('drugLines');
  expect(wardMonth?.sums).toMatchObject({ antibacterialDddsE4: 7, keyMonitoredFen: 8, discharges: null });
  expect(others).toEqual([]);
});

it('an import that is ready keeps its cases by group and says which grouper made them', async () => {
  const store = tempCostStore();
  const sums = { lines: 1, quantityE4: 1, amountFen: 1, dddsE4: null } as const;
  const flags = {
    antibacterialDddsE4: null,
    antibacterialFen: null,
    negotiatedFen: null,
    keyMonitoredFen: null,
    longFen: null,
  };
  const drg = { discharges: 1, bedDays: 2, totalFen: 3, drugFen: 1, weightedDischarges: 0, weightE4: 0 };
  const inpatient = { hospitalId: 'h', month: '2026-10', dataset: 'inpatientRows' } as const;
  await store.beginImport({ importId: 'i1', origin: 'file', dataset: 'inpatientRows', startedAt: 'x' });
  await store.finishImport('i1', {
    ...none,
    identitySha256: 'a',
    fileSha256: 'b',
    summary: '{}',
    slices: [{ ...inpatient, rows: 1, rejected: 0, state: 'complete', grouper: 'CHS-DRG 2.0' }],
    wardMonths: [],
    drgMonths: [{ ...inpatient, drg: 'FM19', ...drg }],
    wardMonthDrugs: [{ ...slice, wardId: 'w', setting: 'inpatient', drugCode: 'D1', sums: { ...sums, ...flags } }],
    drugs: [{ code: 'D1', name: null, unit: null }],
  });
  await expect(store.discardImport('i1')).rejects.toThrow('immutable');
  await store.pointTo([{ ...inpatient, importId: 'i1', state: 'complete', position: 1 }]);
  const asked = { hospitalIds: ['h'], from: '2026-10', until: '2026-11' };
  expect(await store.drgMonths(asked)).toEqual([{ hospitalId: 'h', month: '2026-10', drg: 'FM19', ...drg }]);
  expect(await store.groupers(asked)).toEqual([{ hospitalId: 'h', month: '2026-10', grouper: 'CHS-DRG 2.0' }]);
});
