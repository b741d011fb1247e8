import { DomainError } from '../core/errors.ts';
import type { Draft, Entry, StreamPlace, StreamRef } from '../core/ledger/entry.ts';
import { appendLeaf, type CompactRange } from '../core/ledger/merkle.ts';
import { linkOf, type Sealed, seal } from '../core/ledger/seal.ts';
import { type Instant, instantOf } from '../core/time.ts';
import { sha256 } from '../hashing.ts';
import type { Appended, DoorChange, IdempotentReply, LedgerStore, SealedEntry } from './contract.ts';
import { eraser } from './erase.ts';
import { storeFailed } from './failure.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import { type ProjectionWriter, projectionWriter } from './projection-writer.ts';
import { projections } from './projections/all.ts';
import type { SqliteMemory, StreamHead } from './sqlite/memory.ts';
import type { SqliteStoreOptions } from './sqlite.ts';
import { parseBody, readTail, type Statements, sizeAt, statements, type Tail } from './sqlite-ledger-sql.ts';

export interface SqliteLedger extends LedgerStore {
  /** Resolves when nothing is waiting to be written. */
  drained(): Promise<void>;
}

/** How far the clock may run behind the newest entry before writes are refused rather than dated wrongly. */
const clockToleranceMs = 5_000;
/** Drafts sharing one transaction: enough to share an fsync, few enough to keep the event loop free. */
const draftsPerCommit = 256;

/** Changes a door inside the transaction that is open. */
type ChangeDoor = (change: DoorChange) => void;

