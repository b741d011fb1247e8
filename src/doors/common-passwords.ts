import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Whether a password stands in the list of common ones, whatever its capitals. The list is read when first asked for, and
 * at once: in a history that is built from a seed, waiting for a file would change what is written first.
 */
export function isCommonPassword(password: string): boolean {
  if (common === undefined) {
    const { dictionary } = require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
    common = new Set(dictionary['passwords-common']);
  }
  return common.has(password.toLowerCase());
}

let common: ReadonlySet<string> | undefined;
