import type { DomainError, ErrorKind, Parameter, ProblemRow } from '../../core/errors.ts';
import { problemMessages } from '../../messages/catalogue.ts';
import type { Locale } from '../route.ts';

/** An RFC 9457 problem. It carries no request id, so that two refusals that must look alike are equal to the byte. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly errors?: readonly ProblemLine[];
}

export interface ProblemLine {
  readonly line?: number;
  readonly at: string;
  readonly value?: string;
  readonly code: string;
  readonly detail: string;
}

const statusOf: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  absent: 404,
  conflict: 409,
  moved: 412,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
};

/** Refusals of the form that HTTP has a number of its own for. */
const statusOfCode: Readonly<Record<string, number>> = {
  'form.method': 405,
  'form.content-type': 415,
  'form.precondition': 428,
};

/** Renders a refusal in the caller's language. A code without a sentence is a bug that the catalogue's test finds. */
export function problemOf(error: DomainError, locale: Locale): Problem {
  const status = statusOfCode[error.code] ?? statusOf[error.kind];
  const problem: Problem = {
    type: 'about:blank',
    title: titles[locale][status] ?? String(status),
    status,
    code: error.code,
    detail: sentence(error.code, error.parameters, locale),
    parameters: error.parameters,
  };
  if (error.rows.length === 0) return problem;
  return { ...problem, errors: error.rows.slice(0, maxRowsShown).map((row) => lineOf(row, locale)) };
}

/** The body of a 500 tells nothing but that it is ours. */
export function bugProblem(locale: Locale): Problem {
  return {
    type: 'about:blank',
    title: locale === 'zh' ? '服务器内部错误' : 'Internal error',
    status: 500,
    code: 'internal',
    detail: sentence('internal', {}, locale),
    parameters: {},
  };
}

/** More rows than this are counted in `parameters.rows`, not listed. */
const maxRowsShown = 1_000;

function lineOf(row: ProblemRow, locale: Locale): ProblemLine {
  return {
    ...(row.line === undefined ? {} : { line: row.line }),
    at: row.at,
    ...(row.value === undefined ? {} : { value: row.value }),
    code: row.code,
    detail: sentence(row.code, { ...row.parameters, at: row.at, value: row.value ?? '' }, locale),
  };
}

function sentence(code: string, parameters: Readonly<Record<string, Parameter>>, locale: Locale): string {
  const template = problemMessages[code]?.[locale] ?? code;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value.join(locale === 'zh' ? '、' : ', ') : String(value);
  });
}

const titles: Readonly<Record<Locale, Readonly<Record<number, string>>>> = {
  zh: {
    400: '请求格式错误',
    401: '未登录',
    403: '无此权限',
    404: '没有相关信息',
    405: '不支持的方法',
    406: '不支持的格式',
    409: '当前状态不允许',
    412: '内容已被他人更改',
    413: '内容过大',
    415: '不支持的内容类型',
    422: '内容不能成立',
    428: '缺少前提条件',
    429: '尝试过多',
    503: '暂不可用',
  },
  en: {
    400: 'Malformed request',
    401: 'Not logged in',
    403: 'Not permitted',
    404: 'No information',
    405: 'Method not allowed',
    406: 'Not acceptable',
    409: 'Not in this state',
    412: 'Changed meanwhile',
    413: 'Too large',
    415: 'Unsupported content type',
    422: 'Cannot stand',
    428: 'Precondition required',
    429: 'Too many attempts',
    503: 'Unavailable for now',
  },
};
