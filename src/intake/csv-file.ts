import { createHash } from 'node:crypto';
import { type Cells, cellText, type DecodeBytes } from '../core/cost/cells.ts';
import { DomainError } from '../core/errors.ts';
import { type BadRecord, csvScanner, delimiterOf, maxColumns, maxRecordBytes, maxSkippedBytes } from './csv-scan.ts';

export type Encoding = 'utf-8' | 'gb18030';

export interface CsvHandlers {
  /** The first record, as text. Throwing a DomainError refuses the file before anything else of it is read. */
  readonly onHeader: (names: readonly string[], decode: DecodeBytes) => void;
  readonly onRecord: (cells: Cells) => void;
  readonly onBadRecord: (line: number, code: BadRecord) => void;
  /** Awaited after each block of at most `blockBytes`, so that the importer can write and others can have the thread. */
  readonly afterBlock: (bytesRead: number) => Promise<void>;
}

export interface CsvFacts {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
}

/** Bytes taken together; chunks of a slow or hostile sender are gathered, so scanning stays linear. */
export const blockBytes = 262_144;
const maxFileBytes = 2 * 1024 ** 3;

/**
 * Reads one delimited file in a single pass: bytes of UTF-8 (with or without BOM) or GB18030 in, records out, memory
 * within two blocks whatever the file claims.
 *
 * @throws DomainError cost.file-empty, cost.file-too-large, cost.file-not-csv (XLSX or another archive),
 *   cost.encoding-unsupported (UTF-16), cost.header-unreadable, cost.too-many-columns, cost.row-endless, and what `onHeader` throws.
 */
export async function readCsvFile(source: AsyncIterable<Uint8Array>, handlers: CsvHandlers): Promise<CsvFacts> {
  const digest = createHash('sha256');
  const block = Buffer.allocUnsafe(blockBytes + 2 * maxRecordBytes);
  const decoder = lazyDecoder();
  let scanner: ReturnType<typeof csvScanner> | null = null;
  let sawHeader = false;
  let kept = 0;
  let total = 0;

  const onRecord = (cells: Cells) => {
    if (sawHeader) return handlers.onRecord(cells);
    sawHeader = true;
    const names = Array.from({ length: cells.count }, (_, column) => cellText(cells, column, decoder.decode));
    handlers.onHeader(names, decoder.decode);
  };
  const onBadRecord = (line: number, code: BadRecord) => {
    // No slip of a pen makes a thousand columns: whatever wrote such a row, the file is none of ours.
    if (code === 'cost.row-too-wide') throw new DomainError('invalid', 'cost.too-many-columns', { maxColumns });
    if (code === 'cost.row-endless') {
      throw new DomainError('invalid', 'cost.row-endless', { line, maxBytes: maxSkippedBytes });
    }
    if (sawHeader) return handlers.onBadRecord(line, code);
    throw new DomainError('invalid', 'cost.header-unreadable', { maxBytes: maxRecordBytes });
  };
  const scanBlock = (until: number, final: boolean) => {
    let from = 0;
    if (scanner === null) {
      from = skipMark(block, until);
      scanner = csvScanner(delimiterOf(block.subarray(from), until - from), { onRecord, onBadRecord });
    }
    decoder.look(block, from, until, final);
    const rest = scanner.scan(block, from, until, final);
    block.copyWithin(0, rest, until);
    kept = until - rest;
  };

  let filled = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > maxFileBytes) throw new DomainError('too-large', 'cost.file-too-large', { maxBytes: maxFileBytes });
    digest.update(chunk);
    for (let taken = 0; taken < chunk.length; ) {
      const some = chunk.subarray(taken, taken + block.length - filled);
      block.set(some, filled);
      filled += some.length;
      taken += some.length;
      if (filled < block.length) continue;
      scanBlock(filled, false);
      filled = kept;
      await handlers.afterBlock(total);
    }
  }
  if (total === 0) throw new DomainError('invalid', 'cost.file-empty');
  scanBlock(filled, true);
  if (!sawHeader) throw new DomainError('invalid', 'cost.file-empty');
  await handlers.afterBlock(total);
  return { sha256: digest.digest('hex'), bytes: total, encoding: decoder.encoding() };
}

/** Skips a byte-order mark; refuses what is not text in one of the two encodings. */
function skipMark(bytes: Buffer, until: number): number {
  const begins = (...mark: number[]) => until >= mark.length && mark.every((byte, at) => bytes[at] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return 3;
  if (begins(0x84, 0x31, 0x95, 0x33)) return 4;
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) throw new DomainError('invalid', 'cost.encoding-unsupported');
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf) || begins(0x1f, 0x8b))
    throw new DomainError('invalid', 'cost.file-not-csv');
  return 0;
}

/**
 * Decides the encoding at the first block that holds a byte above 0x7F: valid UTF-8 with a Chinese character is UTF-8, all
 * else GB18030. One decision for the file: `联通`, or `元` behind an amount, is in GB18030 also valid UTF-8 – of letters
 * below U+0800, which no file of these consists of.
 */
function lazyDecoder() {
  let encoding: Encoding | null = null;
  let decoder = new TextDecoder('utf-8');
  return {
    encoding: (): Encoding => encoding ?? 'utf-8',
    look(bytes: Buffer, from: number, until: number, final: boolean): void {
      if (encoding !== null) return;
      if (isAscii(bytes, from, until)) return;
      encoding = isUtf8(bytes.subarray(from, until), final) ? 'utf-8' : 'gb18030';
      decoder = new TextDecoder(encoding);
    },
    decode(bytes: Uint8Array, start: number, end: number): string {
      return isAscii(bytes, start, end)
        ? (bytes as Buffer).toString('latin1', start, end)
        : decoder.decode(bytes.subarray(start, end));
    },
  };
}

function isUtf8(bytes: Buffer, whole: boolean): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return /[\u0800-\u{10FFFF}]/u.test(text) || !/[\u0100-\u07FF]/.test(text);
  } catch {
    return false;
  }
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] as number) > 0x7f) return false;
  return true;
}
