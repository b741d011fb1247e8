import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider from 'oidc-provider';

/** A real OpenID Connect provider on loopback, where everybody may log in under any name. */
export interface TestIssuer {
  readonly url: string;
  /** Goes through its pages as a browser would. @returns the query that it sends back with. */
  logIn(address: string, subject: string): Promise<string>;
  /** Another signing key in place of the present one. */
  rotateKey(): Promise<void>;
  /** From now on its ID tokens are these; undefined: its own. */
  forge(how: Forgery | undefined): void;
  stop(): Promise<void>;
  /** At the same address. */
  start(): Promise<void>;
}

export type Forgery = (claims: JWTPayload, sign: (claims: JWTPayload) => Promise<string>) => Promise<string>;

export async function startIssuer(redirectUri: string): Promise<TestIssuer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  let sign: (claims: JWTPayload) => Promise<string> = () => Promise.reject(new Error('no key yet'));
  let forgery: Forgery | undefined;
  const listening = async (port: number) => {
    const server = createServer((request, response) => {
      if (forgery !== undefined && request.url === '/token') replaceIdToken(response, forgery, sign);
      handle(request, response);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await listening(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  let keys = 0;
  const rotateKey = async () => {
    keys += 1;
    const kid = `key-${keys}`;
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
    sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
    const provider = new Provider(url, {
      clients: [
        {
          client_id: 'rx12',
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: 'none',
          id_token_signed_response_alg: 'ES256',
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      jwks: { keys: [key] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      cookies: { keys: ['only for tests'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    });
    handle = provider.callback();
  };
  await rotateKey();
  return {
    url,
    rotateKey,
    forge: (how) => {
      forgery = how;
    },
    logIn: (address, subject) => walkThrough(address, redirectUri, subject),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    start: async () => {
      server = await listening(port);
    },
  };
}

/** Follows its redirects with its cookies, and fills in its two forms. */
async function walkThrough(address: string, redirectUri: string, subject: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = address;
  for (let step = 0; step < maxSteps; step += 1) {
    if (next.startsWith(redirectUri)) return new URL(next).search;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    let response = await fetch(next, { redirect: 'manual', headers: { cookie } });
    if (response.status === 200) {
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
      const body = new URLSearchParams({ prompt, login: subject, password: 'any' });
      response = await fetch(next, { method: 'POST', redirect: 'manual', headers: { cookie }, body });
    }
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the issuer answered ${response.status} and leads nowhere`);
    next = new URL(location, next).href;
  }
  throw new Error('the issuer leads in circles');
}

const maxSteps = 12;

function replaceIdToken(
  response: ServerResponse,
  forgery: Forgery,
  sign: (claims: JWTPayload) => Promise<string>,
): void {
  const end = response.end.bind(response);
  response.end = ((content: string | Buffer) => {
    const body = JSON.parse(content.toString()) as { id_token?: string };
    if (body.id_token === undefined) return end(content);
    forgery(decodeJwt(body.id_token), sign).then((id_token) => {
      const text = JSON.stringify({ ...body, id_token });
      response.setHeader('content-length', Buffer.byteLength(text));
      end(text);
    });
    return response;
  }) as typeof response.end;
}
