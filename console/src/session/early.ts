import { languageHeader, tokenNow } from './session.ts';

/**
 * Questions whose answers the first page will want, asked while its code is still on the way. An answer is given out once,
 * and only to who asks the very same; one that failed is asked anew.
 *
 * @returns the answer, to be cloned before it is read; undefined where none came.
 */
export function askEarly(path: string): Promise<Response | undefined> {
  const token = tokenNow();
  if (token === undefined) return Promise.resolve(undefined);
  const headers = { ...languageHeader(), authorization: `Bearer ${token}` };
  const response = fetch(path, { headers }).catch(() => undefined);
  waiting.set(path, { response, language: languageHeader()['accept-language'], until: performance.now() + maxAgeMs });
  return response;
}

/** @returns the answer to a question that was asked already; undefined where it was not, or what came is no answer. */
export async function answeredEarly(request: Request): Promise<Response | undefined> {
  const { origin, pathname, search } = new URL(request.url);
  const path = `${pathname}${search}`;
  const found = origin === location.origin && request.method === 'GET' ? waiting.get(path) : undefined;
  if (found === undefined) return undefined;
  waiting.delete(path);
  if (found.until < performance.now() || found.language !== languageHeader()['accept-language']) return undefined;
  const response = await found.response;
  return response?.ok ? response : undefined;
}

interface Waiting {
  readonly response: Promise<Response | undefined>;
  readonly language: string | undefined;
  readonly until: number;
}

const waiting = new Map<string, Waiting>();
/** As long as answers are taken for new anyway. */
const maxAgeMs = 15_000;
