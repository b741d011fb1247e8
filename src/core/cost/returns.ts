import { DomainError } from '../errors.ts';
import type { Month } from '../time.ts';
import { amountOfText, countOfText, echo, monthOfText } from './amount.ts';
import { headerKey } from './frontpage/columns.ts';
import { type Dataset, type HospitalMonth, noSums, type SumName } from './sums.ts';

/** A monthly return is one row per hospital and month, summed by the hospital itself; amounts are in yuan. */
export type ReturnDataset = Exclude<Dataset, 'inpatientRows' | 'drugLines'>;

export interface ReturnColumn {
  readonly field: 'hospital' | 'month' | SumName;
  readonly spellings: readonly string[];
  readonly required: boolean;
}

/** The columns of each return. `hospital` may be absent where the file is of one hospital only. */
const returnColumns: Readonly<Record<ReturnDataset, readonly ReturnColumn[]>> = {
  inpatientReturn: [
    ...placeAndTime(),
    column('discharges', true, '出院人次', '出院人数'),
    column('bedDays', false, '出院者占用总床日数', '实际占用总床日数', '住院床日'),
    column('totalFen', true, '住院医疗收入', '住院收入', '住院总费用'),
    column('drugFen', true, '住院药品收入', '住院药品费用', '药品费用'),
    column('herbalFen', false, '中草药费', '中药饮片费', '其中中草药费'),
    column('antibacterialFen', false, '抗菌药物费'),
    column('negotiatedFen', false, '国家谈判药品费', '谈判药品费'),
    column('materialFen', false, '卫生材料收入', '卫生材料费', '卫材费'),
  ],
  outpatientReturn: [
    ...placeAndTime(),
    column('visits', true, '门急诊人次', '门诊人次', '诊疗人次'),
    column('totalFen', true, '门急诊医疗收入', '门诊医疗收入', '门诊收入', '门诊总费用'),
    column('drugFen', true, '门急诊药品收入', '门诊药品收入', '门诊药品费用', '药品费用'),
    column('herbalFen', false, '中草药费', '中药饮片费'),
    column('negotiatedFen', false, '国家谈判药品费', '谈判药品费'),
    column('longVisits', false, '长期处方人次'),
    column('longDrugFen', false, '长期处方药品费'),
  ],
  reviewReturn: [
    ...placeAndTime(),
    column('issuedSheets', true, '处方总数', '处方数'),
    column('sampledSheets', true, '点评处方数', '抽查处方数'),
    column('irrationalSheets', true, '不合理处方数'),
    column('sampledRecords', false, '点评病历数', '点评医嘱数'),
    column('irrationalRecords', false, '不合理病历数', '不合理医嘱数'),
  ],
};

export interface ReturnRowError {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
}

export type ReturnWarning = 'cost.sample-below-duty';

export type ReturnReading =
  | { readonly kind: 'row'; readonly row: HospitalMonth; readonly warnings: readonly ReturnWarning[] }
  | { readonly kind: 'refused'; readonly errors: readonly ReturnRowError[] };

export interface ReturnReader {
  readonly read: (line: number, count: number, text: (column: number) => string) => ReturnReading;
  readonly droppedColumns: number;
}

export interface ReturnSettings {
  /** The hospital the file is of; null where each row names its own. */
  readonly hospitalId: string | null;
  /** Hospital codes as files write them → hospital id. */
  readonly hospitalCodes: ReadonlyMap<string, string>;
  readonly earliestMonth: Month;
  readonly latestMonth: Month;
}

/**
 * Makes the reader of one return from its header row. A row is taken whole or refused whole with everything wrong in it.
 *
 * @throws DomainError cost.column-missing, cost.column-twice.
 */