/** @throws Error when the file was never founded. */
export function sqliteLedger(
  connection: SqliteConnection,
  memory: SqliteMemory,
  options: SqliteStoreOptions,
  changeDoor: ChangeDoor,
): SqliteLedger {
  const origin = connection.prepare<[], { origin: string }>('select origin from ledger').get()?.origin;
  if (origin === undefined) throw new Error('the database holds no ledger; make one with: rx12 init --origin NAME');
  const sql = statements(connection);
  const readHead = (kind: string, id: string) => sql.head.get(kind, id);
  const write = writer(connection, sql, memory, options, changeDoor);
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
      memory.entriesAfter(stream, n, () =>
        sql.streamBodies.all(stream.kind, stream.id, n, Number.MAX_SAFE_INTEGER).map(parseBody),
      ),
    entriesAt: async (seqs) =>
      seqs.flatMap((seq): SealedEntry[] => {
        const row = sql.bodyAt.get(seq);
        return row === undefined ? [] : [{ entry: parseBody(row), leaf: row.leaf.toString('hex') }];
      }),
    lengthOf: async (stream) => memory.headOf(stream, readHead).n,
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
 * The one place that writes the ledger. Callers queue; one flush takes what is waiting into one IMMEDIATE transaction, so
 * that an fsync serves them all. A caller whose stream has moved is refused before anything of it is written. What the
 * file itself refuses takes the transaction back, and then each caller gets one of its own, so that one caller's bad
 * draft takes nobody else's with it: a savepoint a caller, which does the same, writes every page that it touches twice.
 */
function writer(
  connection: SqliteConnection,
  sql: Statements,
  memory: SqliteMemory,
  options: SqliteStoreOptions,
  changeDoor: ChangeDoor,
) {
  const project = projectionWriter(connection, projections);
  const readHead = (kind: string, id: string) => sql.head.get(kind, id);
  const { erase, finish } = eraser(connection, options.path, projections);
  let tail = readTail(sql);
  const queue: Waiting[] = [];
  let scheduled = false;
  let idle: (() => void)[] = [];

  const flush = () => {
    const batch = takeBatch();
    try {
      commit(batch);
    } catch (error) {
      // A full disk or a broken file is everybody's; anything else is one caller's alone.
      if (batch.length === 1 || storeFailed(error)) return refuse(batch, error);
      for (const waiting of batch) {
        try {
          commit([waiting]);
        } catch (itsOwn) {
          refuse([waiting], itsOwn);
        }
      }
    }
  };

  /** @throws whatever the file refused, with nothing written and nobody told. */
  const commit = (batch: readonly Waiting[]) => {
    const outcomes: (() => void)[] = [];
    const moved: Moved = new Map();
    const headOf = (stream: StreamRef) => moved.get(keyOf(stream))?.[1] ?? memory.headOf(stream, readHead);
    const written: SealedEntry[] = [];
    let reached = tail;
    let erased = false;
    sql.begin.run();
    try {
      // Here and until the commit no other connection can write; the tail in memory is what the file says.
      if ((sql.size.get()?.size ?? 0) !== tail.range.size) {
        throw new Error('the ledger was written by somebody else while this process held it');
      }
      for (const waiting of batch) {
        const refusal = refusalOf(headOf, options, reached, waiting.drafts);
        if (refusal !== undefined) {
          outcomes.push(() => waiting.reject(refusal));
          continue;
        }
        const step = appendOne(sql, project, options, { reached, headOf, moved }, waiting);
        if (waiting.door) changeDoor(waiting.door);
        for (const { entry } of step.appended.entries) erased = erase(entry) || erased;
        reached = step.tail;
        outcomes.push(() => waiting.resolve(step.appended));
        written.push(...step.appended.entries);
      }
      sql.commit.run();
    } catch (error) {
      if (connection.inTransaction) sql.rollback.run();
      throw error;
    }
    // Durable from here on: the commit's fsync has returned.
    tail = reached;
    memory.committed(written, moved.values());
    options.written?.(written.length);
    if (erased) finish();
    for (const settle of outcomes) settle();
  };

  const refuse = (batch: readonly Waiting[], error: unknown) => {
    for (const waiting of batch) waiting.reject(answeredBefore(error) ?? error);
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

  // Where the process died between an erasure and what follows it.
  if (sql.erased.get() !== undefined) finish();

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

/** The reply's key was stored before: in one process that is found by the file, which takes it once. */
function answeredBefore(error: unknown): DomainError | undefined {
  const taken = error instanceof Error && error.message === 'UNIQUE constraint failed: idempotency.key';
  return taken ? new DomainError('conflict', 'idempotency.answered') : undefined;
}

/** The heads that this transaction has moved, by `keyOf`; not yet durable. */
type Moved = Map<string, readonly [StreamRef, StreamHead]>;
type HeadOf = (stream: StreamRef) => StreamHead;

const keyOf = ({ kind, id }: StreamRef) => `${kind}/${id}`;

/** Why a caller's drafts cannot be added; asked before anything of them is written. */
function refusalOf(
  headOf: HeadOf,
  options: SqliteStoreOptions,
  before: Tail,
  drafts: readonly Draft[],
): DomainError | undefined {
  // All compared before the first insert, so that several drafts of one call may touch the same stream.
  for (const stream of drafts.flatMap((draft) => draft.streams)) {
    if (stream.decidedOn === undefined) continue;
    const found = headOf(stream).n;
    if (found !== stream.decidedOn) {
      return new DomainError('moved', 'ledger.stream-moved', { decidedOn: stream.decidedOn, found });
    }
  }
  const behindMs = before.at === '' ? 0 : Date.parse(before.at) - options.clock.now();
  return behindMs > clockToleranceMs ? new DomainError('unavailable', 'ledger.clock-behind', { behindMs }) : undefined;
}

interface Place {
  readonly reached: Tail;
  readonly headOf: HeadOf;
  readonly moved: Moved;
}

/** One caller's drafts. */
function appendOne(
  sql: Statements,
  project: ProjectionWriter,
  options: SqliteStoreOptions,
  { reached, headOf, moved }: Place,
  waiting: Waiting,
): { tail: Tail; appended: Appended } {
  const now = instantOf(options.clock.now());
  const at = now >= reached.at ? now : reached.at;
  let range = reached.range;
  const entries: SealedEntry[] = [];
  for (const draft of waiting.drafts) {
    const streams = draft.streams.map((stream): StreamPlace => {
      const { n, link } = headOf(stream);
      return { kind: stream.kind, id: stream.id, n: n + 1, link };
    });
    const sealed = seal(sha256, draft, { seq: range.size, at, streams, salt: options.randomSalt() });
    range = insert(sql, range, sealed, moved);
    project(sealed.entry);
    entries.push({ entry: sealed.entry, leaf: Buffer.from(sealed.leaf).toString('hex') });
  }
  if (waiting.reply) keepReply(sql, waiting.reply, entries, at);
  return { tail: { range, at }, appended: { entries } };
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

function keepReply(sql: Statements, reply: IdempotentReply, entries: readonly SealedEntry[], at: Instant): void {
  const stored = JSON.stringify({ id: reply.id, positions: entries.map(({ entry }) => entry.seq) });
  sql.insertReply.run(reply.key, reply.bodyHash, reply.status, stored, at);
}
