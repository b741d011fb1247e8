import { DomainError } from '../errors.ts';
import type { Instant } from '../time.ts';
import { base64, fromBase64, hex, sameBytes, wholeNumber } from './bytes.ts';
import type { StreamRef } from './entry.ts';
import { type Crypto, parseNote, signedBy, type VerifierKey } from './note.ts';
import type { CheckedReceipt } from './receipt.ts';
import { firstLink } from './seal.ts';

/**
 * What the log states of one stream at one moment: how long it is, where its newest entry stands and the link that a next
 * entry must name, which commits to every entry before. Signed as a note, it lets somebody who holds receipts show that
 * none is missing – and, if one was, who signed that there was none.
 */
export interface StreamHead {
  readonly origin: string;
  readonly stream: StreamRef;
  /** Entries in the stream. */
  readonly n: number;
  /** Position of the newest one; null in an empty stream. */
  readonly seq: number | null;
  /** 32 bytes; empty in an empty stream. */
  readonly link: Uint8Array;
  /** Entries in the whole ledger when it was stated. */
  readonly size: number;
  readonly at: Instant;
}

/** The text that is signed. Its first line is no origin, so it can never be taken for a checkpoint. */
export function headText({ origin, stream, n, seq, link, size, at }: StreamHead): string {
  return `${[formLine, origin, `${stream.kind} ${stream.id}`, n, seq ?? '-', base64(link) || '-', size, at].join('\n')}\n`;
}

/** @throws DomainError `note.malformed`, `head.malformed`, `head.unsigned`, `note.forged`. */
export function openHead(crypto: Pick<Crypto, 'verify'>, text: string, keys: readonly VerifierKey[]): StreamHead {
  const note = parseNote(text);
  const lines = note.text.slice(0, -1).split('\n');
  const [form, origin = '', streamText = '', nText = '', seqText = '', linkText = '', sizeText = '', at = ''] = lines;
  const [, kind = '', id = ''] = /^([a-z]+) (\S+)$/.exec(streamText) ?? [];
  const n = wholeNumber(nText);
  const seq = seqText === '-' ? null : wholeNumber(seqText);
  const link = linkText === '-' ? new Uint8Array() : fromBase64(linkText);
  const size = wholeNumber(sizeText);
  if (
    form !== formLine ||
    lines.length !== 8 ||
    kind === '' ||
    n === undefined ||
    seq === undefined ||
    link === undefined ||
    size === undefined
  ) {
    throw new DomainError('malformed', 'head.malformed');
  }
  const own = keys.filter((key) => key.name === origin && key.type === 'ed25519');
  if (signedBy(crypto.verify, note, own).length === 0) throw new DomainError('invalid', 'head.unsigned', { origin });
  return { origin, stream: { kind: kind as StreamRef['kind'], id }, n, seq, link, size, at };
}

/**
 * That the receipts are all there is in the stream up to the head: each place once, each linked to the one before, the
 * last leading to the link that the head states.
 *
 * @throws DomainError `receipts.missing` with the places that are not there; `receipts.link` where the chain breaks;
 * `receipts.other-log` when a receipt is of another ledger than the head.
 */
export function checkComplete(head: StreamHead, receipts: readonly CheckedReceipt[]): void {
  const byPlace = new Map<number, { readonly receipt: CheckedReceipt; readonly link: string }>();
  for (const receipt of receipts) {
    if (receipt.checkpoint.origin !== head.origin) {
      throw new DomainError('invalid', 'receipts.other-log', {
        expected: head.origin,
        found: receipt.checkpoint.origin,
      });
    }
    for (const place of receipt.entry.streams) {
      if (place.kind === head.stream.kind && place.id === head.stream.id)
        byPlace.set(place.n, { receipt, link: place.link });
    }
  }
  const missing: string[] = [];
  for (let n = 1; n <= head.n && missing.length < maxListed; n += 1) if (!byPlace.has(n)) missing.push(String(n));
  if (missing.length > 0) throw new DomainError('invalid', 'receipts.missing', { missing, n: head.n });
  let link = firstLink;
  let last: CheckedReceipt | undefined;
  for (let n = 1; n <= head.n; n += 1) {
    const found = byPlace.get(n);
    if (found === undefined || found.link !== link) throw new DomainError('invalid', 'receipts.link', { n });
    last = found.receipt;
    link = hex(last.link);
  }
  const leads = last === undefined || (last.entry.seq === head.seq && sameBytes(last.link, head.link));
  if (!leads) throw new DomainError('invalid', 'receipts.link', { n: head.n });
}

const formLine = 'rx12/stream-head/v1';
const maxListed = 20;
