import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WardMonthDrug } from '../../src/core/cost/drugs/drug-sums.ts';
import { sumsOf } from '../../src/core/cost/sums.ts';
import { tempCostStore } from '../support/cost.ts';

const months = ['2026-08', '2026-09', '2026-10'] as const;
const rows = fc.nat(30);
/** Of one import: by month the rows without a ward, those with one, and those of which the code may be shown. */
const imported = fc.record({
  dataset: fc.constantFrom('inpatientRows', 'drugLines'),
  hospitalId: fc.constantFrom('a', 'b'),
  months: fc.dictionary(
    fc.constantFrom(...months),
    fc.record({
      without: fc.option(rows),
      mapped: rows,
      clinic: rows,
      shown: fc.dictionary(fc.constantFrom('W8', 'W9'), fc.integer({ min: 1, max: 9 })),
    }),
  ),
});
type Imported = typeof imported extends fc.Arbitrary<infer T> ? T : never;

function drugOf(
  hospitalId: string,
  month: string,
  wardId: string | null,
  setting: 'inpatient' | 'outpatient',
  lines: number,
): WardMonthDrug {
  const none = { dddsE4: null, antibacterialDddsE4: null, antibacterialFen: null, negotiatedFen: null };
  const sums = { ...none, lines, quantityE4: 0, amountFen: 0, keyMonitoredFen: null, longFen: null };
  return { hospitalId, month, wardId, setting, drugCode: 'D1', sums };
}

it('rows without a ward are those of a naive count, whatever is live', async () => {
  const store = tempCostStore();
  let [ids, position] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(imported, { maxLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 4 }),
      async (all, takenOut) => {
        await store.syncLive([]);
        const live = new Map<string, { readonly at: number; readonly one: Imported; readonly month: string }>();
        for (const one of all) {
          ids += 1;
          const { dataset, hospitalId } = one;
          const importId = `i${ids}`;
          const isRows = dataset === 'inpatientRows';
          const some = Object.entries(one.months);
          await store.beginImport({ importId, origin: 'file', dataset, startedAt: 'x' });
          await store.finishImport(importId, {
            identitySha256: importId,
            fileSha256: importId,
            summary: '{}',
            slices: some.map(([month]) => ({ hospitalId, month, dataset, rows: 1, rejected: 0, state: 'complete' })),
            wardMonths: some.flatMap(([month, { without, mapped }]) => [
              { hospitalId, month, wardId: null, sums: sumsOf({ discharges: isRows ? without : null }) },
              { hospitalId, month, wardId: 'w', sums: sumsOf({ discharges: mapped }) },
            ]),
            hospitalMonths: [],
            wardMonthDrugs: isRows
              ? []
              : some.flatMap(([month, { without, mapped, clinic }]) => [
                  ...(without === null ? [] : [drugOf(hospitalId, month, null, 'inpatient', without)]),
                  drugOf(hospitalId, month, null, 'outpatient', clinic),
                  drugOf(hospitalId, month, 'w', 'inpatient', mapped),
                ]),
            codes: { ward: [], drg: [] },
            unmapped: some.flatMap(([month, { shown }]) =>
              Object.entries(shown).map(([code, count]) => ({ hospitalId, month, code, rows: count })),
            ),
          });
          const byMonth = some.flatMap(([month, { without }]) => (without === null ? [] : [{ month, rows: without }]));
          byMonth.sort((a, b) => (a.month < b.month ? -1 : 1));
          expect(await store.rowsWithoutWard(importId)).toEqual(byMonth);
          for (const [month] of some) {
            position += 1;
            await store.pointTo([{ hospitalId, month, dataset, importId, state: 'complete', position }]);
            live.set(`${dataset} ${hospitalId} ${month}`, { at: position, one, month });
          }
        }
        for (const at of takenOut) {
          const [key, slice] = [...live][at] ?? [];
          if (key === undefined || slice === undefined) continue;
          position += 1;
          const { hospitalId, dataset } = slice.one;
          await store.pointTo([
            { hospitalId, month: slice.month, dataset, importId: null, state: 'complete', position },
          ]);
          live.delete(key);
        }
        for (const hospital of [null, 'a', 'b']) {
          const found = await store.liveUnmapped(hospital);
          const slices = [...live.values()].filter(({ one }) => hospital === null || one.hospitalId === hospital);
          const sorted = (list: readonly unknown[]) => list.map((row) => JSON.stringify(row)).sort();
          const whole = slices.flatMap(({ one: { hospitalId, dataset, months: of }, month }) => {
            const without = of[month]?.without ?? null;
            return without === null ? [] : [{ hospitalId, month, dataset, rows: without }];
          });
          const shown = slices.flatMap(({ one: { hospitalId, dataset, months: of }, month }) =>
            Object.entries(of[month]?.shown ?? {}).map(([code, count]) => ({
              hospitalId,
              month,
              dataset,
              code,
              rows: count,
            })),
          );
          expect(sorted(found.all)).toEqual(sorted(whole));
          expect(sorted(found.shown)).toEqual(sorted(shown));
        }
      },
    ),
    { numRuns: process.env.RX12_TEST_STORE === 'postgres' ? 15 : 60 },
  );
});
