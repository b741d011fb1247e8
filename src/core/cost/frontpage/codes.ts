import { DomainError } from '../../errors.ts';
import type { DecodeBytes } from '../cells.ts';

/** The distinct codes of one column of one file, in order of appearance. */
export interface CodeList {
  /** 1 + the place of the code; 0 for a blank or, with `accept`, a value that is no code. */
  readonly place: (bytes: Uint8Array, start: number, end: number) => number;
  readonly codes: readonly string[];
}

/**
 * Finds codes by their bytes, so a million rows decode each distinct code once.
 *
 * @throws DomainError cost.too-many-codes above `limit`: the header names a column of something else.
 */
export function codeList(
  column: string,
  limit: number,
  decode: DecodeBytes,
  accept?: (code: string) => boolean,
): CodeList {
  const codes: string[] = [];
  const placeOfCode = new Map<string, number>();
  // An open table of the distinct spellings: numbers as keys of a Map would be allocated for every row.
  const known: { readonly bytes: Uint8Array; readonly hash: number; readonly place: number }[] = [];
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(limit * 2 + 2)));
  const mask = slots.length - 1;
  return {
    codes,
    place(bytes, start, end) {
      let hash = 2_166_136_261;
      for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 16_777_619);
      let slot = hash & mask;
      for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const entry = known[(slots[slot] as number) - 1];
        if (entry !== undefined && entry.hash === hash && same(entry.bytes, bytes, start, end)) return entry.place;
      }
      const code = decode(bytes, start, end).normalize('NFKC').trim();
      let place = 0;
      if (code !== '' && (accept === undefined || accept(code))) {
        place = placeOfCode.get(code) ?? codes.push(code);
        placeOfCode.set(code, place);
      }
      if (known.length >= limit) throw new DomainError('invalid', 'cost.too-many-codes', { column, limit });
      // Copied: `slice` of a Buffer is a view of bytes that the next block overwrites.
      slots[slot] = known.push({ bytes: Uint8Array.from(bytes.subarray(start, end)), hash, place });
      return place;
    },
  };
}

/** More wards than this in one hospital's file means that the column holds something else. */
export const maxWardCodes = 2_000;
export const maxDrgCodes = 5_000;

/** CHS-DRG: two letters, a digit and up to three more characters (`FM19`, `ES31`). */
export function isDrgCode(code: string): boolean {
  return /^[A-Z]{2}\d[0-9A-Z]{0,3}$/.test(code);
}

/**
 * Whether a report may show an unmapped ward code in words. In a shifted row the ward column holds a name, so a code is
 * shown only when it looks like one (`W01`, `0305`) or ends like a department's name and stands in several good rows;
 * all others are counted together.
 */
export function mayShowWardCode(code: string, rows: number): boolean {
  if (/^[A-Za-z]{0,3}\d{1,6}$/.test(code)) return true;
  return rows >= minRowsToShowName && code.length <= 16 && !/\d{5}/.test(code) && /(科|病区|病房|ICU)$/i.test(code);
}

const minRowsToShowName = 5;

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[start + at]) return false;
  return true;
}
