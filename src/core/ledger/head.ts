import { DomainError } from '../errors.ts';
import type { Instant } from '../time.ts';
import { base64, fromBase64, hex, wholeNumber } from './bytes.ts';
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
 * last leading to the link that the head states. A place whose content was erased is accounted for by the receipt of the
 * order that erased it, which states the link that the next entry names.
 *
 * @throws DomainError `receipts.missing` with the places that are not there; `receipts.link` where the chain breaks;
 * `receipts.other-log` when a receipt is of another ledger than the head.
 */
export function checkComplete(head: StreamHead, receipts: readonly CheckedReceipt[]): void {
  const places = new Map([...erasedPlaces(head, receipts), ...ownPlaces(head, receipts)]);
  const missing: string[] = [];
  for (let n = 1; n <= head.n && missing.length < maxListed; n += 1) if (!places.has(n)) missing.push(String(n));
  if (missing.length > 0) throw new DomainError('invalid', 'receipts.missing', { missing, n: head.n });
  let link = firstLink;
  let last: Place | undefined;
  for (let n = 1; n <= head.n; n += 1) {
    last = places.get(n);
    if (last === undefined || (last.names !== null && last.names !== link)) {
      throw new DomainError('invalid', 'receipts.link', { n });
    }
    link = last.leads;
  }
  const ends = last === undefined || (last.seq === head.seq && link === hex(head.link));
  if (!ends) throw new DomainError('invalid', 'receipts.link', { n: head.n });
}

interface Place {
  readonly seq: number;
  /** The link it names, of all before it; null where it was erased. */
  readonly names: string | null;
  /** The link that the next one must name. */
  readonly leads: string;
}

function ownPlaces(head: StreamHead, receipts: readonly CheckedReceipt[]): [number, Place][] {
  return receipts.flatMap(({ checkpoint: { origin }, entry, link }) => {
    if (origin !== head.origin) {
      throw new DomainError('invalid', 'receipts.other-log', { expected: head.origin, found: origin });
    }
    return entry.streams
      .filter((place) => isOf(head, place))
      .map((place): [number, Place] => [place.n, { seq: entry.seq, names: place.link, leads: hex(link) }]);
  });
}

function erasedPlaces(head: StreamHead, receipts: readonly CheckedReceipt[]): [number, Place][] {
  return receipts.flatMap(({ entry: { event } }) =>
    event.kind !== 'erasure.confirmed'
      ? []
      : event.erased.flatMap(({ seq, streams, link }) =>
          streams
            .filter((place) => isOf(head, place))
            .map((place): [number, Place] => [place.n, { seq, names: null, leads: link }]),
        ),
  );
}

function isOf({ stream }: StreamHead, place: StreamRef): boolean {
  return place.kind === stream.kind && place.id === stream.id;
}

const formLine = 'rx12/stream-head/v1';
const maxListed = 20;
