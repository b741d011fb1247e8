import { ProblemError, problemOf, UnreachableError } from '../api/problem.ts';
import type { components } from '../api/schema.gen.ts';
import { type AccessToken, enter, languageHeader, leave, tokenNow } from './session.ts';
import { sessionFetch } from './session-fetch.ts';

/** The doors of the service. What logs in is called without the session's own retries, which lead back to it. */

/** @throws ProblemError, UnreachableError. */
export async function logIn(command: { readonly login: string; readonly password: string }): Promise<void> {
  enter(await post<AccessToken>('/v1/auth/login', command));
}

/** A code for whoever has a second factor, the password for whoever has none. @throws as above. */
export async function stepUp(command: { readonly code?: string; readonly password?: string }): Promise<void> {
  enter(await post<AccessToken>('/v1/auth/step-up', command));
}

/** Every session of the account ends, this one too. @throws as above. */
export function changePassword(command: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<void> {
  return post('/v1/auth/password', command);
}

export function enrolFactor(): Promise<{ readonly secret: string; readonly uri: string }> {
  return post('/v1/auth/factor', undefined, sessionFetch);
}

/** @returns the recovery codes, which are shown this once, and the token to go on with. */
export function confirmFactor(code: string): Promise<Confirmed> {
  return post('/v1/auth/factor/confirmation', { code }, sessionFetch);
}

export interface Confirmed {
  readonly recoveryCodes: readonly string[];
  readonly token: components['schemas']['AccessToken'];
}

/** Sends the browser to the outside issuer, which sends it back to /login/issuer. @throws as above. */
export async function goToIssuer(): Promise<void> {
  const { url } = await post<{ readonly url: string }>('/v1/auth/issuer/begin', undefined);
  location.assign(url);
}

export async function logInAtIssuer(answer: string): Promise<void> {
  enter(await post<AccessToken>('/v1/auth/issuer/login', { answer }));
}

/** The session ends here whether or not the service could be told. */
export async function logOut(): Promise<void> {
  await post('/v1/auth/logout', undefined).catch(() => {});
  leave();
}

export const hasIssuer = document.querySelector<HTMLMetaElement>('meta[name="rx12-issuer"]')?.content === 'yes';

async function post<T>(
  path: string,
  body: unknown,
  fetcher: (request: Request) => Promise<Response> = fetch,
): Promise<T> {
  const token = tokenNow();
  const request = new Request(path, {
    method: 'POST',
    headers: {
      ...languageHeader(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await fetcher(request).catch((error) => {
    throw new UnreachableError(error);
  });
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json();
  if (!response.ok) throw new ProblemError(problemOf(answer, response.status));
  return answer as T;
}
