import type { z } from 'zod';
import type { Operation } from '../../../core/register/people/permission.ts';
import { answerBytes, asJson, type CostQuestion, type Encoding } from '../../../usecases/cost/cost-answer.ts';
import { costContextOf } from '../../../usecases/cost/cost-door.ts';
import { cellOf } from '../../deduction-csv.ts';
import { dataAsOfHeader, type Locale, type Route, route } from '../../route.ts';

/** One question with its two addresses: `path` answers in JSON, `path.csv` the same figures one a line. */
export interface QuestionDeclaration<P extends z.ZodType, Q extends z.ZodType, C, A> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag?: 'cost' | 'signals';
  readonly permission?: Operation;
  readonly recordedAs?: 'purpose';
  readonly params?: P;
  readonly query: Q;
  readonly schema: z.ZodType;
  readonly example: unknown;
  readonly question: CostQuestion<C, A>;
  readonly command: (query: z.output<Q>, params: z.output<P>) => C;
  /** What of an answer is in words: JSON then differs by language. */
  readonly shown?: (answer: A, locale: Locale) => unknown;
  readonly csv: Csv<A>;
}

export interface Csv<A> {
  /** Chinese and English. */
  readonly columns: readonly (readonly [zh: string, en: string])[];
  /** Columns that an answer adds at the right: which there are depends on the measure. */
  readonly more?: (answer: A) => readonly (readonly [zh: string, en: string])[];
  readonly rows: (answer: A, locale: Locale) => readonly (readonly Cell[])[];
}

/** Null is an empty cell: missing is not zero. */
export type Cell = string | number | boolean | null;

export function questionRoutes<Q extends z.ZodType, C, A, P extends z.ZodType = z.ZodUndefined>(
  declared: QuestionDeclaration<P, Q, C, A>,
): Route[] {
  const { path, operationId, summary, tag = 'cost', permission = 'cost.read', query, schema, example, csv } = declared;
  const { question, shown } = declared;
  const more = {
    ...(declared.params === undefined ? {} : { params: declared.params }),
    ...(declared.recordedAs === undefined ? {} : { recordedAs: declared.recordedAs }),
  };
  const common = { method: 'get', tag, permission, query, problems: [422], ...more } as const;
  const name = `${path.slice(path.lastIndexOf('/') + 1)}.csv`;
  const json = (locale: Locale): Encoding<A> =>
    shown === undefined
      ? asJson<A>()
      : { name: `json ${locale}`, encode: (answer) => JSON.stringify(shown(answer, locale)) };
  return [
    route({
      ...common,
      path,
      operationId,
      summary,
      reply: { kind: 'json', status: 200, schema, example, mayLag: true },
      handle: async (context, input) => {
        const command = declared.command(input.query, input.params as z.output<P>);
        const { bytes, dataAsOf } = await answerBytes(
          await costContextOf(context),
          question,
          command,
          json(input.locale),
        );
        return { kind: 'bytes', bytes, headers: lagOf(dataAsOf) };
      },
    }),
    route({
      ...common,
      path: `${path}.csv`,
      operationId: `${operationId}Csv`,
      summary: `${summary} – as CSV: UTF-8 with BOM, an empty cell where nothing is known`,
      reply: { kind: 'file', type: 'text/csv; charset=utf-8', example: csvOf(csv, null, 'zh'), mayLag: true },
      handle: async (context, input) => {
        const { locale } = input;
        const command = declared.command(input.query, input.params as z.output<P>);
        const encoding = { name: `csv ${locale}`, encode: (answer: A) => csvOf(csv, answer, locale) };
        const found = await answerBytes(await costContextOf(context), question, command, encoding);
        return { kind: 'file', name, content: found.bytes, headers: lagOf(found.dataAsOf) };
      },
    }),
  ];
}

function lagOf(dataAsOf: string | undefined): Readonly<Record<string, string>> {
  return dataAsOf === undefined ? {} : { [dataAsOfHeader]: dataAsOf };
}

/** @param answer null gives the header alone. */
export function csvOf<A>({ columns, more, rows }: Csv<A>, answer: A | null, locale: Locale): string {
  const names = [...columns, ...(answer === null ? [] : (more?.(answer) ?? []))];
  const lines = [
    names.map(([zh, en]) => (locale === 'zh' ? zh : en)),
    ...(answer === null ? [] : rows(answer, locale)),
  ];
  return `\ufeff${lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
}

/** A number stands as it is, also a negative one: only text can be taken for a formula. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? cellOf(cell) : String(cell);
}

/** Columns that stand in every export of a measure. */
export const measureColumns = [
  ['指标', 'measure'],
  ['定义版本', 'definition version'],
] as const;

export const figureColumns = [
  ['数据状态', 'data status'],
  ['分子(金额为分)', 'numerator (money in fen)'],
  ['分母', 'denominator'],
  ['指标值', 'value'],
  ['样本过小', 'small denominator'],
] as const;

export function figureCells(figure: {
  readonly status: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly small: boolean;
}): Cell[] {
  return [figure.status, figure.numerator, figure.denominator, figure.value, figure.small];
}
