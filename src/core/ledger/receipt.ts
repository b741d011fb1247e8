import { DomainError } from '../errors.ts';
import { base64, concat, fromBase64, textOf, utf8, wholeNumber } from './bytes.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import type { Entry } from './entry.ts';
import { leafHash } from './merkle.ts';
import type { Crypto, VerifierKey } from './note.ts';
import { checkInclusion } from './proof.ts';
import { commitmentOf, linkOf, saltBytes } from './seal.ts';

/**
 * A receipt: one entry, the salt that opens its commitment, and the proof that the commitment is in the published ledger.
 * Its file is a C2SP tlog-proof (c2sp.org/tlog-proof@v1) whose `extra` line carries entry and salt, so that it can be
 * checked for ever with nothing but the log's public key.
 */
export interface Receipt {
  /** The entry's canonical bytes, as they were committed to. */
  readonly body: string;
  readonly salt: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, byte for byte. */
  readonly checkpoint: string;
}

/** Raw DEFLATE (RFC 1951) with a preset dictionary; passed in, because Node and a browser each have their own. */
export interface Compression {
  deflate(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array;
  /** @throws anything when the bytes are not DEFLATE or give more than `limitBytes`. */
  inflate(bytes: Uint8Array, dictionary: Uint8Array, limitBytes: number): Uint8Array;
}

/**
 * How far a receipt could be checked with the keys at hand; each level includes those before it.
 * `consistent`: entry, salt, proof and tree belong together, yet anybody can make such a file.
 * `signed`: the log itself signed that tree. `cosigned`: a witness named by the reader signed it as well.
 */
export type TrustLevel = 'consistent' | 'signed' | 'cosigned';

export interface CheckedReceipt {
  readonly level: TrustLevel;
  readonly entry: Entry;
  readonly checkpoint: Checkpoint;
  /** What the next entry of each of its streams must name. */
  readonly link: Uint8Array;
  readonly signers: readonly VerifierKey[];
}

export function receiptFile(compression: Pick<Compression, 'deflate'>, receipt: Receipt): string {
  const packed = compression.deflate(utf8(receipt.body), receiptDictionary);
  return [
    formLine,
    `extra ${base64(concat(Uint8Array.of(extraForm), receipt.salt, packed))}`,
    `index ${receipt.index}`,
    ...receipt.proof.map(base64),
    '',
    receipt.checkpoint,
  ].join('\n');
}

/** @throws DomainError `receipt.malformed` naming the part that cannot be read. */
export function parseReceipt(compression: Pick<Compression, 'inflate'>, file: string): Receipt {
  if (file.length > maxReceiptLength) throw malformed('length');
  const split = file.indexOf('\n\n');
  const [form, extraLine = '', indexLine = '', ...proofLines] = file.slice(0, Math.max(split, 0)).split('\n');
  if (form !== formLine) throw malformed('form');
  const extra = fromBase64(extraLine.startsWith('extra ') ? extraLine.slice('extra '.length) : '');
  if (extra === undefined || extra[0] !== extraForm || extra.length <= 1 + saltBytes) throw malformed('extra');
  const index = indexLine.startsWith('index ') ? wholeNumber(indexLine.slice('index '.length)) : undefined;
  if (index === undefined) throw malformed('index');
  const proof = proofLines.map((line) => fromBase64(line) ?? new Uint8Array());
  if (proof.length > maxProofLength || proof.some((hash) => hash.length !== 32)) throw malformed('proof');
  const body = unpacked(compression, extra.subarray(1 + saltBytes));
  return { body, salt: extra.subarray(1, 1 + saltBytes), index, proof, checkpoint: file.slice(split + 2) };
}

/**
 * Checks everything that can be checked with the keys given; without keys the answer is at best `consistent`. A key named
 * after the log stands for the log, any other for a witness.
 *
 * @throws DomainError `receipt.malformed`, `receipt.position`, `proof.inclusion`, and what openCheckpoint throws: with a
 * key that did not sign, a receipt is refused, never shown at a lower level.
 */
export function checkReceipt(crypto: Crypto, receipt: Receipt, keys: readonly VerifierKey[]): CheckedReceipt {
  const { sha256 } = crypto;
  const checkpoint =
    keys.length === 0
      ? { ...parseCheckpoint(receipt.checkpoint), signers: [] }
      : openCheckpoint(crypto, receipt.checkpoint, keys);
  const leaf = commitmentOf(sha256, receipt.salt, receipt.body);
  checkInclusion(sha256, { hash: leafHash(sha256, leaf), index: receipt.index }, checkpoint, receipt.proof);
  const entry = entryOf(receipt.body);
  if (entry.seq !== receipt.index) {
    throw new DomainError('invalid', 'receipt.position', { index: receipt.index, seq: entry.seq });
  }
  const { origin, size, root, signers } = checkpoint;
  const level = levelOf(signers, origin);
  return { level, entry, checkpoint: { origin, size, root }, link: linkOf(sha256, receipt.salt, leaf), signers };
}

function levelOf(signers: readonly VerifierKey[], origin: string): TrustLevel {
  if (signers.length === 0) return 'consistent';
  return signers.some((key) => key.name !== origin) ? 'cosigned' : 'signed';
}

function entryOf(body: string): Entry {
  try {
    return JSON.parse(body) as Entry;
  } catch {
    throw malformed('entry');
  }
}

function unpacked(compression: Pick<Compression, 'inflate'>, packed: Uint8Array): string {
  let bytes: Uint8Array;
  try {
    bytes = compression.inflate(packed, receiptDictionary, maxBodyBytes);
  } catch {
    throw malformed('extra');
  }
  const body = textOf(bytes);
  if (body === undefined) throw malformed('extra');
  return body;
}

function malformed(part: string): DomainError {
  return new DomainError('malformed', 'receipt.malformed', { part });
}

const formLine = 'c2sp.org/tlog-proof@v1';
/** The first byte of `extra`: form 1 is salt (32 bytes) ‖ raw DEFLATE of the entry with the dictionary below. */
const extraForm = 1;
/** A tree of 2^53 leaves has proofs of 53 hashes. */
const maxProofLength = 63;
const maxReceiptLength = 2_000_000;
/** Bodies come in over a door that takes 1 MiB. */
const maxBodyBytes = 2_097_152;

/**
 * The words of a typical entry: they make a receipt a third smaller, small enough for one QR code on paper. Part of form 1
 * for ever: another dictionary is another form.
 */
export const receiptDictionary = utf8(
  '{"at":"2026-11-","by":{"accountId":"acc_","personId":"per_","role":"reviewer"},"event":{"deductionId":"ded_",' +
    '"doctorId":"doc_","kind":"deduction.confirmed","note":"","v":1},"seq":,"streams":[{"id":"doc_","kind":"doctor",' +
    '"link":"","n":1},"role":"auditor"},"event":{"actRef":"","capacity":"prescriber","circumstances":{"aggravating":[],' +
    '"mitigating":[],"responsibility":null},"deductionId":"ded_","department":"","doctorId":"doc_","drugs":[{"code":"",' +
    '"grade":"restricted","name":""}],"evidence":[{"note":null,"ref":"","sha256":null}],"externalDecision":null,' +
    '"findingId":"fnd_","hospitalId":"hos_","items":[{"code":"","points":null,"pointsReason":null,"scheme":""}],' +
    '"kind":"deduction.recorded","leadId":null,"occurredOn":"2026-","remarks":"","reviewRef":"hos_",' +
    '"setting":"outpatient","sheets":1,"source":"hospital-review","v":1,"wardId":null},"seq":,"streams":[{"id":"doc_",' +
    '"kind":"doctor","link":"","n":},{"id":"hos_","kind":"hospital","link":"","n":',
);
