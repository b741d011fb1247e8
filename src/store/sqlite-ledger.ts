import type { Draft, Entry } from '../core/ledger/entry.ts';
import type { Appended, DoorChange, IdempotentReply, LedgerStore, SealedEntry } from './contract.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { SqliteMemory } from './sqlite/memory.ts';
import type { Turns } from './sqlite/turns.ts';
import type { Batch, Outcome, Written } from './sqlite/writer.ts';
import type { SqliteStoreOptions } from './sqlite.ts';
import { parseBody, readTail, sizeAt, statements } from './sqlite-ledger-sql.ts';

export interface SqliteLedger extends LedgerStore {
  /** Resolves when nothing is waiting to be written, and whoever wrote has ended. */
  close(): Promise<void>;
}

/** Writes batches in the order in which they come, here or on a thread of its own. */
export interface BatchWriter {
  /** @throws Error where it is not known whether the batch was written. */
  write(batch: Batch): Promise<Written<SealedEntry>>;
  close(): Promise<void>;
}

/** Drafts handed over together: enough to share an fsync, few enough that nobody waits long for it. */
const draftsPerBatch = 256;

interface Surroundings extends Pick<SqliteStoreOptions, 'clock' | 'randomSalt' | 'written'> {
  readonly memory: SqliteMemory;
  /** Called once the file is known to hold a ledger. */
  readonly writer: () => BatchWriter;
  /** Whatever else this process writes into the file takes its turn as well. */
  readonly turns: Turns;
}

/** @throws Error when the file was never founded, or lacks what the next entry goes on from. */
export function sqliteLedger(connection: SqliteConnection, surroundings: Surroundings): SqliteLedger {
  const origin = connection.prepare<[], { origin: string }>('select origin from ledger').get()?.origin;
  if (origin === undefined) throw new Error('the database holds no ledger; make one with: rx12 init --origin NAME');
  const sql = statements(connection);
  // Whoever writes begins there, and may be a thread: it is here that a start can still be refused.
  readTail(sql);
  const { memory } = surroundings;
  const writer = surroundings.writer();
  const queue = writeQueue({ ...surroundings, writer });
  return {
    origin,
    append: queue.append,
    close: async () => {
      await queue.drained();
      await writer.close();
    },
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
    lengthOf: async (stream) => memory.lengthOf(stream, (kind, id) => sql.head.get(kind, id)?.n ?? 0),
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
 * What comes in during one turn of the event loop goes together, whether or not what went before has been written: the
 * writer is never without work while there is some, and takes what has come meanwhile into one transaction.
 */
function writeQueue({
  memory,
  writer,
  turns,
  clock,
  randomSalt,
  written,
}: Omit<Surroundings, 'writer'> & { readonly writer: BatchWriter }) {
  const queue: Waiting[] = [];
  let underWay = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  const takeBatch = (): Waiting[] => {
    let drafts = 0;
    const end = queue.findIndex((waiting) => {
      drafts += waiting.drafts.length;
      return drafts > draftsPerBatch;
    });
    return queue.splice(0, end === -1 ? queue.length : Math.max(end, 1));
  };

  const flush = async (batch: readonly Waiting[]) => {
    try {
      const { outcomes, endedSessions } = await writer.write({
        nowMs: clock.now(),
        wishes: batch.map(({ drafts, reply, door }) => ({ drafts, salts: drafts.map(randomSalt), reply, door })),
      });
      const entries = outcomes.flatMap((outcome) => (outcome.kind === 'written' ? outcome.entries : []));
      memory.committed(entries);
      for (const sessionId of endedSessions) memory.sessionEnded(sessionId);
      written?.(entries.length);
      for (const [index, waiting] of batch.entries()) settle(waiting, outcomes[index]);
    } catch (error) {
      // What of it became durable is not known; the file knows.
      memory.forget();
      for (const { reject } of batch) reject(error);
    }
    underWay -= 1;
    if (underWay > 0 || scheduled) return;
    for (const wake of idle) wake();
    idle = [];
  };

  const send = () => {
    scheduled = false;
    while (queue.length > 0) {
      const batch = takeBatch();
      underWay += 1;
      turns.beside(() => flush(batch));
    }
  };

  return {
    append: (drafts: readonly Draft[], reply?: IdempotentReply, door?: DoorChange) =>
      new Promise<Appended>((resolve, reject) => {
        queue.push({ drafts, reply, door, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        // After the I/O of this turn.
        setImmediate(send);
      }),
    drained: () =>
      underWay === 0 && !scheduled ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve)),
  };
}

function settle({ resolve, reject }: Waiting, outcome: Outcome<SealedEntry> | undefined): void {
  if (outcome?.kind === 'written') resolve({ entries: outcome.entries });
  else if (outcome?.kind === 'refused') reject(outcome.refusal);
  else reject(outcome?.error ?? new Error('every wish has an outcome'));
}
