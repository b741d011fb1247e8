import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logKeyFiles, refuseReadable } from './log/signer.ts';

/** The secrets of one deployment, each in a file of its own that only the service's user can read. */
export interface Keys {
  readonly tokenPrivate: KeyObject;
  readonly tokenPublic: KeyObject;
  /** A keyed hash of an identity number or a record number. */
  readonly identityHash: (number: string) => string;
  readonly identityKey: Buffer;
  /** Seals the secrets of second factors. */
  readonly factorKey: Buffer;
}

const files = { token: 'token.key.pem', identity: 'identity.key', factor: 'factor.key' } as const;

/** Makes the keys. @throws Error when one of the files is already there: a key is never overwritten. */
export function createKeys(folder: string): void {
  for (const name of [files.token, logKeyFiles.current]) createSigningKey(join(folder, name));
  for (const name of [files.identity, files.factor])
    writeSecret(join(folder, name), randomBytes(32).toString('base64'));
}

/** An Ed25519 key in a file that only its owner reads. @throws Error when the file is already there. */
export function createSigningKey(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeSecret(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** For an empty folder whose every byte is to be the same again: a demo's. Whoever knows the key can tell who is who. */
export function replaceIdentityKey(folder: string, key: Uint8Array): void {
  writeFileSync(join(folder, files.identity), Buffer.from(key).toString('base64'), { mode: 0o600 });
}

/**
 * A folder from before there were second factors has no key for them: it has sealed nothing, and gets one. Where one was
 * lost, what it sealed cannot be opened any more, and the security administrator resets the factors.
 *
 * @throws Error when another key is missing, or one may be read by others.
 */
export function readKeys(folder: string): Keys {
  if (!existsSync(join(folder, files.factor)))
    writeSecret(join(folder, files.factor), randomBytes(32).toString('base64'));
  for (const name of Object.values(files)) refuseReadable(join(folder, name));
  const tokenPrivate = createPrivateKey(readFileSync(join(folder, files.token)));
  const [identityKey, factorKey] = [files.identity, files.factor].map((name) =>
    Buffer.from(readFileSync(join(folder, name), 'utf8'), 'base64'),
  ) as [Buffer, Buffer];
  return {
    tokenPrivate,
    tokenPublic: createPublicKey(tokenPrivate),
    identityKey,
    factorKey,
    identityHash: (number) => createHmac('sha256', identityKey).update(number).digest('hex'),
  };
}

function writeSecret(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
}
