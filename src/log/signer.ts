import { spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type NoteSignature, noteText, parseNote, type VerifierKey, verifierKey } from '../core/ledger/note.ts';
import { sha256 } from '../hashing.ts';
import { nodeCrypto, rawPublicKey } from './node-crypto.ts';

/** Signs in the log's name. `keys` are those it signs with: more than one while an old key is still being retired. */
export interface LogSigner {
  readonly keys: readonly VerifierKey[];
  /** One line a key, and whatever other lines an outside signer adds. @throws Error when the signer fails. */
  sign(text: string): Promise<readonly NoteSignature[]>;
}

/** The current key and, while old readers are being told, the one before it. */
export const logKeyFiles = { current: 'log.key.pem', previous: 'log.previous.key.pem' } as const;

/** @throws Error when the key is missing, is no Ed25519 key, or may be read by anybody but its owner. */
export function fileSigner(folder: string, origin: string): LogSigner {
  const paths = [logKeyFiles.current, logKeyFiles.previous].map((name) => join(folder, name));
  const pairs = paths
    .filter((path, at) => at === 0 || existsSync(path))
    .map((path) => {
      refuseReadable(path);
      const privateKey = createPrivateKey(readFileSync(path));
      if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path} holds no Ed25519 key`);
      return { privateKey, key: verifierKey(sha256, origin, rawPublicKey(createPublicKey(privateKey))) };
    });
  return {
    keys: pairs.map(({ key }) => key),
    sign: async (text) =>
      pairs.map(({ privateKey, key: { name, keyId } }) => ({
        name,
        keyId,
        bytes: sign(null, Buffer.from(text), privateKey),
      })),
  };
}

/**
 * An outside program that holds the key: it reads the text on standard input and prints signature lines. `keys` say whose
 * lines to expect; lines of other keys or algorithms are passed on as they are.
 */
export function commandSigner(command: string, keys: readonly VerifierKey[]): LogSigner {
  return {
    keys,
    sign: async (text) => {
      const { signatures } = parseNote(`${text}\n${await outputOf(command, text)}`);
      for (const { name, keyId, publicKey } of keys) {
        const line = signatures.find((signature) => signature.name === name && signature.keyId === keyId);
        if (line === undefined || !nodeCrypto.verify(publicKey, Buffer.from(text), line.bytes)) {
          throw new Error(`the log's signer gave no valid signature of the key ${name} ${keyId}`);
        }
      }
      return signatures;
    },
  };
}

/** The whole note over a text. */
export async function signNote(signer: LogSigner, text: string): Promise<string> {
  return noteText({ text, signatures: await signer.sign(text) });
}

/** @throws Error when anybody but its owner may read the file. */
export function refuseReadable(path: string): void {
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new Error(`${path} may be read by others (mode ${mode.toString(8)}); run: chmod 600 ${path}`);
  }
}

const signerTimeoutMs = 10_000;
const maxSignerOutput = 100_000;

function outputOf(command: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { stdio: ['pipe', 'pipe', 'ignore'], timeout: signerTimeoutMs });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > maxSignerOutput) child.kill();
    });
    child.on('error', () => reject(new Error("the log's signer could not be started")));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`the log's signer failed (exit ${code ?? 'by signal'})`));
    });
    // A signer that does not read its input is reported by its exit, not by a broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}
