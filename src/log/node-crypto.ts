import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Crypto } from '../core/ledger/note.ts';
import type { Compression } from '../core/ledger/receipt.ts';
import { sha256 } from '../hashing.ts';

/** What core's ledger checks with when it runs in Node. */
export const nodeCrypto: Crypto = {
  sha256,
  verify: (publicKey, message, signature) => verify(null, message, keyObject(publicKey), signature),
};

export const nodeCompression: Compression = {
  deflate: (bytes, dictionary) => deflateRawSync(bytes, { level: 9, dictionary }),
  inflate: (bytes, dictionary, limitBytes) => inflateRawSync(bytes, { dictionary, maxOutputLength: limitBytes }),
};

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x = '' } = key.export({ format: 'jwk' });
  return Buffer.from(x, 'base64url');
}

function keyObject(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}
