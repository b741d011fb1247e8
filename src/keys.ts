import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secrets of one deployment, each in a file of its own that only the service's user can read. */
export interface Keys {
  readonly tokenPrivate: KeyObject;
  readonly tokenPublic: KeyObject;
  /** Signs checkpoints of the ledger. */
  readonly logPrivate: KeyObject;
  /** A keyed hash of an identity number or a record number. */
  readonly identityHash: (number: string) => string;
  readonly identityKey: Buffer;
}

const files = { token: 'token.key.pem', log: 'log.key.pem', identity: 'identity.key' } as const;

/** Makes the keys. @throws Error when one of the files is already there: a key is never overwritten. */
export function createKeys(folder: string): void {
  for (const name of [files.token, files.log]) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeSecret(join(folder, name), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  writeSecret(join(folder, files.identity), randomBytes(32).toString('base64'));
}

export function readKeys(folder: string): Keys {
  const tokenPrivate = createPrivateKey(readFileSync(join(folder, files.token)));
  const identityKey = Buffer.from(readFileSync(join(folder, files.identity), 'utf8'), 'base64');
  return {
    tokenPrivate,
    tokenPublic: createPublicKey(tokenPrivate),
    logPrivate: createPrivateKey(readFileSync(join(folder, files.log))),
    identityKey,
    identityHash: (number) => createHmac('sha256', identityKey).update(number).digest('hex'),
  };
}

function writeSecret(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
}
