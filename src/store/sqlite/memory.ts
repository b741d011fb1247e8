import type { Entry, StreamRef } from '../../core/ledger/entry.ts';
import { firstLink } from '../../core/ledger/seal.ts';
import type { SealedEntry } from '../contract.ts';

/**
 * What the embedded store may keep in memory because one process writes the file (writer-lock.ts): how long the streams
 * are that are asked for on every request, which doctor bears a licence number, and which sessions are open and were used
 * when. It learns of an entry right after the commit that made it durable, before whoever appended it is told, so it never
 * runs ahead and never behind.
 */
export interface SqliteMemory {
  headOf(stream: StreamRef, read: (kind: string, id: string) => StreamHead | undefined): StreamHead;
  /** The one doctor's record that bears the number; undefined is not remembered. */
  bearerOf(licenceNo: string, read: () => string | undefined): string | undefined;
  /** The entries of a stream past its `n`th: those that were committed lately are still here. */
  entriesAfter(stream: StreamRef, n: number, read: () => readonly Entry[]): readonly Entry[];
  committed(entries: readonly SealedEntry[], heads: Iterable<readonly [StreamRef, StreamHead]>): void;
  /** The open session, to be noted in when it is used; undefined is not remembered. */
  openSession(sessionId: string, read: () => SessionUse | undefined): SessionUse | undefined;
  /** To be called with every end of a session. */
  sessionEnded(sessionId: string): void;
}

export interface SessionUse {
  readonly canIdle: boolean;
  seenMs: number;
}

/** How long a stream is, and what its next entry names. */
export interface StreamHead {
  readonly n: number;
  readonly link: string;
}

export function sqliteMemory(): SqliteMemory {
  const heads = new Map<string, Map<string, StreamHead>>();
  const headsOf = (kind: string) => {
    const held = heads.get(kind);
    if (held !== undefined && held.size < maxRemembered) return held;
    const ofKind = new Map<string, StreamHead>();
    heads.set(kind, ofKind);
    return ofKind;
  };
  const bearers = new Map<string, string>();
  const sessions = new Map<string, SessionUse>();
  const lately = new Map<string, Entry[]>();
  let latelyHeld = 0;
  const forgetLately = () => {
    lately.clear();
    latelyHeld = 0;
  };
  const keepLately = (entry: Entry) => {
    // What is erased is in nobody's memory either.
    if (entry.event.kind === 'erasure.confirmed' || latelyHeld >= maxHeldLately) forgetLately();
    for (const place of entry.streams) {
      const held = lately.get(keyOf(place));
      if (held === undefined) lately.set(keyOf(place), [entry]);
      else held.push(entry);
      latelyHeld += 1;
    }
  };
  return {
    entriesAfter: (stream, n, read) => {
      const held = lately.get(keyOf(stream)) ?? [];
      // Without a gap: every commit passes here, and they are forgotten only all together.
      const firstN = held[0]?.streams.find(({ kind, id }) => kind === stream.kind && id === stream.id)?.n;
      return firstN !== undefined && firstN <= n + 1 ? held.slice(n + 1 - firstN) : read();
    },
    openSession: (sessionId, read) => {
      const known = sessions.get(sessionId);
      if (known !== undefined) return known;
      const use = read();
      if (use === undefined) return undefined;
      if (sessions.size >= maxRemembered) sessions.clear();
      sessions.set(sessionId, use);
      return use;
    },
    sessionEnded: (sessionId) => sessions.delete(sessionId),
    headOf: ({ kind, id }, read) => {
      const known = heads.get(kind)?.get(id);
      if (known !== undefined) return known;
      const head = read(kind, id) ?? unbegun;
      headsOf(kind).set(id, head);
      return head;
    },
    bearerOf: (licenceNo, read) => {
      const known = bearers.get(licenceNo);
      if (known !== undefined) return known;
      const doctorId = read();
      if (bearers.size >= maxRemembered) bearers.clear();
      if (doctorId !== undefined) bearers.set(licenceNo, doctorId);
      return doctorId;
    },
    committed: (entries, moved) => {
      for (const { entry } of entries) keepLately(entry);
      for (const [{ kind, id }, head] of moved) headsOf(kind).set(id, head);
      // Who bears a number changes with what is said of doctors themselves, which is rare beside asking.
      if (entries.some(({ entry }) => entry.event.kind.startsWith('doctor.'))) bearers.clear();
    },
  };
}

function keyOf({ kind, id }: StreamRef): string {
  return `${kind}/${id}`;
}

const unbegun: StreamHead = { n: 0, link: firstLink };

/** Of each kind; about 100 bytes each. Past it that kind starts anew. */
const maxRemembered = 300_000;
/** About 2 kB each. */
const maxHeldLately = 10_000;
