import type { DeductionSummary } from '../usecases/deductions/deduction-list.ts';
import { type Taken, takenCells, takenColumns } from './answer/taken.ts';
import type { Locale } from './route.ts';

/** The lines of an export, header first, one for each item of a deduction; RFC 4180 with a BOM, which Excel needs. */
export async function* csvLines(
  rows: AsyncIterable<DeductionSummary>,
  taken: Taken,
  locale: Locale,
): AsyncGenerator<string> {
  yield `\ufeff${lineOf(columns.map(([zh, en]) => (locale === 'zh' ? zh : en)))}`;
  for await (const row of rows) {
    for (const item of row.items) {
      yield lineOf([
        row.deductionId,
        row.doctorName,
        row.hospitalName,
        row.department,
        row.setting,
        row.occurredOn,
        row.actRef,
        item.scheme,
        item.code,
        item.category,
        item.text[locale],
        String(item.points),
        row.state,
        row.recordedOn,
        row.foundOn ?? '',
        ...takenCells(taken),
      ]);
    }
  }
}

const columns: readonly (readonly [string, string])[] = [
  ['编号', 'id'],
  ['医师', 'doctor'],
  ['医院', 'hospital'],
  ['科室', 'department'],
  ['就诊类型', 'setting'],
  ['行为日期', 'occurred on'],
  ['处方或医嘱号', 'act'],
  ['办法', 'scheme'],
  ['代码', 'code'],
  ['类别', 'category'],
  ['条文', 'text'],
  ['分值', 'points'],
  ['状态', 'state'],
  ['记录日期', 'recorded on'],
  ['认定日期', 'found on'],
  ...takenColumns,
];

export function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe, which it shows as text. */
export function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
