import type { Entry, StreamRef } from '../../core/ledger/entry.ts';
import type { SealedEntry } from '../contract.ts';
import { byStream } from './heads.ts';

/**
 * What the embedded store may keep in memory because one process writes the file (writer-lock.ts): how long the streams
 * are that are asked for on every request, which doctor bears a licence number, and which sessions are open and were used
 * when. It learns of an entry after the commit that made it durable and before whoever appended it is told: it never runs
 * ahead of the file. Where a thread writes, the file may be ahead of it by a batch that nobody has been told of yet.
 */
export interface SqliteMemory {
  lengthOf(stream: StreamRef, read: (kind: string, id: string) => number): number;
  /** The one doctor's record that bears the number; undefined is not remembered. */
  bearerOf(licenceNo: string, read: () => string | undefined): string | undefined;
  /** The entries of a stream past its `n`th: those that were committed lately are still here. */
  entriesAfter(stream: StreamRef, n: number, read: () => readonly Entry[]): readonly Entry[];
  committed(entries: readonly SealedEntry[]): void;
  /** To be called where it is not known what became durable: then the file is asked again. */
  forget(): void;
  /** The open session, to be noted in when it is used; undefined is not remembered. */
  openSession(sessionId: string, read: () => SessionUse | undefined): SessionUse | undefined;
  /** To be called with every end of a session. */
  sessionEnded(sessionId: string): void;
}

export interface SessionUse {
  readonly canIdle: boolean;
  seenMs: number;
}

export function sqliteMemory(): SqliteMemory {
  const lengths = byStream<number>();
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
    lengthOf: (stream, read) => lengths.of(stream, () => read(stream.kind, stream.id)),
    bearerOf: (licenceNo, read) => {
      const known = bearers.get(licenceNo);
      if (known !== undefined) return known;
      const doctorId = read();
      if (bearers.size >= maxRemembered) bearers.clear();
      if (doctorId !== undefined) bearers.set(licenceNo, doctorId);
      return doctorId;
    },
    committed: (entries) => {
      for (const { entry } of entries) {
        keepLately(entry);
        for (const place of entry.streams) lengths.set(place, place.n);
      }
      // Who bears a number changes with what is said of doctors themselves, which is rare beside asking.
      if (entries.some(({ entry }) => entry.event.kind.startsWith('doctor.'))) bearers.clear();
    },
    forget: () => {
      lengths.forget();
      bearers.clear();
      sessions.clear();
      forgetLately();
    },
  };
}

function keyOf({ kind, id }: StreamRef): string {
  return `${kind}/${id}`;
}

/** Of each; about 100 bytes. Past it they are forgotten together. */
const maxRemembered = 300_000;
/** About 2 kB each. */
const maxHeldLately = 10_000;