export function returnReader(
  dataset: ReturnDataset,
  header: readonly string[],
  settings: ReturnSettings,
): ReturnReader {
  const columns = placedColumns(dataset, header, settings.hospitalId === null);
  const taken = new Set<string>();
  const read: ReturnReader['read'] = (line, count, text) => {
    const errors: ReturnRowError[] = [];
    const fail = (field: string | null, code: string, value: string | null = null) =>
      errors.push({ line, column: field, value, code });
    if (count !== header.length) {
      fail(null, 'cost.row-width');
      return { kind: 'refused', errors };
    }
    const sums: Record<SumName, number | null> = { ...noSums };
    let hospitalId = settings.hospitalId;
    let month: Month | null = null;
    for (const { field, required, place } of columns) {
      const value = text(place);
      if (field === 'hospital') {
        const named = settings.hospitalCodes.get(value) ?? null;
        if (value !== '' && named === null) fail(field, 'cost.hospital-unknown', echo(value));
        else if (value !== '' && hospitalId !== null && named !== hospitalId)
          fail(field, 'cost.hospital-other', echo(value));
        else hospitalId = named ?? hospitalId;
      } else if (field === 'month') {
        month = monthOfText(value);
        if (month === null) fail(field, 'cost.month-unreadable', echo(value));
        else if (month < settings.earliestMonth || month > settings.latestMonth)
          fail(field, 'cost.month-out-of-range', month);
      } else {
        const reading = field.endsWith('Fen') ? amountOfText(value) : countOfText(value);
        if ('code' in reading) fail(field, reading.code, echo(value));
        else if (reading.value === null && required) fail(field, 'cost.value-blank');
        else sums[field] = reading.value;
      }
    }
    if (hospitalId === null && !errors.some((error) => error.column === 'hospital'))
      fail('hospital', 'cost.hospital-blank');
    for (const [part, whole] of partsOf[dataset]) {
      if ((sums[part] ?? 0) > (sums[whole] ?? Number.POSITIVE_INFINITY)) fail(part, 'cost.part-above-whole');
    }
    const key = `${hospitalId} ${month}`;
    if (errors.length === 0 && taken.has(key)) fail('month', 'cost.month-twice', month);
    if (errors.length > 0 || hospitalId === null || month === null) return { kind: 'refused', errors };
    taken.add(key);
    return { kind: 'row', row: { hospitalId, month, sums }, warnings: warningsOf(dataset, sums) };
  };
  return { read, droppedColumns: header.length - columns.length };
}

/** A part may not exceed its whole. */
const partsOf: Readonly<Record<ReturnDataset, readonly (readonly [SumName, SumName])[]>> = {
  inpatientReturn: [
    ['drugFen', 'totalFen'],
    ['herbalFen', 'drugFen'],
    ['antibacterialFen', 'drugFen'],
    ['negotiatedFen', 'drugFen'],
    ['materialFen', 'totalFen'],
  ],
  outpatientReturn: [
    ['drugFen', 'totalFen'],
    ['herbalFen', 'drugFen'],
    ['negotiatedFen', 'drugFen'],
    ['longDrugFen', 'drugFen'],
    ['longVisits', 'visits'],
  ],
  reviewReturn: [
    ['sampledSheets', 'issuedSheets'],
    ['irrationalSheets', 'sampledSheets'],
    ['irrationalRecords', 'sampledRecords'],
  ],
};

/** 医院处方点评管理规范(试行): at least 1 ‰ of prescriptions and at least 100 sheets a month. */
const minSampledSheets = 100;
const minSampledPerThousand = 1;

function warningsOf(dataset: ReturnDataset, sums: Readonly<Record<SumName, number | null>>): ReturnWarning[] {
  if (dataset !== 'reviewReturn') return [];
  const sampled = sums.sampledSheets ?? 0;
  const duty = Math.max(minSampledSheets, ((sums.issuedSheets ?? 0) * minSampledPerThousand) / 1000);
  return sampled < duty ? ['cost.sample-below-duty'] : [];
}

function placedColumns(dataset: ReturnDataset, header: readonly string[], namesHospital: boolean) {
  const keys = header.map(headerKey);
  const placed: (ReturnColumn & { readonly place: number })[] = [];
  const missing: string[] = [];
  for (const column of returnColumns[dataset]) {
    const spellings = new Set([column.field, ...column.spellings].map(headerKey));
    const places = keys.flatMap((key, place) => (spellings.has(key) ? [place] : []));
    if (places.length > 1) throw new DomainError('invalid', 'cost.column-twice', { column: column.field });
    const place = places[0];
    if (place !== undefined) placed.push({ ...column, place });
    else if (column.required || (column.field === 'hospital' && namesHospital)) missing.push(column.field);
  }
  if (missing.length > 0) throw new DomainError('invalid', 'cost.column-missing', { columns: missing });
  return placed;
}

function placeAndTime(): ReturnColumn[] {
  return [
    { field: 'hospital', spellings: ['医疗机构代码', '机构代码', '医院代码', '医院编码'], required: false },
    { field: 'month', spellings: ['月份', '统计月份', '年月', '报告期'], required: true },
  ];
}

function column(field: SumName, required: boolean, ...spellings: string[]): ReturnColumn {
  return { field, required, spellings };
}
