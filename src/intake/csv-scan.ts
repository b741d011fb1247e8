import type { Cells } from '../core/cost/cells.ts';

/**
 * Splits delimited bytes into records without decoding them. Works on UTF-8 and GB18030 alike: no byte of a
 * multi-byte character in either is a quote, comma, semicolon, tab or line end.
 *
 * Records end with LF, CRLF or CR; cells may be quoted, with doubled quotes inside and line ends in them. A record whose
 * quotes do not close is refused alone: reading goes on after the first line end behind its start, so one stray quote
 * costs one line and not the rest of the file. Empty lines are skipped. Every record is scanned at most twice.
 */
export interface CsvScanner {
  /**
   * Reads records from `bytes[from, until)` and returns where the first incomplete one begins. With `final` the last
   * record may lack its line end. The caller keeps the rest and offers it again with more behind it.
   */
  scan(bytes: Buffer, from: number, until: number, final: boolean): number;
}

export type BadRecord = 'cost.row-quotes' | 'cost.row-too-long' | 'cost.row-too-wide' | 'cost.row-endless';

export interface ScanHandlers {
  /** The cells are valid during the call only. */
  readonly onRecord: (cells: Cells) => void;
  readonly onBadRecord: (line: number, code: BadRecord) => void;
}

/** A front-page row is about 600 bytes, the widest national export 12 kB. */
export const maxRecordBytes = 65_536;
export const maxColumns = 1_000;
/** Behind a row that was refused the line end is looked for this far; then the file is told to have none. */
export const maxSkippedBytes = 16_777_216;

export function csvScanner(delimiter: number, handlers: ScanHandlers): CsvScanner {
  const starts = new Int32Array(maxColumns);
  const ends = new Int32Array(maxColumns);
  const cells = { bytes: Buffer.alloc(0) as Uint8Array, line: 1, count: 0, starts, ends };
  let line = 1;
  let skippingRest = false;
  let skippedBytes = 0;

  return {
    scan(bytes, from, until, final) {
      cells.bytes = bytes;
      let recordStart = from;
      let at = from;
      while (recordStart < until) {
        if (skippingRest) {
          const end = lineEnd(bytes, recordStart, until, final);
          if (end < 0) {
            skippedBytes += until - recordStart;
            if (skippedBytes > maxSkippedBytes) handlers.onBadRecord(line, 'cost.row-endless');
            return until;
          }
          line += 1;
          skippingRest = false;
          recordStart = end;
          continue;
        }
        at = recordStart;
        let count = 0;
        let linesInside = 0;
        let bad: BadRecord | null = null;
        let complete = false;
        while (!complete && bad === null) {
          if (at < until && bytes[at] === quote) {
            const start = at + 1;
            at = start;
            for (;;) {
              const closing = bytes.indexOf(quote, at);
              if (closing < 0 || closing >= until) {
                if (final || until - recordStart > maxRecordBytes) bad = 'cost.row-quotes';
                else return recordStart;
                break;
              }
              if (closing + 1 === until && !final) return recordStart;
              at = closing + 1;
              if (closing + 1 < until && bytes[closing + 1] === quote) {
                at += 1;
                continue;
              }
              if (count < maxColumns) {
                starts[count] = start;
                ends[count] = closing;
              }
              linesInside += countLines(bytes, start, closing);
              break;
            }
            if (bad !== null) break;
            // Spaces after a closing quote are seen in real files; anything else is not a quoted cell.
            while (at < until && bytes[at] === space) at += 1;
          } else {
            const start = at;
            let byte = 0;
            while (at < until) {
              byte = bytes[at] as number;
              if (byte === delimiter || byte === lf || byte === cr) break;
              at += 1;
            }
            if (count < maxColumns) {
              starts[count] = start;
              ends[count] = at;
            }
          }
          count += 1;
          if (at >= until) {
            if (!final) {
              if (until - recordStart <= maxRecordBytes) return recordStart;
              bad = count > maxColumns ? 'cost.row-too-wide' : 'cost.row-too-long';
            }
            complete = true;
          } else if (bytes[at] === delimiter) {
            at += 1;
          } else if (bytes[at] === lf) {
            at += 1;
            complete = true;
          } else if (bytes[at] === cr) {
            if (at + 1 === until && !final) return recordStart;
            at += at + 1 < until && bytes[at + 1] === lf ? 2 : 1;
            complete = true;
          } else {
            bad = 'cost.row-quotes';
          }
        }
        if (bad === null && count > maxColumns) bad = 'cost.row-too-wide';
        if (bad === null && at - recordStart > maxRecordBytes) bad = 'cost.row-too-long';
        if (bad !== null) {
          handlers.onBadRecord(line, bad);
          skippingRest = true;
          skippedBytes = 0;
          continue;
        }
        cells.line = line;
        cells.count = count;
        line += 1 + linesInside;
        const empty = count === 1 && starts[0] === ends[0];
        if (!empty) handlers.onRecord(cells);
        recordStart = at;
      }
      return recordStart;
    },
  };
}

/** The delimiter that occurs most often outside quotes in the first line. */
export function delimiterOf(bytes: Buffer, until: number): number {
  const counts = new Map<number, number>([
    [comma, 0],
    [tab, 0],
    [semicolon, 0],
  ]);
  let quoted = false;
  for (let at = 0; at < until; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) quoted = !quoted;
    else if (!quoted && (byte === lf || byte === cr)) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

const quote = 0x22;
const comma = 0x2c;
const semicolon = 0x3b;
const tab = 0x09;
const space = 0x20;
const lf = 0x0a;
const cr = 0x0d;

/** Where the line after the one at `from` starts; −1 when its end is not in the bytes yet. */
function lineEnd(bytes: Buffer, from: number, until: number, final: boolean): number {
  for (let at = from; at < until; at += 1) {
    if (bytes[at] === lf) return at + 1;
    if (bytes[at] === cr) {
      // A CR as the last byte may have its LF in the next block, where it would count as one more (empty) line.
      if (at + 1 < until) return bytes[at + 1] === lf ? at + 2 : at + 1;
      return final ? at + 1 : -1;
    }
  }
  return final ? until : -1;
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === lf || (bytes[at] === cr && bytes[at + 1] !== lf)) lines += 1;
  }
  return lines;
}
