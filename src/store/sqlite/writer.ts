import { DomainError } from '../../core/errors.ts';
import type { Draft, StreamPlace, StreamRef } from '../../core/ledger/entry.ts';
import { appendLeaf, type CompactRange } from '../../core/ledger/merkle.ts';
import { linkOf, type Sealed, seal } from '../../core/ledger/seal.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import { sha256 } from '../../hashing.ts';
import type { DoorChange, IdempotentReply } from '../contract.ts';
import { changeDoor } from '../doors/doors.ts';
import { eraser } from '../erase.ts';
import { storeFailed } from '../failure.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import { type ProjectionWriter, projectionWriter } from '../projection-writer.ts';
import { projections } from '../projections/all.ts';
import { readTail, type Statements, statements, type Tail } from '../sqlite-ledger-sql.ts';
import { type HeadOf, type StreamHead, streamHeads } from './heads.ts';
import { sqliteSql } from './sql.ts';

/** What one caller wants written, all or none. Plain data, so that it can be said to another thread. */
export interface Wish {
  readonly drafts: readonly Draft[];
  /** 32 random bytes for each draft. */
  readonly salts: readonly Uint8Array[];
  readonly reply?: IdempotentReply | undefined;
  readonly door?: DoorChange | undefined;
}

/** Wishes that share one transaction and one fsync. */
export interface Batch {
  readonly nowMs: number;
  readonly wishes: readonly Wish[];
}

/** What became of one wish. */
export type Outcome<E> =
  | { readonly kind: 'written'; readonly entries: readonly E[] }
  | { readonly kind: 'refused'; readonly refusal: DomainError }
  | { readonly kind: 'failed'; readonly error: Error };

/** What became of a batch; it is durable. */
export interface Written<E> {
  /** In the order of the wishes. */
  readonly outcomes: readonly Outcome<E>[];
  /** The sessions that were ended with it. */
  readonly endedSessions: readonly string[];
}

/** Writes a batch and returns when it is durable. It throws nothing: what the file refused is the outcome of the wish. */
export type WriteBatch = (batch: Batch) => Written<Sealed>;

/** How far the clock may run behind the newest entry before writes are refused rather than dated wrongly. */
const clockToleranceMs = 5_000;

/**
 * The one place that writes the ledger of a file: a batch becomes one IMMEDIATE transaction, so that an fsync serves all
 * of it. A wish whose stream has moved is refused before anything of it is written. What the file itself refuses takes
 * the transaction back, and then each wish gets one of its own, so that one caller's bad draft takes nobody else's with
 * it: a savepoint a caller, which does the same, writes every page that it touches twice.
 *
 * @param connection of its own or of whoever calls; nobody else may write the file meanwhile.
 * @param path of the file, which the register of what was erased stands beside.
 */
export function ledgerWriter(connection: SqliteConnection, path: string): WriteBatch {
  const sql = statements(connection);
  const door = sqliteSql(connection);
  const project = projectionWriter(connection, projections);
  const heads = streamHeads((kind, id) => sql.head.get(kind, id));
  const { erase, finish } = eraser(connection, path, projections);
  let tail = readTail(sql);
  // Where the process died between an erasure and what follows it.
  if (sql.erased.get() !== undefined) finish();

  /** @throws whatever the file refused, with nothing written. */
  const commit = (nowMs: number, wishes: readonly Wish[]): Written<Sealed> => {
    const outcomes: Outcome<Sealed>[] = [];
    const endedSessions: string[] = [];
    const moved: Moved = new Map();
    const headOf: HeadOf = (stream) => moved.get(keyOf(stream))?.[1] ?? heads.headOf(stream);
    let reached = tail;
    let erased = false;
    sql.begin.run();
    try {
      // Here and until the commit no other connection can write; the tail in memory is what the file says.
      if ((sql.size.get()?.size ?? 0) !== tail.range.size) {
        throw new Error('the ledger was written by somebody else while this process held it');
      }
      for (const wish of wishes) {
        const refusal = refusalOf(headOf, nowMs, reached, wish.drafts) ?? keepReply(sql, nowMs, reached, wish);
        if (refusal !== undefined) {
          outcomes.push({ kind: 'refused', refusal });
          continue;
        }
        const step = appendOne(sql, project, { nowMs, reached, headOf, moved }, wish);
        if (wish.door) door.now(changeDoor({ ended: (id) => endedSessions.push(id) }, wish.door));
        for (const { entry } of step.entries) erased = erase(entry) || erased;
        reached = step.tail;
        outcomes.push({ kind: 'written', entries: step.entries });
      }
      sql.commit.run();
    } catch (error) {
      if (connection.inTransaction) sql.rollback.run();
      throw error;
    }
    // Durable from here on: the commit's fsync has returned.
    tail = reached;
    heads.moved(moved.values());
    if (erased) finish();
    return { outcomes, endedSessions };
  };

  return ({ nowMs, wishes }) => {
    try {
      return commit(nowMs, wishes);
    } catch (error) {
      // A full disk or a broken file is everybody's; anything else is one caller's alone.
      if (wishes.length === 1 || storeFailed(error)) return refused(wishes, error);
      return together(
        wishes.map((wish) => {
          try {
            return commit(nowMs, [wish]);
          } catch (itsOwn) {
            return refused([wish], itsOwn);
          }
        }),
      );
    }
  };
}

