import { amountOfText, countOfText, dayOfText, echo, type Reading, weightOfText } from '../amount.ts';
import { blank, type Cells, cellText, type DecodeBytes, dayAt, fenAt, unclear, weightAt, wholeAt } from '../cells.ts';
import {
  type AmountField,
  amountFields,
  type FrontPageField,
  type FrontPageHeader,
  summedFields,
  tcmFields,
} from './columns.ts';

/**
 * The integer columns a discharge becomes, in the order they are stored. 0 means absent in every column but the
 * amounts, `bedDays` and the identifying ones, where it cannot occur as a value.
 */
export const frontPageColumns = [
  'stayHash', // keyed hash of record number, stay number and discharge day: 52 bits
  'dischargedDay', // days since 1970-01-01
  'admittedDay',
  'ward', // 1 + place in the import's list of ward codes
  'bedDays',
  'outcome', // 离院方式 1–9
  'transferred', // 1 when 转科 names a department
  'drg', // 1 + place in the import's list of DRG codes
  'weightE4',
  ...amountFields, // fen
] as const;
export type FrontPageColumn = (typeof frontPageColumns)[number];

/** Rows as columns; `columns[i]` belongs to `frontPageColumns[i]`, values are non-negative integers below 2^53. */
export interface FrontPageBatch {
  readonly columns: readonly Float64Array[];
  rows: number;
}

export function emptyBatch(capacity: number): FrontPageBatch {
  return { columns: frontPageColumns.map(() => new Float64Array(capacity)), rows: 0 };
}

export const columnAt = Object.fromEntries(frontPageColumns.map((name, at) => [name, at])) as Record<
  FrontPageColumn,
  number
>;

/**
 * One thing wrong with one row. `column` is the national field name, never the header's own words; `value` is what
 * `echo` allows of a mapped column, null where even the shape is of no use; the line counts from 1 with the header.
 */
export interface RowError {
  readonly line: number;
  readonly column: FrontPageField | null;
  readonly value: string | null;
  readonly code: string;
}

/** Things worth telling that refuse nothing. */
export type RowWarning =
  | 'cost.sum-neither'
  | 'cost.sum-with-antibacterial'
  | 'cost.bed-days-differ'
  | 'cost.bed-days-zero'
  | 'cost.drug-blank'
  | 'cost.drg-unreadable';

export interface FrontPageSettings {
  readonly decode: DecodeBytes;
  /** First and last discharge day taken; outside lies a typing error or somebody's birthday. */
  readonly earliestDay: number;
  readonly latestDay: number;
  /** Keyed hash of record number, stay number (−1: no such column) and discharge day, non-negative and below 2^52. */
  readonly hashStay: (cells: Cells, recordCell: number, stayCell: number, dischargedDay: number) => number;
  /** 1 + the place of a code in the import's list; the list grows as codes appear. */
  readonly wardPlace: (bytes: Uint8Array, start: number, end: number) => number;
  readonly drgPlace: (bytes: Uint8Array, start: number, end: number) => number;
}

/** What became of one row. `sum` says which of both sums the total fits; `unchecked` where a cost column is absent. */
export interface RowReading {
  /** Null when the discharge day is unreadable: nobody knows which slice the row belongs to. */
  dischargedDay: number | null;
  sum: 'without' | 'with' | 'both' | 'neither' | 'unchecked';
  readonly errors: RowError[];
  readonly warnings: RowWarning[];
}

/**
 * Makes the reader of one file. The reader appends a good row to the batch and leaves the batch as it was otherwise;
 * the caller sees to it that the batch has room. The returned reading is reused and valid until the next call.
 *
 * Drug cost is XYF + ZCYF + ZCYF1. KJYWF lies inside XYF and is never added; a hospital that adds it shows in `sum`.
 */
