import type { KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { DomainError } from '../core/errors.ts';
import { checkedBy } from '../core/register/people/check.ts';
import { instantOf } from '../core/time.ts';
import { type TokenIssuer, type TokenSubject, tokenUses } from '../usecases/context.ts';

/** Access tokens: EdDSA, at most 15 minutes. Whether the session of one is still open is asked on every request. */
export interface Tokens extends TokenIssuer {
  /** @throws DomainError `access.unauthenticated` for anything but a token of ours, in its one spelling, still in force. */
  verify(token: string): Promise<Claims>;
}

export interface Claims extends TokenSubject {
  readonly expiresAtMs: number;
  readonly checkedAtMs: number;
}

export interface TokenOptions {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
}

export const tokenLifetimeMs = 15 * 60_000;

export function tokens(options: TokenOptions): Tokens {
  const { clock } = options;
  const verified = new Map<string, Claims>();
  return {
    issue: async (subject) => {
      const now = clock.now();
      const expiresS = Math.floor((now + tokenLifetimeMs) / 1_000);
      const { personId: pid, sessionId: sid, use, check } = subject;
      const token = await new SignJWT({ pid, sid, use, chk: Date.parse(check.at), chb: check.by })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
        .setIssuer(options.issuer)
        .setSubject(subject.accountId)
        .setJti(options.newId('tok'))
        .setIssuedAt(Math.floor(now / 1_000))
        .setExpirationTime(expiresS)
        .sign(options.privateKey);
      return { token, expiresAt: instantOf(expiresS * 1_000) };
    },
    verify: async (token) => {
      const known = verified.get(token);
      const claims = known ?? (await verify(token, options));
      if (claims.expiresAtMs <= clock.now()) {
        verified.delete(token);
        throw unauthenticated();
      }
      if (known === undefined) {
        if (verified.size >= maxVerified) verified.clear();
        verified.set(token, claims);
      }
      return claims;
    },
  };
}

/**
 * Verified tokens kept, by their text: hashing it for each request cost more than all else that is asked of it, and
 * whoever reads this memory reads the signing key. Past the limit the cache starts anew, at a signature check each.
 */
const maxVerified = 20_000;
const maxTokenLength = 2_048;
const form = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/;

const claimSet = z.object({
  sub: z.string(),
  jti: z.string(),
  exp: z.int(),
  pid: z.string(),
  sid: z.string(),
  use: z.enum(tokenUses),
  // When and by what the person was last checked; in milliseconds.
  chk: z.int(),
  chb: z.enum(checkedBy),
});

async function verify(token: string, options: TokenOptions): Promise<Claims> {
  if (token.length > maxTokenLength || !form.test(token) || !isOneSpelling(token)) throw unauthenticated();
  try {
    const { payload } = await jwtVerify(token, options.publicKey, {
      algorithms: ['EdDSA'],
      issuer: options.issuer,
      typ: 'JWT',
      currentDate: new Date(options.clock.now()),
    });
    const claims = claimSet.parse(payload);
    return {
      accountId: claims.sub,
      personId: claims.pid,
      sessionId: claims.sid,
      use: claims.use,
      check: { at: instantOf(claims.chk), by: claims.chb },
      checkedAtMs: claims.chk,
      expiresAtMs: claims.exp * 1_000,
    };
  } catch {
    throw unauthenticated();
  }
}

/** The last character of base64url can hold unused bits, which makes several spellings of one token; one is ours. */
function isOneSpelling(token: string): boolean {
  return token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'access.unauthenticated');
}