function refused(wishes: readonly Wish[], error: unknown): Written<Sealed> {
  return { outcomes: wishes.map(() => outcomeOf(error)), endedSessions: [] };
}

function outcomeOf(error: unknown): Outcome<never> {
  return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
}

function together(all: readonly Written<Sealed>[]): Written<Sealed> {
  return {
    outcomes: all.flatMap(({ outcomes }) => outcomes),
    endedSessions: all.flatMap(({ endedSessions }) => endedSessions),
  };
}

/** The heads that this transaction has moved, by `keyOf`; not yet durable. */
type Moved = Map<string, readonly [StreamRef, StreamHead]>;

const keyOf = ({ kind, id }: StreamRef) => `${kind}/${id}`;

/** Why a caller's drafts cannot be added; asked before anything of them is written. */
function refusalOf(headOf: HeadOf, nowMs: number, before: Tail, drafts: readonly Draft[]): DomainError | undefined {
  // All compared before the first insert, so that several drafts of one call may touch the same stream.
  for (const stream of drafts.flatMap((draft) => draft.streams)) {
    if (stream.decidedOn === undefined) continue;
    const found = headOf(stream).n;
    if (found !== stream.decidedOn) {
      return new DomainError('moved', 'ledger.stream-moved', { decidedOn: stream.decidedOn, found });
    }
  }
  const behindMs = before.at === '' ? 0 : Date.parse(before.at) - nowMs;
  return behindMs > clockToleranceMs ? new DomainError('unavailable', 'ledger.clock-behind', { behindMs }) : undefined;
}

interface Place {
  readonly nowMs: number;
  readonly reached: Tail;
  readonly headOf: HeadOf;
  readonly moved: Moved;
}

/** One caller's drafts. */
function appendOne(
  sql: Statements,
  project: ProjectionWriter,
  { nowMs, reached, headOf, moved }: Place,
  wish: Wish,
): { tail: Tail; entries: readonly Sealed[] } {
  const at = timeOfNext(nowMs, reached);
  let range = reached.range;
  const entries = wish.drafts.map((draft, index) => {
    const streams = draft.streams.map((stream): StreamPlace => {
      const { n, link } = headOf(stream);
      return { kind: stream.kind, id: stream.id, n: n + 1, link };
    });
    const salt = wish.salts[index];
    if (salt === undefined) throw new Error('every draft is given a salt');
    const sealed = seal(sha256, draft, { seq: range.size, at, streams, salt });
    range = insert(sql, range, sealed, moved);
    project(sealed.entry);
    return sealed;
  });
  return { tail: { range, at }, entries };
}

function insert(sql: Statements, range: CompactRange, sealed: Sealed, moved: Moved): CompactRange {
  const { entry } = sealed;
  sql.insertEntry.run(entry.seq, sealed.leaf);
  sql.insertBody.run(entry.seq, sealed.body, sealed.salt);
  const link = Buffer.from(linkOf(sha256, sealed.salt, sealed.leaf)).toString('hex');
  for (const place of entry.streams) {
    sql.insertPlace.run(place.kind, place.id, place.n, entry.seq);
    sql.upsertHead.run(place.kind, place.id, place.n, entry.seq, link);
    moved.set(keyOf(place), [place, { n: place.n, link }]);
  }
  const grown = appendLeaf(sha256, range, sealed.leaf);
  for (const node of grown.completed) sql.insertNode.run(node.level, node.index, node.hash);
  return grown.range;
}

/** Times never decrease with position. */
function timeOfNext(nowMs: number, { at }: Tail): Instant {
  const now = instantOf(nowMs);
  return now >= at ? now : at;
}

/** Stores the reply with the positions that its entries will have; before them, because its key may be taken. */
function keepReply(sql: Statements, nowMs: number, reached: Tail, { reply, drafts }: Wish): DomainError | undefined {
  if (reply === undefined) return undefined;
  const positions = drafts.map((_, index) => reached.range.size + index);
  const stored = JSON.stringify({ id: reply.id, positions });
  const at = timeOfNext(nowMs, reached);
  const { changes } = sql.insertReply.run(reply.key, reply.bodyHash, reply.status, stored, at);
  return changes === 1 ? undefined : new DomainError('conflict', 'idempotency.answered');
}
