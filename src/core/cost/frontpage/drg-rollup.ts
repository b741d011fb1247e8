import { dateOfDay } from '../cells.ts';
import type { DrgMonth } from '../drugs/drug-sums.ts';
import { columnAt, type FrontPageBatch } from './frontpage.ts';

/** Sums discharges by month and DRG, from batches of front-page rows. */
export interface DrgMonthFold {
  /** Adds the batch's rows; the DRG column points into the import's list of codes. */
  add(batch: FrontPageBatch): void;
  /** `codes` in order of place; ungrouped discharges come as the code ''. */
  result(codes: readonly string[]): Omit<DrgMonth, 'hospitalId'>[];
}

export function drgMonthFold(): DrgMonthFold {
  // By month (years × 12) × `maxPlaces` + place: discharges, bed-days, total, drug, weighted discharges, weight.
  const sums = new Map<number, Float64Array>();
  const monthOfDay = new Map<number, number>();
  return {
    add(batch) {
      const column = (name: keyof typeof columnAt) => batch.columns[columnAt[name]] as Float64Array;
      const [days, drgs, beds, weights] = [
        column('dischargedDay'),
        column('drg'),
        column('bedDays'),
        column('weightE4'),
      ];
      const [total, western, patent, herbal] = [column('ZFY'), column('XYF'), column('ZCYF'), column('ZCYF1')];
      for (let row = 0; row < batch.rows; row += 1) {
        const day = days[row] as number;
        let month = monthOfDay.get(day);
        if (month === undefined) {
          const date = dateOfDay(day);
          month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
          monthOfDay.set(day, month);
        }
        const key = month * maxPlaces + (drgs[row] as number);
        let sum = sums.get(key);
        if (sum === undefined) {
          sum = new Float64Array(6);
          sums.set(key, sum);
        }
        const weight = weights[row] as number;
        sum[0] = (sum[0] as number) + 1;
        sum[1] = (sum[1] as number) + (beds[row] as number);
        sum[2] = (sum[2] as number) + (total[row] as number);
        sum[3] = (sum[3] as number) + (western[row] as number) + (patent[row] as number) + (herbal[row] as number);
        if (weight > 0) {
          sum[4] = (sum[4] as number) + 1;
          sum[5] = (sum[5] as number) + weight;
        }
      }
    },
    result: (codes) =>
      [...sums].map(([key, sum]) => {
        const [month, place] = [Math.floor(key / maxPlaces), key % maxPlaces];
        const [discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4] = sum as unknown as DrgSums;
        return {
          month: `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
          drg: place === 0 ? '' : (codes[place - 1] ?? ''),
          discharges,
          bedDays,
          totalFen,
          drugFen,
          weightedDischarges,
          weightE4,
        };
      }),
  };
}

type DrgSums = readonly [number, number, number, number, number, number];

/** Above `maxDrgCodes`, so that month and place never meet. */
const maxPlaces = 65_536;
