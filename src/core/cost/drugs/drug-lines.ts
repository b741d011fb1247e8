import { DomainError } from '../../errors.ts';
import { amountOfText, countOfText, dayOfText, echo, monthOfText, type Reading } from '../amount.ts';
import { dayOfDate } from '../cells.ts';
import { headerKey } from '../frontpage/columns.ts';
import type { RejectedRow } from '../slice.ts';
import type { DrugSetting, DrugSums } from './drug-sums.ts';

/**
 * Drug lines: what a ward or clinic was dispensed of one drug, in a month or on a day. There is no patient and no doctor in
 * them, and a column that names either is not known here and so is not read (防统方).
 */
const drugLineColumns = [
  column('month', true, '月份', '统计月份', '年月', '日期', '发药日期', '用药日期'),
  column('ward', true, '病区', '病区编码', '病房', '科室', '科室编码', '领药科室', '用药科室'),
  column('setting', false, '就诊类型', '门诊住院', '住院门诊', '来源'),
  column('drugCode', true, '药品编码', '药品代码', '医保药品编码', '国家药品编码', 'YPBM'),
  column('drugName', false, '药品名称', '药品通用名', '通用名', 'YPMC'),
  column('unit', false, '单位', '计量单位'),
  column('quantity', true, '数量', '使用数量', '消耗量'),
  column('ddds', false, 'DDDs', 'DDD数', 'DDDs数'),
  column('amount', true, '金额', '药品金额', '费用', '药品费用'),
  column('antibacterial', false, '抗菌药物', '是否抗菌药物'),
  column('negotiated', false, '国家谈判药品', '谈判药品', '是否国谈', '是否谈判药品'),
  column('keyMonitored', false, '重点监控', '重点监控药品', '是否重点监控'),
  column('longPrescription', false, '长期处方', '是否长期处方', '长处方'),
] as const;

type DrugLineField = (typeof drugLineColumns)[number]['field'];

export interface DrugLine {
  /** Of its month, or of its very day where the file says the day. */
  readonly day: number;
  readonly setting: DrugSetting;
  readonly drugCode: string;
  /** As the file writes it; null where it writes what no drug is called. */
  readonly drugName: string | null;
  readonly unit: string | null;
  readonly sums: DrugSums;
}

export type DrugLineReading =
  | { readonly kind: 'line'; readonly line: DrugLine; readonly wardCell: number }
  | { readonly kind: 'refused'; readonly errors: readonly RejectedRow[]; readonly day: number | null };

export interface DrugLineReader {
  readonly read: (line: number, count: number, text: (column: number) => string) => DrugLineReading;
  readonly droppedColumns: number;
  /** Whether the file has DDDs at all. */
  readonly hasDdds: boolean;
}

/** @throws DomainError cost.column-missing, cost.column-twice. */
export function drugLineReader(
  header: readonly string[],
  range: { readonly earliestDay: number; readonly latestDay: number },
): DrugLineReader {
  const placeOf = placedColumns(header);
  const read: DrugLineReader['read'] = (line, count, text) => {
    const errors: RejectedRow[] = [];
    const fail = (field: DrugLineField | null, code: string, value: string | null = null) =>
      errors.push({ line, column: field, value, code });
    if (count !== header.length) {
      fail(null, 'cost.row-width');
      return { kind: 'refused', errors, day: null };
    }
    const cell = (field: DrugLineField): string | null => {
      const place = placeOf.get(field);
      return place === undefined ? null : text(place);
    };
    const number = (field: DrugLineField, reader: (value: string) => Reading): number | null => {
      const value = cell(field);
      if (value === null) return null;
      const reading = reader(value);
      if ('value' in reading) return reading.value;
      fail(field, reading.code, echo(value));
      return null;
    };
    const flag = (field: DrugLineField): boolean | null => {
      const value = cell(field);
      if (value === null) return null;
      const known = flags.get(value.toUpperCase());
      if (known === undefined) fail(field, 'cost.flag-unreadable', echo(value));
      return known ?? null;
    };

    const day = dayOf(cell('month') ?? '');
    const inRange = day !== null && day >= range.earliestDay && day <= range.latestDay;
    if (day === null) fail('month', 'cost.month-unreadable', echo(cell('month') ?? ''));
    else if (!inRange) fail('month', 'cost.month-out-of-range');
    const setting = settings.get((cell('setting') ?? '').toUpperCase());
    if (setting === undefined) fail('setting', 'cost.setting-unknown', echo(cell('setting') ?? ''));
    const drugCode = (cell('drugCode') ?? '').toUpperCase();
    if (drugCode === '') fail('drugCode', 'cost.value-blank');
    else if (!isDrugCode(drugCode)) fail('drugCode', 'cost.drug-code-unreadable', echo(drugCode));
    const quantityE4 = number('quantity', tenThousandthsOfText);
    if (quantityE4 === null && !errors.some((error) => error.column === 'quantity'))
      fail('quantity', 'cost.value-blank');
    const amountFen = number('amount', amountOfText);
    if (amountFen === null && !errors.some((error) => error.column === 'amount')) fail('amount', 'cost.value-blank');
    const dddsE4 = number('ddds', tenThousandthsOfText);
    const [antibacterial, negotiated] = [flag('antibacterial'), flag('negotiated')];
    const [keyMonitored, long] = [flag('keyMonitored'), flag('longPrescription')];
    if (errors.length > 0 || day === null || setting === undefined || quantityE4 === null || amountFen === null) {
      return { kind: 'refused', errors, day: inRange ? day : null };
    }
    const part = (is: boolean | null) => (is === null ? null : is ? amountFen : 0);
    const sums: DrugSums = {
      lines: 1,
      quantityE4,
      dddsE4,
      amountFen,
      antibacterialDddsE4: antibacterial === null || !placeOf.has('ddds') ? null : antibacterial ? (dddsE4 ?? 0) : 0,
      antibacterialFen: part(antibacterial),
      negotiatedFen: part(negotiated),
      keyMonitoredFen: part(keyMonitored),
      longFen: part(long),
    };
    const names = { drugName: drugNameOf(cell('drugName')), unit: unitOf(cell('unit')) };
    return { kind: 'line', line: { day, setting, drugCode, ...names, sums }, wardCell: placeOf.get('ward') ?? -1 };
  };
  return { read, droppedColumns: header.length - placeOf.size, hasDdds: placeOf.has('ddds') };
}

