import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { FactorKit } from '../usecases/context.ts';

/** RFC 6238 as every authenticator app takes it without being told: SHA-1, six digits, thirty seconds. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks of telephones drift: a code of the step before and of the one after is taken too. */
const driftSteps = 1;
/** 160 bits, the length that RFC 4226 recommends. */
const secretBytes = 20;

/**
 * @param key 32 bytes; a secret is sealed under it with AES-256-GCM and bound to its account, so that a row copied to
 * another account opens nothing.
 */
export function factorKit(key: Uint8Array, issuer: string): FactorKit {
  return {
    create: (accountId, label) => {
      const secret = new Secret({ size: secretBytes });
      const uri = new TOTP({ ...form, issuer, label, secret }).toString();
      return { secret: secret.base32, uri, box: seal(key, accountId, secret.base32) };
    },
    stepOf: (accountId, box, code, nowMs) => totpStep(unseal(key, accountId, box), code, nowMs),
    seal: (purpose, text) => seal(key, purpose, text),
    unseal: (purpose, box) => {
      try {
        return unseal(key, purpose, box);
      } catch {
        return undefined;
      }
    },
  };
}

/** The step whose code this is, one step of drift either way; undefined: it is no code of now. */
export function totpStep(secretBase32: string, code: string, nowMs: number): number | undefined {
  const totp = new TOTP({ ...form, secret: Secret.fromBase32(secretBase32) });
  const delta = totp.validate({ token: code, timestamp: nowMs, window: driftSteps });
  return delta === null ? undefined : totp.counter({ timestamp: nowMs }) + delta;
}

const nonceBytes = 12;
const tagBytes = 16;

function seal(key: Uint8Array, purpose: string, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** @throws Error when it was not sealed with this key for this purpose. */
function unseal(key: Uint8Array, purpose: string, box: string): string {
  const bytes = Buffer.from(box, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
}
