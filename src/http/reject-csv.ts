import type { RejectedRow } from '../core/cost/slice.ts';
import { render } from '../core/explanation.ts';
import { problemMessages } from '../messages/catalogue.ts';
import { lineOf } from './deduction-csv.ts';
import type { Locale } from './route.ts';

/** The refused rows of a file, header first. What stands in `value` is what the reader let through, and no more. */
export function* rejectCsv(rows: readonly RejectedRow[], locale: Locale): Generator<string> {
  yield `\ufeff${lineOf(columns.map(([zh, en]) => (locale === 'zh' ? zh : en)))}`;
  for (const { line, column, value, code } of rows) {
    yield lineOf([
      String(line),
      column ?? '',
      value ?? '',
      code,
      render(problemMessages, locale, { code, parameters: {} }),
    ]);
  }
}

const columns: readonly (readonly [string, string])[] = [
  ['行号', 'line'],
  ['列', 'column'],
  ['值', 'value'],
  ['代码', 'code'],
  ['说明', 'reason'],
];
