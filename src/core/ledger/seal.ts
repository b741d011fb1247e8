import type { Instant } from '../time.ts';
import { canonicalJson } from './canonical.ts';
import type { Draft, Entry, StreamPlace } from './entry.ts';
import type { Sha256 } from './merkle.ts';

/** An entry with the bytes that are kept: `leaf` goes into the tree and says nothing about anybody without `salt`. */
export interface Sealed {
  readonly entry: Entry;
  readonly body: string;
  readonly salt: Uint8Array;
  readonly leaf: Uint8Array;
}

/** Numbers, times and hashes one draft. Pure: the position, the time, the places in its streams and the salt come in. */
export function seal(
  sha256: Sha256,
  draft: Draft,
  position: {
    readonly seq: number;
    readonly at: Instant;
    readonly streams: readonly StreamPlace[];
    readonly salt: Uint8Array;
  },
): Sealed {
  const unread: Entry = {
    seq: position.seq,
    at: position.at,
    by: draft.by,
    streams: position.streams,
    event: draft.event,
  };
  const body = canonicalJson(unread);
  // Whoever looks at the entry now must see exactly what whoever reads its body later will see, key order and all.
  const entry = JSON.parse(body) as Entry;
  return { entry, body, salt: position.salt, leaf: commitmentOf(sha256, position.salt, body) };
}

/**
 * The leaf of an entry. The prefix names the form and the algorithm, so that a later algorithm cannot be confused with
 * this one; the 32 random bytes make the leaf useless for guessing a body, and destroying them erases it for good.
 */
export function commitmentOf(sha256: Sha256, salt: Uint8Array, body: string): Uint8Array {
  return sha256(commitmentPrefix, salt, body);
}

/** What the next entry of a stream names: a chain over the stream, so that leaving one out of a doctor's set shows. */
export function linkOf(sha256: Sha256, salt: Uint8Array, leaf: Uint8Array): Uint8Array {
  return sha256(linkPrefix, salt, leaf);
}

/** The first entry of a stream links to nothing. */
export const firstLink = '';

export const saltBytes = 32;

const encoder = new TextEncoder();
const commitmentPrefix = encoder.encode('rx12/entry/v1/sha-256\n');
const linkPrefix = encoder.encode('rx12/link');
