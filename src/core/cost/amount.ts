import { dayNumber, maxAmountFen, unclear } from './cells.ts';

/** A value read from text, or the code of why it cannot be one; `null` is a cell left blank. */
export type Reading = { readonly value: number | null } | { readonly code: string };

/** Cells that say "nothing here": the front page prints `-` where a field does not apply. */
const blankMarks = new Set(['', '-', '--', '—', '/', 'NULL', 'null', '无']);

/**
 * An amount in yuan as fen, from normalised text: thousands separators in their places, a currency mark, 元 and zeros
 * after the second decimal are understood. A third decimal that is not zero is refused, not rounded: sums would drift.
 */
export function amountOfText(text: string): Reading {
  if (blankMarks.has(text)) return { value: null };
  const bare = text.replace(/^[¥¥$]\s*/, '').replace(/\s*元$/, '');
  if (/^-\s*[\d.,]+$/.test(bare)) return { code: 'cost.amount-negative' };
  const parts = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(bare);
  if (parts === null) return { code: 'cost.amount-unreadable' };
  const decimals = (parts[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return { code: 'cost.amount-below-fen' };
  const fen = Number((parts[1] ?? '').replaceAll(',', '')) * 100 + Number(decimals.padEnd(2, '0'));
  return fen > maxAmountFen ? { code: 'cost.amount-too-large' } : { value: fen };
}

/** A whole count, thousands separators allowed, zeros after a decimal point ignored (`12.0`). */
export function countOfText(text: string): Reading {
  if (blankMarks.has(text)) return { value: null };
  const parts = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?$/.exec(text);
  if (parts === null) return { code: 'cost.count-unreadable' };
  const count = Number((parts[1] ?? '').replaceAll(',', ''));
  return count > maxCount ? { code: 'cost.count-too-large' } : { value: count };
}

const maxCount = 999_999_999;

/**
 * A day since 1970-01-01, in the forms the byte reader knows, `2025年1月31日`, and the serial number (`45688`, with or without
 * a time behind the point) that a date becomes in a sheet whose column was formatted as a number.
 */
export function dayOfText(text: string): Reading {
  if (blankMarks.has(text)) return { value: null };
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text);
  if (serial !== null) return { value: Math.max(1, Number(serial[1]) - serialOf1970) };
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*|\d{1,2}[时:].*)?$/.exec(text);
  if (parts === null) return { code: 'cost.date-unreadable' };
  const day = dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return day === unclear ? { code: 'cost.date-not-in-calendar' } : { value: day };
}

/** 1970-01-01 in a workbook that counts from 1900. */
const serialOf1970 = 25_569;

/** A DRG weight such as `1.2345` as ten-thousandths; more decimals are rounded, because weights are published so. */
export function weightOfText(text: string): Reading {
  if (blankMarks.has(text)) return { value: null };
  if (!/^\d{1,3}(\.\d{1,8})?$/.test(text)) return { code: 'cost.weight-unreadable' };
  return { value: Math.round(Number(text) * 10_000) };
}

/** `YYYY-MM` from `2025-01`, `2025/1`, `202501`, `2025年1月` or a date in that month; null when it is none. */
export function monthOfText(text: string): string | null {
  const parts =
    /^(\d{4})(\d{2})$/.exec(text) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:月|[-/.月]\s*\d{1,2}\s*日?.*)?$/.exec(text);
  if (parts === null) return null;
  const month = Number(parts[2]);
  return month >= 1 && month <= 12 ? `${parts[1]}-${String(month).padStart(2, '0')}` : null;
}

/**
 * What a report may repeat of a value that could not be read. A shifted row puts a name, a phone or an ID number into
 * a mapped column, so the value itself is repeated only where it has the form of an amount with few digits; of
 * everything else only the shape is told: `9` for a digit, `a` for a letter, `字` for any other character.
 */
export function echo(text: string): string {
  if (text.length <= 14 && /^[-+]?[\d,]{1,10}\.\d{1,4}$/.test(text) && !/\d{9}/.test(text)) return text;
  const shape = text
    .slice(0, maxEchoLength)
    .replace(/[^\d\s.,:;/+\-#%()]/gu, (letter) => (/[a-z]/i.test(letter) ? 'a' : '字'));
  return shape.replace(/\d/g, '9') + (text.length > maxEchoLength ? '…' : '');
}

const maxEchoLength = 24;
