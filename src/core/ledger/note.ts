import { DomainError } from '../errors.ts';
import { base64, concat, fromBase64, hex, utf8 } from './bytes.ts';
import type { Sha256 } from './merkle.ts';

/**
 * C2SP signed notes (c2sp.org/signed-note): a text and lines of signatures under it. Signatures of keys that a reader
 * does not know are ignored, so a second algorithm (SM2, say) or a witness can be added without breaking anybody.
 */
export interface SignedNote {
  /** Everything that is signed: whole lines, the last newline included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** The first four bytes that tell a name's keys apart, eight lower-case hex digits. */
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

/** A public key as somebody was given it: `name+keyId+base64(type ‖ key)`, the vkey of Go's sumdb/note. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
}

/** `ed25519` signs the note's text; `cosignature` is a witness's dated signature (c2sp.org/tlog-cosignature). */
export type KeyType = 'ed25519' | 'cosignature';

/** Ed25519 (RFC 8032) over raw 32-byte keys and 64-byte signatures; passed in, like the hash. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** What checking needs from outside: the hash and the signature check of the machine it runs on. */
export interface Crypto {
  readonly sha256: Sha256;
  readonly verify: VerifyEd25519;
}

export function noteText({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(signatureLine).join('')}`;
}

export function signatureLine({ name, keyId, bytes }: NoteSignature): string {
  return `— ${name} ${base64(concat(keyIdBytes(keyId), bytes))}\n`;
}

/** @throws DomainError `note.malformed` when the text is not a note. */
export function parseNote(note: string): SignedNote {
  if (note.length > maxNoteLength) throw malformed('length');
  const split = note.lastIndexOf('\n\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note holds none but the newline (signed-note, Format).
  if (split === -1 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) throw malformed('form');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) throw malformed('signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/**
 * The keys among `keys` whose signature stands under the note.
 *
 * @throws DomainError `note.forged` when a signature that names one of the keys is not by it.
 */
export function signedBy(verify: VerifyEd25519, note: SignedNote, keys: readonly VerifierKey[]): VerifierKey[] {
  return keys.filter((key) => {
    const claimed = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
    for (const { bytes } of claimed) {
      if (!isSignature(verify, key, note.text, bytes)) {
        throw new DomainError('invalid', 'note.forged', { name: key.name, keyId: key.keyId });
      }
    }
    return claimed.length > 0;
  });
}

/** A name that may stand in a note: no spaces of any kind and no plus sign. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= maxNameLength && !/[\s+\p{Z}\p{Cc}]/u.test(name) && name.isWellFormed();
}

export function verifierKey(
  sha256: Sha256,
  name: string,
  publicKey: Uint8Array,
  type: KeyType = 'ed25519',
): VerifierKey {
  const id = sha256(utf8(`${name}\n`), Uint8Array.of(typeByte[type]), publicKey).subarray(0, 4);
  return { name, keyId: hex(id), type, publicKey };
}

export function vkeyOf({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${base64(concat(Uint8Array.of(typeByte[type]), publicKey))}`;
}

/** @throws DomainError `note.vkey` when the text is no key we can check with, or its id is not that of its key. */
export function parseVkey(sha256: Sha256, text: string): VerifierKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  const [, name = '', keyId = '', encoded = ''] = match ?? [];
  const bytes = fromBase64(encoded);
  const type = (Object.keys(typeByte) as KeyType[]).find((candidate) => typeByte[candidate] === bytes?.[0]);
  if (!isKeyName(name) || bytes?.length !== 33 || type === undefined) throw new DomainError('malformed', 'note.vkey');
  const key = verifierKey(sha256, name, bytes.subarray(1), type);
  if (key.keyId !== keyId) throw new DomainError('malformed', 'note.vkey');
  return key;
}

/** Room for 16 signatures of 5 kB and a text, as verifiers must accept (signed-note, Format). */
const maxNoteLength = 200_000;
const maxSignatures = 32;
const maxNameLength = 200;
const typeByte: Readonly<Record<KeyType, number>> = { ed25519: 0x01, cosignature: 0x04 };

function parseSignature(line: string): NoteSignature {
  const match = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line);
  const [, name = '', encoded = ''] = match ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) throw malformed('signature');
  return { name, keyId: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
}

function isSignature(verify: VerifyEd25519, key: VerifierKey, text: string, bytes: Uint8Array): boolean {
  if (key.type === 'ed25519') return bytes.length === 64 && verify(key.publicKey, utf8(text), bytes);
  if (bytes.length !== 72) return false;
  // Eight bytes of POSIX seconds, big-endian, stand before the signature and are signed with the text.
  const seconds = bytes.subarray(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return verify(key.publicKey, utf8(`cosignature/v1\ntime ${seconds}\n${text}`), bytes.subarray(8));
}

function keyIdBytes(keyId: string): Uint8Array {
  return Uint8Array.from({ length: 4 }, (_, at) => Number.parseInt(keyId.slice(at * 2, at * 2 + 2), 16));
}

function malformed(part: string): DomainError {
  return new DomainError('malformed', 'note.malformed', { part });
}
