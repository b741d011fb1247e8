import type { Month } from '../../time.ts';
import { dateOfDay } from '../cells.ts';
import { noSums, type SumName, type Sums, type WardMonth } from '../sums.ts';
import { type WardsOfCode, wardOnDay } from '../ward-map.ts';
import type { AmountField, FrontPageField } from './columns.ts';
import { columnAt, type FrontPageBatch } from './frontpage.ts';

/**
 * Sums discharges by discharge ward and month. Cost sits on the discharge ward: for a transferred patient the earlier
 * wards' share is in the last ward's figures.
 */
export interface WardMonthFold {
  /** Adds the batch's rows. `wardsOf[place]` are the wards of code place − 1; place 0 is no code. */
  add(batch: FrontPageBatch, wardsOf: readonly (WardsOfCode | undefined)[]): void;
  /** Ward-months in no particular order; amounts of columns the file lacks are null. */
  result(): readonly Omit<WardMonth, 'hospitalId'>[];
  /** How many rows of each place no ward bore the code of on their day, by month. */
  unmapped(): readonly UnmappedRows[];
}

/** `place` counts from 1 in the import's list of ward codes; 0 is a blank code. */
export interface UnmappedRows {
  readonly place: number;
  readonly month: Month;
  readonly rows: number;
}

/** Counts rows by place and month. */
export function unmappedCount() {
  const counts = new Map<number, number>();
  return {
    /** `month` as years × 12 + month − 1. */
    add(place: number, month: number): void {
      const key = place * monthsAPlace + month;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    rows: (): UnmappedRows[] =>
      [...counts].map(([key, rows]) => {
        return { place: Math.floor(key / monthsAPlace), month: monthNamed(key % monthsAPlace), rows };
      }),
  };
}

/** More than the months of ten thousand years. */
const monthsAPlace = 131_072;

function monthNamed(month: number): Month {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

export function wardMonthFold(mapped: ReadonlySet<FrontPageField>): WardMonthFold {
  // One accumulator per ward and month: discharges, deaths, weighted discharges, weight, then `plainSums` in order. Money
  // stays in fen, so every sum is exact below 2^53 fen (90 thousand million yuan).
  const accumulators = new Map<string | null, Map<number, Float64Array>>();
  const monthOfDay = new Map<number, number>();
  const unmapped = unmappedCount();
  return {
    unmapped: unmapped.rows,
    add(batch, wardsOf) {
      const column = (name: keyof typeof columnAt) => batch.columns[columnAt[name]] as Float64Array;
      const days = column('dischargedDay');
      const wards = column('ward');
      const outcomes = column('outcome');
      const weights = column('weightE4');
      const plain = plainSums.map(([, names]) => names.map((name) => column(name)));
      for (let row = 0; row < batch.rows; row += 1) {
        const day = days[row] as number;
        let month = monthOfDay.get(day);
        if (month === undefined) {
          const date = dateOfDay(day);
          month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
          monthOfDay.set(day, month);
        }
        const place = wards[row] as number;
        const wardId = wardOnDay(wardsOf[place], day);
        if (wardId === null) unmapped.add(place, month);
        let months = accumulators.get(wardId);
        if (months === undefined) {
          months = new Map();
          accumulators.set(wardId, months);
        }
        let sums = months.get(month);
        if (sums === undefined) {
          sums = new Float64Array(4 + plain.length);
          months.set(month, sums);
        }
        sums[0] = (sums[0] as number) + 1;
        if (outcomes[row] === died) sums[1] = (sums[1] as number) + 1;
        const weight = weights[row] as number;
        if (weight > 0) {
          sums[2] = (sums[2] as number) + 1;
          sums[3] = (sums[3] as number) + weight;
        }
        for (let at = 0; at < plain.length; at += 1) {
          for (const values of plain[at] as Float64Array[])
            sums[4 + at] = (sums[4 + at] as number) + (values[row] as number);
        }
      }
    },
    result() {
      const rows: Omit<WardMonth, 'hospitalId'>[] = [];
      for (const [wardId, months] of accumulators) {
        for (const [month, sums] of months) {
          rows.push({ wardId, month: monthNamed(month), sums: namedSums(sums, mapped) });
        }
      }
      return rows;
    },
  };
}

/** 离院方式 5 is death. */
const died = 5;

/** Sums that add one or more columns; the fields named third must be mapped (of `A|B` one), else the sum is null. */
const plainSums: readonly (readonly [SumName, readonly (keyof typeof columnAt)[], readonly string[]])[] = [
  ['bedDays', ['bedDays'], []],
  ['totalFen', ['ZFY'], []],
  ['drugFen', ['XYF', 'ZCYF', 'ZCYF1'], []],
  ['westernFen', ['XYF'], []],
  ['patentFen', ['ZCYF'], []],
  ['herbalFen', ['ZCYF1'], []],
  ['antibacterialFen', ['KJYWF'], ['KJYWF']],
  ...group('bloodProductFen', ['BDBLZPF', 'QDBLZPF', 'NXYZLZPF', 'XBYZLZPF']),
  ...group('materialFen', ['HCYYCLF', 'YYCLF', 'YCXYYCLF']),
  [
    'serviceFen',
    ['YLFUF', 'ZLCZF', 'HLF', 'SSZLF', 'KFF', 'ZYZLF', 'FSSZLXMF', 'ZYLZYZD', 'ZYZL', 'ZYQT'],
    ['YLFUF', 'ZLCZF', 'HLF', 'SSZLF', 'KFF', 'FSSZLXMF', 'ZYZLF|ZYZL'],
  ],
  ['imagingFen', ['YXXZDF'], ['YXXZDF']],
  ['laboratoryFen', ['SYSZDF'], ['SYSZDF']],
  ['transfers', ['transferred'], ['ZKKB']],
];

function group(
  name: SumName,
  fields: readonly AmountField[],
): [[SumName, readonly AmountField[], readonly AmountField[]]] {
  return [[name, fields, fields]];
}

function namedSums(sums: Float64Array, mapped: ReadonlySet<FrontPageField>): Sums {
  const named: Record<SumName, number | null> = { ...noSums };
  named.discharges = sums[0] as number;
  if (mapped.has('LYFS')) named.deaths = sums[1] as number;
  if (mapped.has('DRGQZ')) {
    named.weightedDischarges = sums[2] as number;
    named.weightE4 = sums[3] as number;
  }
  for (const [at, [name, , needed]] of plainSums.entries()) {
    const isMapped = (field: string) => field.split('|').some((one) => mapped.has(one as FrontPageField));
    if (needed.every(isMapped)) named[name] = sums[4 + at] as number;
  }
  return named;
}