export function frontPageReader(
  header: FrontPageHeader,
  settings: FrontPageSettings,
): (cells: Cells, batch: FrontPageBatch) => RowReading {
  const at = (field: FrontPageField) => header.columnOf.get(field) ?? -1;
  const [dischargedCell, admittedCell, stayedCell, outcomeCell] = [at('CYSJ'), at('RYSJ'), at('SJZYTS'), at('LYFS')];
  const [recordCell, stayCell, drgCell, weightCell] = [at('BAH'), at('ZYCS'), at('DRG'), at('DRGQZ')];
  const [wardCell, departmentCell, transferCell] = [at('CYBF'), at('CYKB'), at('ZKKB')];
  const drugCells = drugFields.map(at);
  const amounts = amountFields.filter((field) => at(field) >= 0);
  const amountCells = Int32Array.from(amounts, at);
  const canSum = sumIsWhole(header.columnOf);
  const reading: RowReading = { dischargedDay: null, sum: 'unchecked', errors: [], warnings: [] };
  // The batch's columns, looked up once a batch: a million rows have thirty amounts each.
  let bound = bind(emptyBatch(0), amounts);

  // Shared by the functions below, which are made once and not for every row.
  let cells: Cells = noCells;
  let row = 0;
  const fail = (field: FrontPageField, code: string, value: string | null = null) =>
    reading.errors.push({ line: cells.line, column: field, value, code });
  const readSlowly = (field: FrontPageField, cell: number, slow: (text: string) => Reading): number => {
    const text = cellText(cells, cell, settings.decode);
    const slowly = slow(text);
    if ('value' in slowly) return slowly.value ?? blank;
    fail(field, slowly.code, echo(text));
    return unclear;
  };
  const read = (field: FrontPageField, cell: number, fast: ByteReader, slow: (text: string) => Reading): number => {
    if (cell < 0) return blank;
    const value = fast(cells.bytes, cells.starts[cell] as number, cells.ends[cell] as number);
    return value === unclear ? readSlowly(field, cell, slow) : value;
  };
  const set = (column: FrontPageColumn, value: number) => {
    (bound.batch.columns[columnAt[column]] as Float64Array)[row] = value;
  };

  return (record, batch) => {
    cells = record;
    reading.errors.length = 0;
    reading.warnings.length = 0;
    reading.dischargedDay = null;
    reading.sum = 'unchecked';
    if (cells.count !== header.width) {
      // A missing or extra cell shifts every later column: reading on would take one column for another.
      reading.errors.push({ line: cells.line, column: null, value: null, code: 'cost.row-width' });
      return reading;
    }
    if (bound.batch !== batch) bound = bind(batch, amounts);
    const { bytes, starts, ends } = cells;
    row = batch.rows;

    const discharged = read('CYSJ', dischargedCell, dayAt, dayOfText);
    if (discharged === blank) fail('CYSJ', 'cost.date-blank');
    else if (discharged >= 0 && (discharged < settings.earliestDay || discharged > settings.latestDay)) {
      fail('CYSJ', 'cost.date-out-of-range');
    } else if (discharged >= 0) reading.dischargedDay = discharged;
    const admitted = read('RYSJ', admittedCell, dayAt, dayOfText);
    if (admitted >= 0 && reading.dischargedDay !== null && admitted > reading.dischargedDay) {
      fail('RYSJ', 'cost.admitted-after-discharge');
    }

    for (let place = 0; place < amountCells.length; place += 1) {
      const cell = amountCells[place] as number;
      let fen = fenAt(bytes, starts[cell] as number, ends[cell] as number);
      if (fen === unclear) fen = readSlowly(amounts[place] as AmountField, cell, amountOfText);
      if (fen === blank && amounts[place] === 'ZFY') fail('ZFY', 'cost.amount-blank');
      (bound.amounts[place] as Float64Array)[row] = fen < 0 ? 0 : fen;
    }
    const stayed = read('SJZYTS', stayedCell, wholeAt, countOfText);
    const outcome = read('LYFS', outcomeCell, wholeAt, countOfText);
    if (stayed > maxBedDays) fail('SJZYTS', 'cost.bed-days-too-many');
    const total = bound.total[row] as number;
    let drug = 0;
    for (const column of bound.drugs) drug += column[row] as number;
    if (reading.errors.length === 0 && drug > total) fail('ZFY', 'cost.drug-above-total');
    if (reading.errors.length > 0 || reading.dischargedDay === null) return reading;

    if (drug === 0 && total > 0 && allBlank(cells, drugCells)) reading.warnings.push('cost.drug-blank');
    if (canSum) {
      let sum = 0;
      for (const column of bound.summed) sum += column[row] as number;
      reading.sum = sumFits(total, sum, bound.antibacterial[row] as number);
      if (reading.sum === 'with') reading.warnings.push('cost.sum-with-antibacterial');
      if (reading.sum === 'neither') reading.warnings.push('cost.sum-neither');
    }
    set('dischargedDay', reading.dischargedDay);
    set('admittedDay', admitted > 0 ? admitted : 0);
    set('bedDays', bedDaysOf(stayed, admitted, reading.dischargedDay, reading.warnings));
    set('outcome', outcome > 0 && outcome <= 9 ? outcome : 0);
    set('transferred', isFilled(cells, transferCell) ? 1 : 0);
    set('ward', wardPlaceOf(cells, wardCell, departmentCell, settings));
    set('drg', drgCell < 0 ? 0 : settings.drgPlace(bytes, starts[drgCell] as number, ends[drgCell] as number));
    set('weightE4', weightOf(cells, weightCell, settings.decode, reading.warnings));
    set('stayHash', recordCell < 0 ? 0 : settings.hashStay(cells, recordCell, stayCell, reading.dischargedDay));
    batch.rows += 1;
    return reading;
  };
}

