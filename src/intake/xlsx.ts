import { DomainError } from '../core/errors.ts';
import type { TableLimits, TableRow } from './table.ts';
import { maxUnpackedBytes, type Parts, parse, parsing, partsOf } from './xlsx-parts.ts';

/**
 * The first visible sheet of an XLSX file as rows of text. The file comes from outside, so nothing in it is believed:
 * every part has a limit before it is unpacked, no DTD is read, no link followed and no formula computed (of a formula
 * cell only the value that was saved with it is read).
 *
 * @throws DomainError `file.xlsx-broken`, `file.xlsx-encrypted`, `file.xlsx-too-large` (unpacked size, entries, ratio),
 * `file.xlsx-dtd`, `file.too-many-rows`, `file.too-many-columns`.
 */
export async function readXlsx(bytes: Buffer, limits: TableLimits): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const some of xlsxRows(bytes, limits)) rows.push(...some);
  return rows;
}

/** The same rows, some at a time, so that a sheet of any length takes the memory of a piece of it. @throws as readXlsx. */
export async function* xlsxRows(
  bytes: Buffer,
  limits: Pick<TableLimits, 'rows' | 'columns'>,
): AsyncGenerator<readonly TableRow[]> {
  const parts = await partsOf(bytes);
  const workbook = await workbookOf(parts);
  const strings = await sharedStringsOf(parts);
  const dateStyles = await dateStylesOf(parts);
  yield* sheetRows(parts, workbook, { strings, dateStyles, limits });
}

const maxSharedStrings = 1_000_000;
/** Names and addresses of some hundred thousand rows; held in memory while the sheet is read. */
const maxSharedCharacters = 16_777_216;
/** Sheets of a workbook, relations of it, formats of its cells: Excel itself has no more than 65 490 formats. */
const maxMarks = 200_000;

interface Workbook {
  readonly sheet: string;
  /** Days are counted from 1904-01-01 in workbooks of old Macs. */
  readonly from1904: boolean;
}

async function workbookOf(parts: Parts): Promise<Workbook> {
  let from1904 = false;
  const sheetIds: string[] = [];
  const count = markCounter();
  const found = await parse(parts, 'xl/workbook.xml', {
    open: (name, attributes) => {
      count();
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      if (name === 'sheet' && !hidden) sheetIds.push(attributes['r:id'] ?? '');
    },
  });
  const targets = new Map<string, string>();
  await parse(parts, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target }) => {
      count();
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target);
    },
  });
  const target = targets.get(sheetIds[0] ?? '');
  if (!found || target === undefined) throw new DomainError('invalid', 'file.xlsx-broken');
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, from1904 };
}

/** A small part that has no end is no workbook's. */
function markCounter(): () => void {
  let marks = 0;
  return () => {
    marks += 1;
    if (marks > maxMarks) throw new DomainError('invalid', 'file.xlsx-broken');
  };
}

async function sharedStringsOf(parts: Parts): Promise<readonly string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let inside = 0;
  let phonetic = false;
  await parse(parts, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't' && !phonetic) inside += 1;
    },
    text: (part) => {
      if (inside > 0) text += part;
    },
    close: (name) => {
      if (name === 'rPh') phonetic = false;
      else if (name === 't') inside = 0;
      else if (name === 'si') {
        characters += text.length;
        if (strings.length >= maxSharedStrings || characters > maxSharedCharacters) {
          throw new DomainError('too-large', 'file.xlsx-too-large', { maxBytes: maxUnpackedBytes });
        }
        strings.push(text);
      }
    },
  });
  return strings;
}

