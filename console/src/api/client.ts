import createClient from 'openapi-fetch';
import { sessionFetch } from '../session/session-fetch.ts';
import { ProblemError, problemOf, UnreachableError } from './problem.ts';
import type { components, paths } from './schema.gen.ts';

/** The API, typed by openapi.yaml. Every request carries the session and the language of the page. */
export const api = createClient<paths>({ baseUrl: '/', fetch: sessionFetch });

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

interface Answer<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What the API answered, for queries and mutations.
 *
 * @throws ProblemError when it refuses; UnreachableError when nothing comes back.
 */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data } = await answeredWithVersion(call);
  return data;
}

/** The same with the version that the answer was read at, to be sent back as If-Match. @throws as `answered`. */
export async function answeredWithVersion<T>(call: Promise<Answer<T>>): Promise<{ data: T; version: string | null }> {
  const { data, header } = await answeredWithHeader(call, 'etag');
  return { data, version: header };
}

/** The same with one of the answer's headers; null where it has none. @throws as `answered`. */
export async function answeredWithHeader<T>(
  call: Promise<Answer<T>>,
  name: string,
): Promise<{ data: T; header: string | null }> {
  const { data, error, response } = await reached(call);
  if (!response.ok) throw new ProblemError(problemOf(error, response.status));
  return { data: data as T, header: response.headers.get(name) };
}

async function reached<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new UnreachableError(error);
  }
}
