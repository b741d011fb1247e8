import { operationTitle } from '../messages/operations.ts';
import type { AuditedAccess } from '../usecases/access/access-record.ts';
import { type Taken, takenCells, takenColumns } from './answer/taken.ts';
import { lineOf } from './deduction-csv.ts';
import type { Locale } from './route.ts';

/** The access record, header first: a line for each doctor whose record was shown, one where there was none. */
export async function* accessCsv(
  pages: AsyncIterable<readonly AuditedAccess[]>,
  taken: Taken,
  locale: Locale,
): AsyncGenerator<string> {
  yield `\ufeff${lineOf(columns.map(([zh, en]) => (locale === 'zh' ? zh : en)))}`;
  for await (const rows of pages) {
    for (const row of rows) {
      for (const doctorId of row.doctorIds.length === 0 ? [''] : row.doctorIds) {
        yield lineOf([...cellsOf(row, doctorId, locale), ...takenCells(taken)]);
      }
    }
  }
}

const columns: readonly (readonly [string, string])[] = [
  ['序号', 'number'],
  ['时间', 'at'],
  ['类型', 'act'],
  ['操作', 'operation'],
  ['操作名称', 'operation title'],
  ['结果', 'outcome'],
  ['人员', 'person'],
  ['姓名', 'name'],
  ['角色', 'roles'],
  ['机构', 'institutions'],
  ['目的', 'purpose'],
  ['目的由本人说明', 'purpose stated'],
  ['对象', 'object'],
  ['医师', 'doctor'],
  ['请求', 'request'],
  ...takenColumns,
];

function cellsOf(row: AuditedAccess, doctorId: string, locale: Locale): string[] {
  const { recordId, at, act, operation, outcome, personId, name, capacities, purpose, purposeStated, object } = row;
  const institutions = new Set(capacities.flatMap(({ institution }) => (institution === null ? [] : [institution])));
  return [
    String(recordId),
    at,
    act,
    operation,
    operationTitle(operation, locale),
    outcome,
    personId ?? '',
    name,
    capacities.map(({ role }) => role).join(' '),
    [...institutions].join(' '),
    purpose ?? '',
    String(purposeStated),
    object ?? '',
    doctorId,
    row.requestId,
  ];
}
