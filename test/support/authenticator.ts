import { TOTP } from 'otpauth';
import type { TestService } from './service.ts';

export interface SignedIn {
  readonly token: string;
  readonly cookie: string;
}

/** The code that an authenticator shows now, `steps` later or earlier. */
export function codeNow(service: TestService, secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: service.clock.now() + steps * 30_000 });
}

export async function signIn(
  service: TestService,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<SignedIn & { readonly use: string }> {
  const answer = await service.http.post('/v1/auth/login').send({ login, password }).expect(200);
  return { token: answer.body.accessToken, use: answer.body.use, cookie: cookieOf(answer.headers) };
}

export function cookieOf(headers: Record<string, unknown>): string {
  return String((headers['set-cookie'] as string[] | undefined)?.[0]).split(';')[0] ?? '';
}

/** A call with a token. */
export function as(service: TestService, token: string) {
  const bearer = `Bearer ${token}`;
  return {
    get: (path: string) => service.http.get(path).set('authorization', bearer),
    delete: (path: string) => service.http.delete(path).set('authorization', bearer),
    post: (path: string, body?: object) => {
      const call = service.http.post(path).set('authorization', bearer);
      return body === undefined ? call : call.send(body);
    },
  };
}

/** Enrols a second factor; the next code that opens anything is that of the next step. */
export async function enrol(
  service: TestService,
  token: string,
): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[]; readonly token: string }> {
  const shown = await as(service, token).post('/v1/auth/factor').expect(200);
  const { secret } = shown.body as { secret: string };
  const confirmed = await as(service, token)
    .post('/v1/auth/factor/confirmation', { code: codeNow(service, secret) })
    .expect(200);
  service.clock.advanceMs(30_000);
  return { secret, recoveryCodes: confirmed.body.recoveryCodes, token: confirmed.body.token.accessToken };
}
