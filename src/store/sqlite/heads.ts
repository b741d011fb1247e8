import type { StreamRef } from '../../core/ledger/entry.ts';
import { firstLink } from '../../core/ledger/seal.ts';

/** How long a stream is, and what its next entry names. */
export interface StreamHead {
  readonly n: number;
  readonly link: string;
}

export type HeadOf = (stream: StreamRef) => StreamHead;

/** Where streams end, kept by whoever writes them: every append asks for its own. */
export interface StreamHeads {
  readonly headOf: HeadOf;
  /** To be told of what has become durable. */
  moved(heads: Iterable<readonly [StreamRef, StreamHead]>): void;
}

export function streamHeads(read: (kind: string, id: string) => StreamHead | undefined): StreamHeads {
  const remembered = byStream<StreamHead>();
  return {
    headOf: (stream) => remembered.of(stream, () => read(stream.kind, stream.id) ?? unbegun),
    moved: (heads) => {
      for (const [stream, head] of heads) remembered.set(stream, head);
    },
  };
}

/** Something for each stream that was asked for lately. */
export interface ByStream<T> {
  of(stream: StreamRef, read: () => T): T;
  set(stream: StreamRef, value: T): void;
  forget(): void;
}

export function byStream<T>(): ByStream<T> {
  const kinds = new Map<string, Map<string, T>>();
  const ofKind = (kind: string) => {
    const held = kinds.get(kind);
    if (held !== undefined && held.size < maxRemembered) return held;
    const anew = new Map<string, T>();
    kinds.set(kind, anew);
    return anew;
  };
  return {
    of: ({ kind, id }, read) => {
      const known = kinds.get(kind)?.get(id);
      if (known !== undefined) return known;
      const value = read();
      ofKind(kind).set(id, value);
      return value;
    },
    set: ({ kind, id }, value) => void ofKind(kind).set(id, value),
    forget: () => kinds.clear(),
  };
}

const unbegun: StreamHead = { n: 0, link: firstLink };

/** Of each kind; about 100 bytes each. Past it that kind starts anew. */
const maxRemembered = 300_000;