/** The positions in the list of cell formats whose numbers are days: built-in formats and those that spell y, m or d. */
async function dateStylesOf(parts: Parts): Promise<ReadonlySet<number>> {
  const dateFormats = new Set(builtInDateFormats);
  const styles = new Set<number>();
  let inCellFormats = false;
  let position = 0;
  const count = markCounter();
  await parse(parts, 'xl/styles.xml', {
    open: (name, { numFmtId, formatCode }) => {
      count();
      if (name === 'numFmt' && isDateFormat(formatCode ?? '')) dateFormats.add(Number(numFmtId));
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        if (dateFormats.has(Number(numFmtId))) styles.add(position);
        position += 1;
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** ECMA-376 part 1, 18.8.30, with those of Chinese and Japanese Excel. */
const builtInDateFormats = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];

function isDateFormat(code: string): boolean {
  const bare = code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '').toLowerCase();
  return /[yd]/.test(bare) && !/[0#]/.test(bare);
}

interface Reading {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly limits: Pick<TableLimits, 'rows' | 'columns'>;
}

async function* sheetRows(parts: Parts, workbook: Workbook, reading: Reading): AsyncGenerator<readonly TableRow[]> {
  const { limits } = reading;
  let rows: TableRow[] = [];
  let count = 0;
  let stray = 0;
  let line = 0;
  let cells: string[] = [];
  let column = 0;
  let type = 'n';
  let style = 0;
  let value = '';
  let inValue = false;
  let phonetic = false;
  const pieces = parsing(parts, workbook.sheet, {
    open: (name, attributes) => {
      switch (name) {
        case 'row':
          line = attributes.r === undefined ? line + 1 : Number(attributes.r);
          cells = [];
          column = 0;
          break;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = '';
          break;
        case 'rPh':
          phonetic = true;
          break;
        case 'v':
        case 't':
          inValue = !phonetic;
          break;
        case 'f':
        case 'is':
        case 'r':
          break;
        default:
          stray += 1;
          if (stray > maxMarks) throw new DomainError('invalid', 'file.xlsx-broken');
      }
    },
    text: (part) => {
      if (inValue) value += part;
    },
    close: (name) => {
      switch (name) {
        case 'v':
        case 't':
          inValue = false;
          break;
        case 'rPh':
          phonetic = false;
          break;
        case 'c': {
          const text = cellOf({ type, value, isDate: reading.dateStyles.has(style) }, reading.strings, workbook);
          if (text === '') break;
          if (!(column >= 1 && column <= limits.columns)) {
            throw new DomainError('invalid', 'file.too-many-columns', { maxColumns: limits.columns });
          }
          while (cells.length < column - 1) cells.push('');
          cells[column - 1] = text;
          break;
        }
        case 'row':
          if (cells.length === 0) break;
          count += 1;
          if (count > limits.rows + 1) {
            throw new DomainError('invalid', 'file.too-many-rows', { maxRows: limits.rows });
          }
          rows.push({ line, cells });
          break;
      }
    },
  });
  for await (const _ of pieces) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** `AB12` → 28; 0 where it names no column. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

interface RawCell {
  readonly type: string;
  readonly value: string;
  readonly isDate: boolean;
}

function cellOf({ type, value, isDate }: RawCell, strings: readonly string[], { from1904 }: Workbook): string {
  switch (type) {
    case 's':
      return tidy(strings[Number(value)] ?? '');
    case 'n': {
      if (value.trim() === '') return '';
      const number = Number(value);
      if (Number.isNaN(number)) throw new DomainError('invalid', 'file.xlsx-broken');
      if (isDate) return dayOf(number, from1904);
      // A licence number is 15 digits, which a double still holds; it is saved as 1.10360000000001E+14.
      // A fraction is saved with the noise of its double (1234.5599999999999): fifteen digits are what Excel shows.
      return String(Number.isSafeInteger(number) ? number : Number(number.toPrecision(15)));
    }
    case 'd':
      return value.slice(0, 10);
    default:
      return tidy(value);
  }
}

function tidy(text: string): string {
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize('NFKC')
    .trim();
}

/** Serial days: 1 is 1900-01-01, and 60 the 29 February 1900 that never was. A number out of range is left as it is. */
function dayOf(serial: number, from1904: boolean): string {
  const days = Math.floor(serial);
  if (!(days >= 1 && days < 2_958_466)) return String(serial);
  const sinceEpoch = from1904 ? days - 24_107 : days < 60 ? days - 25_568 : days - 25_569;
  return new Date(sinceEpoch * 86_400_000).toISOString().slice(0, 10);
}
