import { DomainError } from '../errors.ts';
import { base64, fromBase64, wholeNumber } from './bytes.ts';
import { type Crypto, parseNote, type SignedNote, signedBy, type VerifierKey } from './note.ts';

/** The size and root of the tree, as the log of this name signs them (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A checkpoint with the note it stands in, byte for byte. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/**
 * Reads a checkpoint without asking who signed it. Lines after the third are kept in the signed text and not read.
 *
 * @throws DomainError `note.malformed`, `checkpoint.malformed`.
 */
export function parseCheckpoint(text: string): SignedCheckpoint {
  const note = parseNote(text);
  const [origin = '', sizeText = '', rootText = '', ...more] = note.text.slice(0, -1).split('\n');
  const size = wholeNumber(sizeText);
  const root = fromBase64(rootText);
  if (origin === '' || size === undefined || root?.length !== 32 || more.includes('')) {
    throw new DomainError('malformed', 'checkpoint.malformed');
  }
  return { origin, size, root, note };
}

/**
 * Reads a checkpoint of one log and holds it against the keys given. At least one key of the log's own name must have
 * signed; `signers` are all the keys given that did, so a caller can see which witnesses did as well.
 *
 * @throws DomainError `checkpoint.other-origin`, `checkpoint.unsigned`, and what parseCheckpoint and signedBy throw.
 */
export function openCheckpoint(
  crypto: Pick<Crypto, 'verify'>,
  text: string,
  keys: readonly VerifierKey[],
): SignedCheckpoint & { readonly signers: readonly VerifierKey[] } {
  const checkpoint = parseCheckpoint(text);
  const own = keys.filter((key) => key.name === checkpoint.origin);
  const signers = signedBy(crypto.verify, checkpoint.note, keys);
  if (own.length === 0) {
    const expected = [...new Set(keys.map((key) => key.name))];
    throw new DomainError('invalid', 'checkpoint.other-origin', { expected, found: checkpoint.origin });
  }
  if (!signers.some((key) => own.includes(key))) {
    throw new DomainError('invalid', 'checkpoint.unsigned', { keyIds: own.map((key) => key.keyId) });
  }
  return { ...checkpoint, signers };
}
