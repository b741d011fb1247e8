import { DomainError } from '../core/errors.ts';
import type { Draft, Entry, StreamPlace, StreamRef } from '../core/ledger/entry.ts';
import { appendLeaf, type CompactRange } from '../core/ledger/merkle.ts';
import { firstLink, linkOf, type Sealed, seal } from '../core/ledger/seal.ts';
import { type Instant, instantOf } from '../core/time.ts';
import { sha256 } from '../hashing.ts';
import type { Appended, DoorChange, IdempotentReply, LedgerStore, SealedEntry } from './contract.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import { type ProjectionWriter, projectionWriter } from './projection-writer.ts';
import { projections } from './projections/all.ts';
import type { SqliteStoreOptions } from './sqlite.ts';
import { parseBody, readTail, type Statements, sizeAt, statements, type Tail } from './sqlite-ledger-sql.ts';
import type { SqliteMemory } from './sqlite-memory.ts';

export interface SqliteLedger extends LedgerStore {
  /** Resolves when nothing is waiting to be written. */
  drained(): Promise<void>;
}

/** How far the clock may run behind the newest entry before writes are refused rather than dated wrongly. */
const clockToleranceMs = 5_000;
/** Drafts sharing one transaction: enough to share an fsync, few enough to keep the event loop free. */
const draftsPerCommit = 256;

/** @throws Error when the file was never founded. */
export function sqliteLedger(
  connection: SqliteConnection,
  memory: SqliteMemory,
  options: SqliteStoreOptions,
): SqliteLedger {
  const origin = connection.prepare<[], { origin: string }>('select origin from ledger').get()?.origin;
  if (origin === undefined) throw new Error('the database holds no ledger; make one with: rx12 init --origin NAME');
  const sql = statements(connection, memory);
  const write = writer(connection, sql, memory, options);
  return {
    origin,
    append: write.append,
    drained: write.drained,
    entriesOf: async (streams, upTo = Number.MAX_SAFE_INTEGER) => {
      if (streams.length === 1 && streams[0]) {
        return sql.streamBodies.all(streams[0].kind, streams[0].id, 0, upTo).map(parseBody);
      }
      const bySeq = new Map<number, Entry>();
      for (const stream of streams) {
        for (const row of sql.streamBodies.all(stream.kind, stream.id, 0, upTo)) {
          const entry = parseBody(row);
          bySeq.set(entry.seq, entry);
        }
      }
      return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
    },
    entriesAfter: async (stream, n) =>
      sql.streamBodies.all(stream.kind, stream.id, n, Number.MAX_SAFE_INTEGER).map(parseBody),
    entriesAt: async (seqs) =>
      seqs.flatMap((seq): SealedEntry[] => {
        const row = sql.bodyAt.get(seq);
        return row === undefined ? [] : [{ entry: parseBody(row), leaf: row.leaf.toString('hex') }];
      }),
    lengthOf: async (stream) => memory.lengthOf(stream, () => sql.head.get(stream.kind, stream.id)?.n ?? 0),
    size: async () => sql.size.get()?.size ?? 0,
    sizeAt: async (at) => sizeAt(sql, at),
  };
}

interface Waiting {
  readonly drafts: readonly Draft[];
  readonly reply: IdempotentReply | undefined;
  readonly door: DoorChange | undefined;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one place that writes the ledger. Callers queue; one flush takes what is waiting into one IMMEDIATE transaction,
 * a savepoint per caller, so that a refused draft takes nobody else's with it and an fsync serves them all.
 */
function writer(connection: SqliteConnection, sql: Statements, memory: SqliteMemory, options: SqliteStoreOptions) {
  const project = projectionWriter(connection, projections);
  let tail = readTail(sql);
  const queue: Waiting[] = [];
  let scheduled = false;
  let idle: (() => void)[] = [];

  const flush = () => {
    const batch = takeBatch();
    const outcomes: (() => void)[] = [];
    let reached = tail;
    try {
      sql.begin.run();
      // Here and until the commit no other connection can write; the tail in memory is what the file says.
      if ((sql.size.get()?.size ?? 0) !== tail.range.size) {
        throw new Error('the ledger was written by somebody else while this process held it');
      }
      for (const waiting of batch) {
        sql.savepoint.run();
        try {
          const step = appendOne(sql, project, options, reached, waiting);
          sql.release.run();
          reached = step.tail;
          outcomes.push(() => {
            memory.committed(step.appended.entries);
            waiting.resolve(step.appended);
          });
        } catch (error) {
          // A full disk ends the whole transaction; anything else is this caller's alone.
          if (!connection.inTransaction) throw error;
          sql.rollbackTo.run();
          sql.release.run();
          outcomes.push(() => waiting.reject(error));
        }
      }
      sql.commit.run();
      tail = reached;
    } catch (error) {
      if (connection.inTransaction) connection.exec('rollback');
      for (const waiting of batch) waiting.reject(error);
      return;
    }
    // Durable from here on: the commit's fsync has returned.
    for (const settle of outcomes) settle();
  };

  const takeBatch = (): Waiting[] => {
    let drafts = 0;
    const end = queue.findIndex((waiting) => {
      drafts += waiting.drafts.length;
      return drafts > draftsPerCommit;
    });
    return queue.splice(0, end === -1 ? queue.length : Math.max(end, 1));
  };

  const run = () => {
    scheduled = false;
    flush();
    if (queue.length > 0) schedule();
    else {
      for (const wake of idle) wake();
      idle = [];
    }
  };

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    // After the I/O of this turn: requests that arrived together are written together.
    setImmediate(run);
  };

