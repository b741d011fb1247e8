import { type Cells, cellText, type DecodeBytes } from '../core/cost/cells.ts';
import { DomainError, type ProblemRow } from '../core/errors.ts';
import { type BadRecord, csvScanner, delimiterOf } from './csv-scan.ts';
import { readXlsx } from './xlsx.ts';

/** A worksheet of at most some thousand rows, whole in memory; what is loaded by the million goes through csv-file.ts. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As the file counts: the header is on line 1 unless empty lines come before it. */
  readonly line: number;
  /** One for each column of the header; text as written, dates as YYYY-MM-DD, numbers without an exponent. */
  readonly cells: readonly string[];
}

/** What a file may be at most; beyond any of them it is refused, never cut. */
export interface TableLimits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly cellCharacters: number;
}

export const worksheetLimits: TableLimits = {
  bytes: 20 * 1024 * 1024,
  rows: 20_000,
  columns: 200,
  cellCharacters: 4_000,
};

/**
 * Reads CSV (UTF-8 or GB18030; comma, semicolon or tab) or the first visible sheet of an XLSX file; which of them, its
 * first bytes say.
 *
 * @throws DomainError `file.empty`, `file.too-large`, `file.too-many-rows`, `file.too-many-columns`, `file.old-excel`,
 * `file.encoding`, `file.header-twice`, `file.unreadable-rows` with every such row, and for XLSX what readXlsx throws.
 */
export async function readTable(source: AsyncIterable<Uint8Array>, limits: TableLimits): Promise<Table> {
  const bytes = await bytesOf(source, limits.bytes);
  if (bytes.length === 0) throw new DomainError('invalid', 'file.empty');
  const begins = (...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new DomainError('invalid', 'file.old-excel');
  const rows = begins(0x50, 0x4b) ? await readXlsx(bytes, limits) : readCsv(bytes, limits);
  return tableOf(rows, limits);
}

async function bytesOf(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > maxBytes) throw new DomainError('too-large', 'file.too-large', { maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readCsv(bytes: Buffer, limits: TableLimits): TableRow[] {
  const start = bytes.subarray(0, 3).equals(utf8Mark) ? utf8Mark.length : 0;
  const decode = decoderOf(bytes);
  const rows: TableRow[] = [];
  const bad: ProblemRow[] = [];
  const onRecord = (cells: Cells) => {
    if (rows.length > limits.rows) throw new DomainError('invalid', 'file.too-many-rows', { maxRows: limits.rows });
    if (cells.count > limits.columns) throw tooManyColumns(limits);
    const texts = Array.from({ length: cells.count }, (_, column) => cellText(cells, column, decode));
    if (texts.some((text) => text !== '')) rows.push({ line: cells.line, cells: texts });
  };
  const onBadRecord = (line: number, code: BadRecord) => {
    bad.push({ line, at: '', code: badRecordCodes[code] });
  };
  const scanner = csvScanner(delimiterOf(bytes.subarray(start), bytes.length - start), { onRecord, onBadRecord });
  scanner.scan(bytes, start, bytes.length, true);
  if (bad.length > 0) throw new DomainError('invalid', 'file.unreadable-rows', { rows: bad.length }, bad);
  return rows;
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

const badRecordCodes: Readonly<Record<BadRecord, string>> = {
  'cost.row-quotes': 'file.row-quotes',
  'cost.row-too-long': 'file.row-too-long',
  'cost.row-too-wide': 'file.row-too-wide',
  'cost.row-endless': 'file.row-too-long',
};

/** One decision for the whole file: what is valid UTF-8 is UTF-8, what is valid GB18030 else is that. */
function decoderOf(bytes: Buffer): DecodeBytes {
  for (const encoding of ['utf-8', 'gb18030']) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      decoder.decode(bytes);
      return (part, start, end) => decoder.decode(part.subarray(start, end));
    } catch {
      // Not this one.
    }
  }
  throw new DomainError('invalid', 'file.encoding');
}

function tableOf(rows: readonly TableRow[], limits: TableLimits): Table {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0) throw new DomainError('invalid', 'file.empty');
  const header = first.cells.map((name) => name.replace(/\s+/g, ''));
  while (header.at(-1) === '') header.pop();
  const twice = header.find((name, at) => name !== '' && header.indexOf(name) !== at);
  if (twice !== undefined) throw new DomainError('invalid', 'file.header-twice', { column: twice.slice(0, maxEcho) });
  const bad: ProblemRow[] = [];
  const table = rest.map(({ line, cells }): TableRow => {
    if (cells.slice(header.length).some((text) => text !== '')) bad.push({ line, at: '', code: 'file.row-too-wide' });
    const named = header.map((name, column) => {
      const text = cells[column] ?? '';
      if (text.length > limits.cellCharacters) bad.push({ line, at: name, code: 'file.cell-too-long' });
      return text;
    });
    return { line, cells: named };
  });
  if (bad.length > 0) throw new DomainError('invalid', 'file.unreadable-rows', { rows: bad.length }, bad);
  return { header, rows: table };
}

/** How much of a header is sent back. */
const maxEcho = 40;

function tooManyColumns(limits: TableLimits): DomainError {
  return new DomainError('invalid', 'file.too-many-columns', { maxColumns: limits.columns });
}