/** A month stands for its first day: which ward a code means is then asked of that day. */
function dayOf(text: string): number | null {
  const reading = dayOfText(text);
  if ('value' in reading) return reading.value;
  const month = monthOfText(text);
  return month === null ? null : dayOfDate(`${month}-01`);
}

/** Codes of the national lists, and short ones of a hospital's own; not what an ID or a phone number looks like. */
function isDrugCode(code: string): boolean {
  if (/^[XZT][A-Z][A-Z0-9]{10,22}$/.test(code) || /^86\d{12}$/.test(code)) return true;
  return /^[A-Z]{0,6}[-.]?\d{1,8}[A-Z]{0,2}$/.test(code) && !/^\d{8}$/.test(code);
}

/**
 * A drug's name ends in its form. What does not – a person, a diagnosis, an address – is not kept: a shifted row puts such
 * things into this column.
 */
function drugNameOf(text: string | null): string | null {
  if (text === null || text.length < 4 || text.length > maxNameLength || /\d{6}/.test(text)) return null;
  return /(片|胶囊|颗粒|丸|散|注射液|注射剂|粉针|口服液|溶液|混悬液|乳剂?|糖浆|合剂|滴眼液|滴耳液|喷雾剂|气雾剂|吸入剂|软膏|乳膏|凝胶|栓|贴|膏|饮片)(\([^)]{1,20}\))?$/.test(
    text,
  ) || /^注射用/.test(text)
    ? text
    : null;
}

const maxNameLength = 60;

function unitOf(text: string | null): string | null {
  return text !== null && units.has(text) ? text : null;
}

const units = new Set(
  '片 粒 支 瓶 盒 袋 丸 贴 枚 板 包 桶 罐 管 筒 套 张 个 毫升 ml mL g mg kg 克 毫克 千克 IU 万IU'.split(' '),
);

/** A quantity of at most nine digits before the point and four behind it, as ten-thousandths. */
function tenThousandthsOfText(text: string): Reading {
  const whole = countOfText(text);
  if ('value' in whole) return { value: whole.value === null ? null : whole.value * 10_000 };
  const parts = /^(\d{1,9})\.(\d{1,4})0*$/.exec(text.replaceAll(',', ''));
  if (parts === null) return whole;
  return { value: Number(parts[1]) * 10_000 + Number((parts[2] ?? '').padEnd(4, '0')) };
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'Y', 'YES', 'TRUE', '是', '√'].map((text): [string, boolean] => [text, true]),
  ...['', '0', 'N', 'NO', 'FALSE', '否', '-'].map((text): [string, boolean] => [text, false]),
]);

/** Without the column, or where it is blank, a line is a ward's. */
const settings: ReadonlyMap<string, DrugSetting> = new Map([
  ...['', '住院', 'I', 'INPATIENT', '2'].map((text): [string, DrugSetting] => [text, 'inpatient']),
  ...['门诊', '急诊', '门急诊', 'O', 'OUTPATIENT', '1'].map((text): [string, DrugSetting] => [text, 'outpatient']),
]);

function placedColumns(header: readonly string[]): ReadonlyMap<DrugLineField, number> {
  const keys = header.map(headerKey);
  const placed = new Map<DrugLineField, number>();
  const missing: string[] = [];
  for (const { field, required, spellings } of drugLineColumns) {
    const wanted = new Set([field, ...spellings].map(headerKey));
    const places = keys.flatMap((key, place) => (wanted.has(key) ? [place] : []));
    if (places.length > 1) throw new DomainError('invalid', 'cost.column-twice', { column: field });
    const place = places[0];
    if (place !== undefined) placed.set(field, place);
    else if (required) missing.push(field);
  }
  if (missing.length > 0) throw new DomainError('invalid', 'cost.column-missing', { columns: missing });
  return placed;
}

function column<F extends string>(field: F, required: boolean, ...spellings: string[]) {
  return { field, required, spellings } as const;
}