  return {
    append: (drafts: readonly Draft[], reply?: IdempotentReply, door?: DoorChange) =>
      new Promise<Appended>((resolve, reject) => {
        queue.push({ drafts, reply, door, resolve, reject });
        schedule();
      }),
    drained: () =>
      queue.length === 0 && !scheduled ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve)),
  };
}

/** One caller's drafts, inside its savepoint. */
function appendOne(
  sql: Statements,
  project: ProjectionWriter,
  options: SqliteStoreOptions,
  before: Tail,
  waiting: Waiting,
): { tail: Tail; appended: Appended } {
  refuseMoved(sql, waiting.drafts);
  const at = instantFor(options, before);
  let range = before.range;
  const entries: SealedEntry[] = [];
  for (const draft of waiting.drafts) {
    const sealed = seal(sha256, draft, {
      seq: range.size,
      at,
      streams: draft.streams.map((stream) => nextPlace(sql, stream)),
      salt: options.randomSalt(),
    });
    range = insert(sql, range, sealed);
    project(sealed.entry);
    entries.push({ entry: sealed.entry, leaf: Buffer.from(sealed.leaf).toString('hex') });
  }
  if (waiting.reply) keepReply(sql, waiting.reply, entries, at);
  if (waiting.door) sql.changeDoor(waiting.door);
  return { tail: { range, at }, appended: { entries } };
}

/** Compared once before the first insert, so that several drafts of one call may touch the same stream. */
function refuseMoved(sql: Statements, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    for (const stream of draft.streams) {
      if (stream.decidedOn === undefined) continue;
      const found = sql.head.get(stream.kind, stream.id)?.n ?? 0;
      if (found !== stream.decidedOn) {
        throw new DomainError('moved', 'ledger.stream-moved', { decidedOn: stream.decidedOn, found });
      }
    }
  }
}

function instantFor(options: SqliteStoreOptions, before: Tail): Instant {
  const now = instantOf(options.clock.now());
  if (now >= before.at) return now;
  const behindMs = Date.parse(before.at) - Date.parse(now);
  if (behindMs > clockToleranceMs) throw new DomainError('unavailable', 'ledger.clock-behind', { behindMs });
  return before.at;
}

function nextPlace(sql: Statements, stream: StreamRef): StreamPlace {
  const head = sql.head.get(stream.kind, stream.id);
  return { kind: stream.kind, id: stream.id, n: (head?.n ?? 0) + 1, link: head?.link ?? firstLink };
}

function insert(sql: Statements, range: CompactRange, sealed: Sealed): CompactRange {
  const { entry } = sealed;
  sql.insertEntry.run(entry.seq, sealed.leaf);
  sql.insertBody.run(entry.seq, sealed.body, sealed.salt);
  const link = Buffer.from(linkOf(sha256, sealed.salt, sealed.leaf)).toString('hex');
  for (const place of entry.streams) {
    sql.insertPlace.run(place.kind, place.id, place.n, entry.seq);
    sql.upsertHead.run(place.kind, place.id, place.n, entry.seq, link);
  }
  const grown = appendLeaf(sha256, range, sealed.leaf);
  for (const node of grown.completed) sql.insertNode.run(node.level, node.index, node.hash);
  return grown.range;
}

function keepReply(sql: Statements, reply: IdempotentReply, entries: readonly SealedEntry[], at: Instant): void {
  const stored = JSON.stringify({ id: reply.id, positions: entries.map(({ entry }) => entry.seq) });
  sql.insertReply.run(reply.key, reply.bodyHash, reply.status, stored, at);
}
