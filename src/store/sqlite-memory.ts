import type { StreamRef } from '../core/ledger/entry.ts';
import type { SealedEntry } from './contract.ts';

/**
 * What the embedded store may keep in memory because one process writes the file (writer-lock.ts): how long the streams
 * are that are asked for on every request, which doctor bears a licence number, and which sessions are open and were used
 * when. It learns of an entry right after the commit that made it durable, before whoever appended it is told, so it never
 * runs ahead and never behind.
 */
export interface SqliteMemory {
  lengthOf(stream: StreamRef, read: () => number): number;
  /** The one doctor's record that bears the number; undefined is not remembered. */
  bearerOf(licenceNo: string, read: () => string | undefined): string | undefined;
  committed(entries: readonly SealedEntry[]): void;
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
  const lengths = new Map<string, Map<string, number>>();
  const bearers = new Map<string, string>();
  const sessions = new Map<string, SessionUse>();
  return {
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
    lengthOf: (stream, read) => {
      let ofKind = lengths.get(stream.kind);
      if (ofKind === undefined) {
        ofKind = new Map();
        lengths.set(stream.kind, ofKind);
      }
      const known = ofKind.get(stream.id);
      if (known !== undefined) return known;
      const length = read();
      if (ofKind.size >= maxRemembered) ofKind.clear();
      ofKind.set(stream.id, length);
      return length;
    },
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
        for (const { kind, id, n } of entry.streams) {
          const ofKind = lengths.get(kind);
          if (ofKind?.has(id)) ofKind.set(id, n);
        }
        // Who bears a number changes with what is said of doctors themselves, which is rare beside asking.
        if (entry.event.kind.startsWith('doctor.')) bearers.clear();
      }
    },
  };
}

/** Of each kind; about 100 bytes each. Past it that kind starts anew. */
const maxRemembered = 300_000;
