import { setImmediate } from 'node:timers/promises';
import { addDrugSums, type DrugSums, type WardMonthDrug } from '../../../core/cost/drugs/drug-sums.ts';
import { unitWasThere } from '../../../core/cost/live.ts';
import type { MonthRange } from '../../../core/cost/measure.ts';
import { monthsOf } from '../../../core/cost/period.ts';
import type { DataStatus } from '../../../core/cost/slice.ts';
import type { Explanation } from '../../../core/explanation.ts';
import { addToMonth } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { placeOf, scopeName } from '../cost-context.ts';

export interface WardDrugsCommand extends MonthRange {
  readonly hospitalId: string;
  /** One ward, or null for all. */
  readonly wardId: string | null;
  /** One drug, or null for all. */
  readonly drugCode: string | null;
}

export interface WardDrugRow extends DrugSums {
  /** Null: lines whose ward code nobody has mapped yet. */
  readonly wardId: string | null;
  readonly wardName: string | null;
  readonly setting: WardMonthDrug['setting'];
  readonly drugCode: string;
  readonly drugName: string | null;
  readonly unit: string | null;
}

export interface WardDrugsAnswer extends MonthRange {
  readonly hospitalId: string;
  readonly hospitalName: string;
  /** Months of the range whose drug lines are in, of those the hospital was there. */
  readonly months: readonly { readonly month: string; readonly status: DataStatus }[];
  /** By falling amount, at most `maxListedRows`; `total` counts all. */
  readonly rows: readonly WardDrugRow[];
  readonly total: number;
  readonly caveats: readonly Explanation[];
}

export const maxListedRows = 5_000;

/**
 * What wards and clinics were dispensed, drug by drug. Never by doctor (防统方): a ward is the finest there is, it has a
 * permission of its own, and whoever asks has said what for, which is kept before the answer leaves.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export const wardDrugsQuestion: CostQuestion<WardDrugsCommand, WardDrugsAnswer> = {
  name: 'ward-drugs',
  readsFile: true,
  reach: ({ places, reach }, { hospitalId }) =>
    reach('cost.drugs-by-ward', [placeOf(places, { kind: 'hospital', hospitalId }).place]),
  answer: async (context, live, { hospitalId, wardId, drugCode, from, until }) => {
    const there = monthsOf({ from, until }).filter((month) =>
      unitWasThere(context.places, { kind: 'hospital', hospitalId }, month),
    );
    const sums = new Map<string, WardMonthDrug>();
    for (const month of there) {
      const asked = { hospitalId, from: month, until: addToMonth(month, 1), ...(wardId === null ? {} : { wardId }) };
      for (const row of await context.cost.wardMonthDrugs(asked)) {
        if (drugCode !== null && row.drugCode !== drugCode) continue;
        const key = `${row.wardId} ${row.setting} ${row.drugCode}`;
        const known = sums.get(key);
        sums.set(key, known === undefined ? row : { ...row, sums: addDrugSums(known.sums, row.sums) });
      }
      // A hospital's month takes some milliseconds: other requests come in between.
      await setImmediate();
    }
    const sorted = [...sums].sort(
      ([left, one], [right, other]) => other.sums.amountFen - one.sums.amountFen || (left < right ? -1 : 1),
    );
    const shown = sorted.slice(0, maxListedRows).map(([, row]) => row);
    const codes = [...new Set(shown.map((row) => row.drugCode))];
    const drugs = new Map((await context.cost.drugNames(codes)).map((drug) => [drug.code, drug]));
    return {
      hospitalId,
      hospitalName: scopeName(context, { kind: 'hospital', hospitalId }),
      from,
      until,
      months: there.map((month) => {
        const figures = live.hospitals.get(hospitalId)?.get(month)?.get('drugLines');
        return { month, status: figures === undefined || figures.sums === null ? 'missing' : figures.state };
      }),
      rows: shown.map((row) => ({
        wardId: row.wardId,
        wardName: row.wardId === null ? null : (context.places.wards.get(row.wardId)?.name ?? null),
        setting: row.setting,
        drugCode: row.drugCode,
        drugName: drugs.get(row.drugCode)?.name ?? null,
        unit: drugs.get(row.drugCode)?.unit ?? null,
        ...row.sums,
      })),
      total: sums.size,
      caveats: [{ code: 'ward-drugs.no-doctor', parameters: {} }],
    };
  },
};
