/**
 * One record of a file as byte ranges. Nothing is decoded until a mapped column asks for it, so what is in the other
 * columns (names, ID numbers, diagnoses) never becomes a string. The object is reused: valid during one call only.
 */
export interface Cells {
  readonly bytes: Uint8Array;
  /** The physical line the record starts on; the header is line 1. */
  readonly line: number;
  readonly count: number;
  /** Range of each cell's content, without surrounding quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Decodes a range of bytes in the file's encoding, with doubled quotes still doubled. */
export type DecodeBytes = (bytes: Uint8Array, start: number, end: number) => string;

/** The text of a cell: doubled quotes undone, full-width forms and surrounding space normalised. */
export function cellText(cells: Cells, column: number, decode: DecodeBytes): string {
  const text = decode(cells.bytes, cells.starts[column] ?? 0, cells.ends[column] ?? 0);
  return text.replaceAll('""', '"').normalize('NFKC').trim();
}

/** numeric(10,2), the widest amount the national interface allows: 99 999 999.99 yuan. */
export const maxAmountFen = 9_999_999_999;

/** Answers of the byte readers that are not a value; `unclear` asks for the slower reading of the text. */
export const blank = -1;
export const unclear = -2;

/**
 * Reads `123`, `123.4`, `123.45` or `1,234.50` as fen; `blank` for an empty cell and `unclear` for everything else.
 */
export function fenAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return blank;
  let fen = 0;
  let at = start;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) break;
    fen = fen * 10 + digit;
  }
  let wholeDigits = at - start;
  if (at < end && bytes[at] === comma && wholeDigits >= 1 && wholeDigits <= 3) {
    // Thousands separators: every group after the first has three digits.
    while (at < end && bytes[at] === comma) {
      const group = digitsAt(bytes, at + 1, 3);
      if (group < 0 || at + 4 > end) return unclear;
      fen = fen * 1_000 + group;
      wholeDigits += 3;
      at += 4;
    }
  }
  if (wholeDigits === 0 || wholeDigits > 8) return unclear;
  if (at === end) return fen * 100;
  if (bytes[at] !== 46 || end - at > 3 || end - at < 2) return unclear;
  const tenths = (bytes[at + 1] as number) - 48;
  const hundredths = at + 2 < end ? (bytes[at + 2] as number) - 48 : 0;
  if (tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return unclear;
  return fen * 100 + tenths * 10 + hundredths;
}

const comma = 44;

/** Reads a weight of at most three digits and four decimals as ten-thousandths; `blank` and `unclear` as above. */
export function weightAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return blank;
  let value = 0;
  let decimals = -1;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 46) {
      if (decimals >= 0 || at === start || at + 1 === end) return unclear;
      decimals = 0;
      continue;
    }
    const digit = byte - 48;
    if (digit < 0 || digit > 9) return unclear;
    if (decimals >= 0) decimals += 1;
    else if (at - start >= 3) return unclear;
    if (decimals > 4) return unclear;
    value = value * 10 + digit;
  }
  for (let missing = 4 - Math.max(0, decimals); missing > 0; missing -= 1) value *= 10;
  return value;
}

/** A whole number of at most 9 digits; `blank` and `unclear` as above. */
export function wholeAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return blank;
  if (end - start > 9) return unclear;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return unclear;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Reads the day of `2025-01-31`, `2025/1/31`, `2025.1.31` or `20250131`, each with or without a time after it, as days
 * since 1970-01-01; `blank` and `unclear` as above.
 */
export function dayAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return blank;
  if (end - start < 8) return unclear;
  const year = digitsAt(bytes, start, 4);
  if (year < 0) return unclear;
  let at = start + 4;
  const separator = bytes[at] as number;
  if (separator >= 48 && separator <= 57) {
    const month = digitsAt(bytes, at, 2);
    const day = digitsAt(bytes, at + 2, 2);
    const rest = end - start - 8;
    const next = bytes[start + 8];
    if (rest > 0 && next !== 32 && !(rest === 6 && digitsAt(bytes, start + 8, 6) >= 0)) return unclear;
    return dayNumber(year, month, day);
  }
  if (separator !== 45 && separator !== 47 && separator !== 46) return unclear;
  at += 1;
  let month = 0;
  for (; at < end && bytes[at] !== separator; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9 || month > 12) return unclear;
    month = month * 10 + digit;
  }
  at += 1;
  let day = 0;
  const dayStart = at;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) break;
    day = day * 10 + digit;
    if (day > 31) return unclear;
  }
  if (at === dayStart) return unclear;
  if (at < end && bytes[at] !== 32 && bytes[at] !== 84) return unclear;
  return dayNumber(year, month, day);
}

/**
 * Days since 1970-01-01 of a civil date, or `unclear` where there is no such day. Days of 1900–1969 (birthdays, mostly)
 * are all told as day 1: real, and too old for anything here.
 */
export function dayNumber(year: number, month: number, day: number): number {
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return unclear;
  // Days from civil, counting years from March so that the leap day is the last of its year.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return Math.max(1, era * 146_097 + dayOfEra - 719_468);
}

export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function dayOfDate(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00.000Z`) / 86_400_000);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return unclear;
    value = value * 10 + digit;
  }
  return value;
}
