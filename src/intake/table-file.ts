import { createHash } from 'node:crypto';
import { DomainError } from '../core/errors.ts';
import { type CsvFacts, type CsvHandlers, readCsvFile } from './csv-file.ts';
import { maxColumns } from './csv-scan.ts';
import { xlsxRows } from './xlsx.ts';

/** What a file of many rows is told by: its encoding, or that it was a workbook. */
export type TableFacts = Omit<CsvFacts, 'encoding'> & { readonly encoding: CsvFacts['encoding'] | 'xlsx' };

/**
 * A workbook has its directory at the end, so it is held whole (packed) until it is read. Packed sheets are a sixth or less
 * of what they unpack to, which has its own limit.
 */
const maxXlsxBytes = 33_554_432;
/** More than Excel's own 1 048 576 rows there are none. */
const maxXlsxRows = 1_048_576;

/**
 * Reads a file of many rows: CSV as readCsvFile does, or the first visible sheet of an XLSX file through the same reader,
 * in pieces; which of them, its first bytes say. A line of a workbook is the number of its row.
 *
 * @throws DomainError as readCsvFile, and for workbooks as readXlsx and cost.file-too-large.
 */
export async function readTableFile(source: AsyncIterable<Uint8Array>, handlers: CsvHandlers): Promise<TableFacts> {
  const blocks = source[Symbol.asyncIterator]();
  try {
    let start = Buffer.alloc(0);
    while (start.length < 2) {
      const block = await blocks.next();
      if (block.done === true) break;
      start = Buffer.concat([start, block.value]);
    }
    const rest = { [Symbol.asyncIterator]: () => blocks };
    if (start[0] !== 0x50 || start[1] !== 0x4b) return await readCsvFile(joined(start, rest), handlers);
    const bytes = await heldWhole(joined(start, rest));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const facts = await readCsvFile(csvOfXlsx(bytes), {
      ...handlers,
      afterBlock: () => handlers.afterBlock(bytes.length),
    });
    return { ...facts, sha256, bytes: bytes.length, encoding: 'xlsx' };
  } finally {
    await blocks.return?.();
  }
}

async function* joined(start: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (start.length > 0) yield start;
  yield* rest;
}

async function heldWhole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let total = 0;
  for await (const block of source) {
    total += block.length;
    if (total > maxXlsxBytes) throw new DomainError('too-large', 'cost.file-too-large', { maxBytes: maxXlsxBytes });
    blocks.push(Buffer.from(block));
  }
  return Buffer.concat(blocks);
}

/** Rows as lines: empty ones where the sheet has none, and cells that a sheet leaves out at the end of a row put back. */
async function* csvOfXlsx(bytes: Buffer): AsyncGenerator<Uint8Array> {
  let line = 1;
  let width = 0;
  for await (const rows of xlsxRows(bytes, { rows: maxXlsxRows, columns: maxColumns })) {
    let text = '';
    for (const row of rows) {
      if (row.line - line > maxXlsxRows) throw new DomainError('invalid', 'file.xlsx-broken');
      for (; line < row.line; line += 1) text += '\n';
      if (width === 0) width = row.cells.length;
      const cells = [...row.cells, ...Array.from({ length: Math.max(0, width - row.cells.length) }, () => '')];
      text += `${cells.map(quoted).join(',')}\n`;
      line += 1;
    }
    yield Buffer.from(text);
  }
}

/** A line end inside a cell would count as a line of the file. */
function quoted(cell: string): string {
  const text = cell.replace(/[\r\n]+/g, ' ');
  return /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
