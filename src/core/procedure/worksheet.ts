import { DomainError, type ProblemRow } from '../errors.ts';
import { isLegible } from '../legible.ts';
import type { Mapping } from '../register/mapping.ts';
import { type IsoDate, isIsoDate } from '../time.ts';
import type { Setting } from './deduction.ts';

/**
 * The columns of a 处方点评工作表 that can be mapped. Nothing else of a row is looked at: names of patients, their numbers,
 * and the column 是否合理, which has been seen inverted.
 */
export const worksheetFields = [
  'staffNo',
  'licenceNo',
  'occurredOn',
  'actRef',
  'codes',
  'setting',
  'department',
  'ward',
  'drug',
  'remarks',
] as const;
export type WorksheetField = (typeof worksheetFields)[number];

export interface WorksheetTable {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The mapped cells of one row, trimmed; a field that is not mapped is empty. */
export interface WorksheetLine {
  readonly line: number;
  readonly cells: Readonly<Record<WorksheetField, string>>;
}

/**
 * Whether a mapping can be saved.
 *
 * @throws DomainError `mapping.invalid` with a row for each field that is unknown, missing, or named like another one.
 */
export function checkMapping({ columns, codes }: Pick<Mapping, 'columns' | 'codes'>): void {
  const rows: ProblemRow[] = [];
  const fields = Object.keys(columns);
  for (const field of fields.filter((name) => !(worksheetFields as readonly string[]).includes(name))) {
    rows.push({ at: `columns.${field}`, code: 'mapping.unknown-field', parameters: { known: [...worksheetFields] } });
  }
  for (const field of requiredFields.filter((name) => columns[name] === undefined)) {
    rows.push({ at: `columns.${field}`, code: 'mapping.missing-field', parameters: { field } });
  }
  if (!doctorFields.some((field) => columns[field] !== undefined)) {
    rows.push({ at: 'columns', code: 'mapping.no-doctor' });
  }
  const headers = Object.values(columns).map(plainHeader);
  fields.forEach((field, index) => {
    const header = headers[index] ?? '';
    if (headers.indexOf(header) < index) {
      rows.push({ at: `columns.${field}`, value: header, code: 'mapping.header-twice' });
    }
  });
  for (const [local, code] of Object.entries(codes)) {
    if (local.trim() === '' || code?.trim() === '') rows.push({ at: `codes.${local}`, code: 'mapping.empty-code' });
  }
  if (rows.length > 0) throw new DomainError('invalid', 'mapping.invalid', { rows: rows.length }, rows);
}

/** @throws DomainError `worksheet.column-missing` with a row for each mapped column that the file does not have. */
export function worksheetLines({ header, rows }: WorksheetTable, { columns }: Mapping): WorksheetLine[] {
  const names = header.map(plainHeader);
  const missing: ProblemRow[] = [];
  const places = worksheetFields.map((field) => {
    const wanted = columns[field];
    const place = wanted === undefined ? -1 : names.indexOf(plainHeader(wanted));
    if (wanted !== undefined && place === -1) {
      missing.push({ line: 1, at: field, value: wanted, code: 'worksheet.no-such-column', parameters: { field } });
    }
    return [field, place] as const;
  });
  if (missing.length > 0) {
    throw new DomainError('invalid', 'worksheet.column-missing', { rows: missing.length }, missing);
  }
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(places.map(([field, place]) => [field, (cells[place] ?? '').trim()])) as Record<
      WorksheetField,
      string
    >,
  }));
}

/** Why a cell cannot be taken: it would say more than the form of a single finding lets anybody say, or nothing legible. */
export function cellRefusal(field: WorksheetField, text: string): string | undefined {
  if (text.length > maxCharacters[field]) return 'file.cell-too-long';
  return isLegible(text) ? undefined : 'field.ill-formed';
}

const maxCharacters: Readonly<Record<WorksheetField, number>> = {
  staffNo: 40,
  licenceNo: 40,
  occurredOn: 40,
  actRef: 100,
  codes: 200,
  setting: 40,
  department: 100,
  ward: 100,
  drug: 200,
  remarks: 2_000,
};

/** 2026-11-02, 2026/11/2, 2026.11.2, 20261102, 2026年11月2日, each with or without a time behind it. */
export function worksheetDate(text: string): IsoDate | undefined {
  const plain = text.normalize('NFKC').trim();
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (parts === null) return undefined;
  const date = `${parts[1]}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`;
  return isIsoDate(date) ? date : undefined;
}

export function worksheetSetting(text: string): Setting | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  return settingWords.find(([words]) => words.includes(plain))?.[1];
}

const settingWords: readonly (readonly [readonly string[], Setting])[] = [
  [['门诊', '门', 'outpatient'], 'outpatient'],
  [['急诊', '急', 'emergency'], 'emergency'],
  [['住院', '病区', '病房', 'inpatient'], 'inpatient'],
];

const requiredFields: readonly WorksheetField[] = ['occurredOn', 'actRef', 'codes'];
const doctorFields: readonly WorksheetField[] = ['staffNo', 'licenceNo'];

/** Headers are compared without spaces and width. */
function plainHeader(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}
