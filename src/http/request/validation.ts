import type { z } from 'zod';
import { DomainError, type ProblemRow } from '../../core/errors.ts';
import { problemMessages } from '../../messages/catalogue.ts';
import type { Route } from '../route.ts';

/** The parts of a request after their schemas. Everything wrong is reported at once, with its place and its value. */
export function parsed(route: Route, params: unknown, query: unknown, body: unknown) {
  const rows: ProblemRow[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, part: string): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value ?? {});
    if (result.success) return result.data;
    for (const issue of result.error.issues) rows.push(...rowsOf(issue, value, part));
    return undefined;
  };
  // A parameter of the path that cannot be an identifier is one that does not exist.
  const path = route.params?.safeParse(params);
  if (path?.success === false) throw new DomainError('absent', 'absent');
  const input = {
    params: path?.data,
    query: route.query === undefined ? refuseAny(query, rows) : read(route.query, query, 'query'),
    body: route.body?.kind === 'json' ? read(route.body.schema, body, 'body') : undefined,
  };
  if (rows.length > 0) throw new DomainError('malformed', 'form.invalid', { rows: rows.length }, rows);
  return input;
}

function refuseAny(query: unknown, rows: ProblemRow[]): undefined {
  for (const field of Object.keys(query ?? {})) {
    rows.push({ at: 'query', code: 'form.unknown-field', parameters: { field: field.slice(0, maxEcho) } });
  }
  return undefined;
}

function rowsOf(issue: z.core.$ZodIssue, value: unknown, part: string): ProblemRow[] {
  const at = [part, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      at,
      code: 'form.unknown-field',
      parameters: { field: field.slice(0, maxEcho) },
    }));
  }
  const found = issue.path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  const secret = issue.path.some((key) => /password|secret|identityNo|idNumber/i.test(String(key)));
  const echo =
    !secret && (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean')
      ? String(found).slice(0, maxEcho)
      : undefined;
  return [{ at, value: echo, ...reasonOf(issue, found) }];
}

/** Why a value is refused, as a code with its sentence; a schema may name one of those in place of a message. */
function reasonOf(issue: z.core.$ZodIssue, found: unknown): Pick<ProblemRow, 'code' | 'parameters'> {
  if (problemMessages[issue.message] !== undefined) return { code: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return { code: 'field.missing' };
      return { code: 'field.type', parameters: { expected: issue.expected } };
    case 'invalid_value':
      return { code: 'field.choice', parameters: { choices: issue.values.map(String) } };
    case 'too_small':
      return issue.origin === 'string'
        ? { code: 'field.too-short', parameters: { minimum: String(issue.minimum) } }
        : { code: 'field.too-small', parameters: { minimum: String(issue.minimum) } };
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'field.too-long', parameters: { maximum: String(issue.maximum) } }
        : { code: 'field.too-big', parameters: { maximum: String(issue.maximum) } };
    default:
      return { code: 'form.field', parameters: { issue: issue.message } };
  }
}

/** How much of a refused value is sent back. */
const maxEcho = 64;
