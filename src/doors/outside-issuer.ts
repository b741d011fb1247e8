import { readFileSync } from 'node:fs';
import * as client from 'openid-client';
import { DomainError } from '../core/errors.ts';
import { refuseReadable } from '../log/signer.ts';
import type { OutsideIssuer } from '../usecases/context.ts';

export interface IssuerSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** undefined: a public client, which PKCE alone protects. */
  readonly secretFile: string | undefined;
  /** The page that the issuer sends people back to. */
  readonly redirectUri: string;
}

/**
 * OpenID Connect's authorization code with PKCE, by openid-client. The issuer's settings and keys are read for each login:
 * that is rare, and a rotated key is known at once. Its times are those of the real clock, which it shares with nobody here.
 *
 * @throws Error when the client's secret may be read by others. DomainError from its methods: `auth.issuer-unavailable` (unavailable) when it does not answer or answers nonsense,
 * `auth.issuer-refused` (unauthenticated) for whatever else it says, or is not signed as it must be.
 */
export function outsideIssuer(settings: IssuerSettings): OutsideIssuer {
  const { issuer, redirectUri } = settings;
  const scope = 'openid';
  if (settings.secretFile !== undefined) refuseReadable(settings.secretFile);
  return {
    issuer,
    begin: async (maxAgeS) => {
      const configuration = await discovered(settings);
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        maxAgeS,
      };
      const { href: url } = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        max_age: String(maxAgeS),
      });
      return { url, pending };
    },
    finish: async (answer, { state, nonce, verifier, maxAgeS }) => {
      const configuration = await discovered(settings);
      const url = new URL(redirectUri);
      url.search = answer;
      try {
        const tokens = await client.authorizationCodeGrant(configuration, url, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          maxAge: maxAgeS,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims?.auth_time === undefined) throw refused();
        return { subject: claims.sub, checkedSecondsAgo: Math.max(0, claims.iat - claims.auth_time) };
      } catch (error) {
        throw isOutage(error) ? unavailable() : refused();
      }
    },
  };
}

const timeoutS = 5;

async function discovered({ issuer, clientId, secretFile }: IssuerSettings): Promise<client.Configuration> {
  const authentication =
    secretFile === undefined ? client.None() : client.ClientSecretBasic(readFileSync(secretFile, 'utf8').trim());
  const url = new URL(issuer);
  // Without these checks a token that came over TLS would be believed unsigned.
  const execute = [client.enableNonRepudiationChecks];
  // The settings let plain HTTP through on this machine only.
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests);
  try {
    return await client.discovery(url, clientId, undefined, authentication, { execute, timeout: timeoutS });
  } catch {
    throw unavailable();
  }
}

/** A failed fetch, a timeout, a status or a type that is no answer; not what an issuer says when it refuses. */
function isOutage(error: unknown): boolean {
  if (error instanceof TypeError) return error.message === 'fetch failed';
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && outages.includes(code);
}

const outages = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];
const retryAfterS = 30;

function unavailable(): DomainError {
  return new DomainError('unavailable', 'auth.issuer-unavailable', { retryAfterS });
}

function refused(): DomainError {
  return new DomainError('unauthenticated', 'auth.issuer-refused');
}
