import type { components } from './schema.gen.ts';

export type Problem = components['schemas']['Problem'];

/** An answer that is a refusal. Its sentences come from the service, in the language that was asked for. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** No answer came: the service or the way to it is down. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'UnreachableError';
  }
}

/** @returns the problem that a response holds, and something of the same form when it holds none. */
export function problemOf(body: unknown, status: number): Problem {
  if (isProblem(body)) return body;
  return { type: 'about:blank', title: String(status), status, code: 'unknown', detail: '', parameters: {} };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