const noCells: Cells = {
  bytes: new Uint8Array(0),
  line: 0,
  count: 0,
  starts: new Int32Array(0),
  ends: new Int32Array(0),
};

interface BoundBatch {
  readonly batch: FrontPageBatch;
  readonly amounts: readonly Float64Array[];
  readonly summed: readonly Float64Array[];
  readonly drugs: readonly Float64Array[];
  readonly total: Float64Array;
  readonly antibacterial: Float64Array;
}

function bind(batch: FrontPageBatch, amounts: readonly AmountField[]): BoundBatch {
  const column = (field: AmountField) => batch.columns[columnAt[field]] as Float64Array;
  // Batches take turns: what an earlier file or block left in a column nobody writes must not count.
  for (const field of amountFields) if (!amounts.includes(field)) column(field).fill(0);
  return {
    batch,
    amounts: amounts.map(column),
    summed: summedFields.filter((field) => amounts.includes(field)).map(column),
    drugs: drugFields.map(column),
    total: column('ZFY'),
    antibacterial: column('KJYWF'),
  };
}

/** All cost columns are there; a TCM front page has its own three in place of 中医治疗费. */
function sumIsWhole(columnOf: FrontPageHeader['columnOf']): boolean {
  const isTcm = columnOf.has('ZYZL');
  return summedFields.every((field) => {
    if (tcmFields.includes(field)) return !isTcm || columnOf.has(field);
    return columnOf.has(field) || (field === 'ZYZLF' && isTcm);
  });
}

type ByteReader = (bytes: Uint8Array, start: number, end: number) => number;

const drugFields: readonly AmountField[] = ['XYF', 'ZCYF', 'ZCYF1'];

/** Ten years; a longer stay is a typing error. */
const maxBedDays = 3_653;

/** Rounding of the parts may leave a few fen; more is another sum. */
const sumToleranceFen = 5;

/** Which sum the total fits: without KJYWF (as the standard says), with it added, both (KJYWF about 0), or neither. */
export function sumFits(
  totalFen: number,
  sumFen: number,
  antibacterialFen: number,
): 'without' | 'with' | 'both' | 'neither' {
  const without = Math.abs(totalFen - sumFen) <= sumToleranceFen;
  const withIt = Math.abs(totalFen - sumFen - antibacterialFen) <= sumToleranceFen;
  if (without && withIt) return 'both';
  if (without) return 'without';
  return withIt ? 'with' : 'neither';
}

/**
 * 实际住院天数 counts the day of admission and of discharge once, so a stay within one day is 1. The stated number
 * stands; where none is stated it follows from the dates.
 */
function bedDaysOf(stated: number, admitted: number, discharged: number, warnings: RowWarning[]): number {
  const fromDates = admitted > 0 ? Math.max(1, discharged - admitted) : null;
  if (stated < 0) return fromDates ?? 1;
  if (stated === 0) warnings.push('cost.bed-days-zero');
  else if (fromDates !== null && Math.abs(stated - fromDates) > 1) warnings.push('cost.bed-days-differ');
  return Math.max(1, stated);
}

function wardPlaceOf(cells: Cells, ward: number, department: number, settings: FrontPageSettings): number {
  const cell = isFilled(cells, ward) ? ward : department;
  if (!isFilled(cells, cell)) return 0;
  return settings.wardPlace(cells.bytes, cells.starts[cell] as number, cells.ends[cell] as number);
}

function weightOf(cells: Cells, cell: number, decode: DecodeBytes, warnings: RowWarning[]): number {
  if (cell < 0) return 0;
  const fast = weightAt(cells.bytes, cells.starts[cell] as number, cells.ends[cell] as number);
  if (fast >= 0) return fast;
  const weight = weightOfText(cellText(cells, cell, decode));
  if ('value' in weight) return weight.value ?? 0;
  warnings.push('cost.drg-unreadable');
  return 0;
}

function allBlank(cells: Cells, columns: readonly number[]): boolean {
  return columns.every((cell) => !isFilled(cells, cell));
}

/** Neither absent, empty nor a lone dash. */
function isFilled(cells: Cells, cell: number): boolean {
  if (cell < 0) return false;
  const start = cells.starts[cell] as number;
  const length = (cells.ends[cell] as number) - start;
  return length > 1 || (length === 1 && cells.bytes[start] !== 45 && cells.bytes[start] !== 32);
}
