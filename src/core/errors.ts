/**
 * An expected refusal: a dotted code and the parameters a message is rendered from, never a sentence and never a secret
 * or a person's name. The door that caught it chooses the language; see messages.ts.
 */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** One row per offending field or line, for bodies and files where everything wrong is reported at once. */
  readonly rows: readonly ProblemRow[];

  constructor(
    kind: ErrorKind,
    code: string,
    parameters: Readonly<Record<string, Parameter>> = {},
    rows: readonly ProblemRow[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.parameters = parameters;
    this.rows = rows;
  }
}

/** What a refusal means to a caller; the HTTP door maps each to one status. */
export type ErrorKind =
  | 'invalid' // 422: understood, but the value cannot stand
  | 'malformed' // 400: not the form this operation reads
  | 'unauthenticated' // 401
  | 'forbidden' // 403: the role lacks the operation
  | 'absent' // 404: absent, or outside the caller's scope: the two are never told apart
  | 'conflict' // 409: true, but not now: the state does not allow it
  | 'moved' // 412: somebody changed it since it was read
  | 'too-large' // 413
  | 'too-many' // 429
  | 'unavailable'; // 503

export type Parameter = string | number | boolean | readonly string[];

/** One bad field or line. `at` names a JSON path or a column; `line` counts from 1 with the header as line 1. */
export interface ProblemRow {
  readonly line?: number;
  readonly at: string;
  readonly value?: string | undefined;
  readonly code: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
}
