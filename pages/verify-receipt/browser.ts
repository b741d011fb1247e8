import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { inflateSync } from 'fflate';
import { concat, utf8 } from '../../src/core/ledger/bytes.ts';
import type { Crypto } from '../../src/core/ledger/note.ts';
import type { Compression } from '../../src/core/ledger/receipt.ts';

// Chromium learnt it with 111; the last for Windows 7 is 109.
String.prototype.isWellFormed ??= function (this: string) {
  return !/\p{Surrogate}/u.test(this);
};

/**
 * What core's ledger checks with in a browser. Not WebCrypto: that is missing where hospitals need the page most, on plain
 * http inside the intranet and in browsers too old for its Ed25519.
 */
export const browserTools: Crypto & Pick<Compression, 'inflate'> = {
  sha256: (...parts) => sha256(concat(...parts.map((part) => (typeof part === 'string' ? utf8(part) : part)))),
  verify: (publicKey, message, signature) => {
    try {
      // Strict, as Node and Go check it: RFC 8032 and nothing laxer.
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
  inflate: (bytes, dictionary, limitBytes) => {
    const inflated = inflateSync(bytes, { dictionary });
    if (inflated.length > limitBytes) throw new RangeError('the entry is larger than any entry can be');
    return inflated;
  },
};
