import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Operation } from '../core/register/people/permission.ts';
import type { Context, Written } from '../usecases/context.ts';

/**
 * One operation of the API, declared once: its form, who may call it, and whether it shows a doctor's record. The server,
 * the access matrix and openapi.yaml are all made from these declarations.
 */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** With `{name}` for parameters, as in OpenAPI. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  /** `public`: anybody; `account`: anybody logged in; otherwise the permission, whose scope the use case decides. */
  readonly permission: Operation | 'public' | 'account';
  /** Whether the answer can show a doctor's record: such reads are themselves recorded. */
  readonly readsDoctor: boolean;
  /**
   * What else is recorded of its use: that it was called; the same with what for, which the query must say (`purpose`);
   * that somebody logged in or out or could not; or only how often a right was checked. Whoever is turned away is
   * recorded everywhere.
   */
  readonly recordedAs: 'call' | 'purpose' | 'login' | 'check' | undefined;
  /**
   * Asks that the person was checked a short while ago (POST /v1/auth/step-up). `weighty`: what decides about somebody,
   * opens doors or takes data out; there the settings may ask for a second factor as well. `own`: what opens the own
   * account, by whatever check the account has. `paper`: what leaves about one person, sealed and signed; it asks as
   * `weighty` does, but of a doctor, who reaches the own record alone, no more than `own`.
   */
  readonly stepUp: 'weighty' | 'own' | 'paper' | undefined;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: RouteBody | undefined;
  readonly reply: RouteReply;
  /** Refusals beyond those that follow from the form and the permission. */
  readonly problems: readonly ProblemStatus[];
  readonly handle: (context: Context, input: Input) => Promise<Reply>;
}

export type RouteBody =
  | { readonly kind: 'json'; readonly schema: z.ZodType; readonly example: unknown }
  | {
      readonly kind: 'upload';
      readonly types: readonly string[];
      readonly description: string;
      readonly maxBytes?: number;
    };

export type RouteReply =
  | {
      readonly kind: 'json';
      readonly status: 200 | 202;
      readonly schema: z.ZodType;
      readonly example: unknown;
      /** It may come from a copy that lags, and then says so. */
      readonly mayLag?: boolean;
    }
  /**
   * 201 for a POST, 200 otherwise: what was written and which entries say so. `location` is where it can be read, with
   * `{id}` of what was written and the parameters of the path.
   */
  | { readonly kind: 'written'; readonly location?: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'file'; readonly type: string; readonly example: string; readonly mayLag?: boolean };

/** Stands on an answer from a copy: what was committed before that instant is in it. */
export const dataAsOfHeader = 'rx12-data-as-of';

export type ProblemStatus = 404 | 409 | 412 | 413 | 422 | 428 | 429;

export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly upload: Upload | undefined;
  /** The stream length named by If-Match, if the request has one. */
  readonly ifMatch: number | undefined;
  readonly locale: Locale;
  /** Whether cookies are marked Secure: always, but for plain HTTP on the loopback address. */
  readonly secure: boolean;
  /** The caller's network, for budgets only; it is never logged. */
  readonly source: string;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The session of the token that the caller carries, if any. */
  readonly sessionId: string | undefined;
  /**
   * Records whose records a file shows, which its text does not tell: to be awaited before that part of it leaves.
   * Doctors in the address and in JSON answers are recorded without it.
   */
  readonly shows: (doctorIds: readonly string[]) => Promise<void>;
}

export interface Upload {
  readonly type: string;
  readonly stream: Readable;
}

export type Locale = 'zh' | 'en';

export type Reply =
  | {
      readonly kind: 'json';
      readonly body: unknown;
      readonly etag?: number | undefined;
      readonly headers?: Headers | undefined;
      /** Who was let in, for routes that log in. */
      readonly by?: { readonly personId: string; readonly accountId: string } | undefined;
      /** Given what was written of it, where the same answer may be asked for again. */
      readonly keep?: ((bytes: Uint8Array) => void) | undefined;
    }
  /** JSON that is already written, such as an answer kept as bytes. */
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly etag?: number | undefined;
      readonly headers?: Headers | undefined;
      /** Those whom it names: `shownDoctors` of the answer that the bytes were written of. */
      readonly doctorIds?: readonly string[] | undefined;
    }
  | { readonly kind: 'written'; readonly written: Written }
  | { readonly kind: 'empty'; readonly headers?: Headers }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly content: string | Uint8Array | Readable;
      readonly headers?: Headers;
    };

type Headers = Readonly<Record<string, string>>;

interface Typed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>
  extends Omit<Input, 'params' | 'query' | 'body'> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
}

/** Declares a route; the handler sees exactly what the schemas let through. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  declared: Omit<
    Route,
    'params' | 'query' | 'body' | 'problems' | 'readsDoctor' | 'recordedAs' | 'stepUp' | 'handle'
  > & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?:
      | { readonly kind: 'json'; readonly schema: B; readonly example: z.input<B> }
      | Extract<RouteBody, { kind: 'upload' }>;
    readonly problems?: readonly ProblemStatus[];
    readonly readsDoctor?: boolean;
    readonly recordedAs?: Exclude<Route['recordedAs'], undefined>;
    readonly stepUp?: Exclude<Route['stepUp'], undefined>;
    readonly handle: (context: Context, input: Typed<P, Q, B>) => Promise<Reply>;
  },
): Route {
  return {
    ...declared,
    params: declared.params,
    query: declared.query,
    body: declared.body,
    problems: declared.problems ?? [],
    readsDoctor: declared.readsDoctor ?? false,
    recordedAs: declared.recordedAs,
    stepUp: declared.stepUp,
    handle: (context, input) => declared.handle(context, input as Typed<P, Q, B>),
  };
}

export function json(
  body: unknown,
  extra: Omit<Extract<Reply, { kind: 'json' }>, 'kind' | 'body'> = {},
): Extract<Reply, { kind: 'json' }> {
  return { kind: 'json', body, ...extra };
}

export function written(result: Written): Reply {
  return { kind: 'written', written: result };
}
