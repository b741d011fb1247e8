import { answeredEarly } from './early.ts';
import { ask, languageHeader, renew, tokenNow } from './session.ts';

/**
 * `fetch` with the session. A token that ran out is renewed, a session that ended or a check that is too old is asked of
 * the person in a dialog, and then the request goes on as if nothing had been: the page and its input stay.
 */
export async function sessionFetch(request: Request): Promise<Response> {
  let response = (await answeredEarly(request)) ?? (await send(request.clone()));
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const asked = await askedBy(response);
    if (asked === undefined) return response;
    const went = asked === 'login' ? (await renew()) || (await ask('login')) : await ask(asked);
    if (!went) return response;
    response = await send(request.clone());
  }
  return response;
}

/** Login, then a check, then what was wanted. */
const maxAttempts = 3;

function send(request: Request): Promise<Response> {
  const token = tokenNow();
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(languageHeader())) request.headers.set(name, value);
  return fetch(request);
}

async function askedBy(response: Response): Promise<'login' | 'code' | 'password' | undefined> {
  if (response.status === 401) return 'login';
  if (response.status !== 403) return undefined;
  const { code } = (await response.clone().json()) as { code?: string };
  if (code === 'access.step-up-code') return 'code';
  return code === 'access.step-up-password' ? 'password' : undefined;
}
