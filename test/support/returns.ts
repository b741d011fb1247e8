import { addToMonth, type Month } from '../../src/core/time.ts';

/** A hospital's monthly return: total twice the drug money, so that only what the test is about differs. */
export interface ReturnedMonth {
  readonly discharges: number;
  /** Drug cost per discharge in yuan. */
  readonly drugYuan: number;
}

/** The file of an inpatient return from `from` on; null leaves a month out: nobody sent it. */
export function inpatientReturn(from: Month, months: readonly (ReturnedMonth | null)[]): string {
  const rows = months.flatMap((month, at) => {
    if (month === null) return [];
    const drug = month.discharges * month.drugYuan;
    return [`${addToMonth(from, at)},${month.discharges},${(drug * 2).toFixed(2)},${drug.toFixed(2)}`];
  });
  return ['月份,出院人次,住院医疗收入,住院药品收入', ...rows].join('\n');
}

/** The file of a review return: sheets reviewed by month; null leaves a month out. */
export function reviewReturn(from: Month, sampled: readonly (number | null)[]): string {
  const rows = sampled.flatMap((sheets, at) =>
    sheets === null ? [] : [`${addToMonth(from, at)},100000,${sheets},10`],
  );
  return ['月份,处方总数,点评处方数,不合理处方数', ...rows].join('\n');
}
