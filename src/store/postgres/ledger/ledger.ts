import { DomainError } from '../../../core/errors.ts';
import type { Draft, StreamPlace, StreamRef } from '../../../core/ledger/entry.ts';
import { appendLeaf, type TreeNode } from '../../../core/ledger/merkle.ts';
import { linkOf, type Sealed, seal } from '../../../core/ledger/seal.ts';
import { instantOf } from '../../../core/time.ts';
import { sha256 } from '../../../hashing.ts';
import type { Appended, DoorChange, IdempotentReply, LedgerStore, SealedEntry } from '../../contract.ts';
import { changeDoor, type SessionUses } from '../../doors/doors.ts';
import { storeFailed } from '../../failure.ts';
import { projections } from '../../projections/all.ts';
import type { StreamHead } from '../../sqlite/heads.ts';
import type { PostgresClient, PostgresPool } from '../connect.ts';
import { type PostgresSql, runSteps, withConnection } from '../sql.ts';
import type { PostgresStoreOptions } from '../store.ts';
import { eraseOrdered, ordersErasure } from './erase.ts';
import { ledgerReads } from './ledger-reads.ts';
import {
  type Added,
  holdTail,
  keyOf,
  type Moved,
  type StoredKey,
  sendAdded,
  type Tail,
  unbegun,
} from './ledger-sql.ts';
import { projectionWriter } from './projection-writer.ts';

export interface PostgresLedger extends LedgerStore {
  /** Resolves when nothing of this process is waiting to be written. */
  drained(): Promise<void>;
}

/** How far the clock may run behind the newest entry before writes are refused rather than dated wrongly. */
const clockToleranceMs = 5_000;
/** Drafts sharing one transaction: the other processes wait meanwhile. */
const draftsPerCommit = 256;

interface Ports {
  readonly pool: PostgresPool;
  readonly sql: PostgresSql;
  readonly sessions: SessionUses;
}

/** @throws Error when the database was never founded. */
export async function postgresLedger(ports: Ports, options: PostgresStoreOptions): Promise<PostgresLedger> {
  const [founded] = await ports.sql.rows<{ origin: string }>('select origin from ledger');
  if (founded === undefined) throw new Error('the database holds no ledger; make one with: rx12 init --origin NAME');
  return { origin: founded.origin, ...ledgerReads(ports.sql), ...writer(ports, options) };
}

interface Waiting {
  readonly drafts: readonly Draft[];
  readonly reply: IdempotentReply | undefined;
  readonly door: DoorChange | undefined;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one place of this process that writes the ledger. Callers queue; one transaction takes what is waiting while it
 * holds the tail, so that whoever else writes, here or in another process, is before or after and never in between, and a
 * commit serves many. What the database itself refuses takes the transaction back, and then each caller gets one alone.
 */
function writer({ pool, sessions }: Ports, options: PostgresStoreOptions) {
  const project = projectionWriter(projections);
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;

  const commit = (batch: readonly Waiting[]) => {
    const progress = { held: false };
    const whole = async (client: PostgresClient) => {
      try {
        return await transaction(client, batch, progress);
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    };
    // Until the tail is held nothing was written: a connection that went away before is nobody's failure.
    return withConnection(pool, whole, { again: () => !progress.held });
  };

  /** @returns what to tell each caller, once it is durable. */
  const transaction = async (
    client: PostgresClient,
    batch: readonly Waiting[],
    progress: { held: boolean },
  ): Promise<(() => void)[]> => {
    const streams = batch.flatMap(({ drafts }) => drafts.flatMap((draft) => draft.streams));
    const { tail, heads, answered } = await holdTail(
      client,
      distinct(streams),
      batch.flatMap(({ reply }) => (reply === undefined ? [] : [reply.key])),
    );
    progress.held = true;
    const growth = growthFrom(tail, heads, options);
    const taken = new Set(answered);
    const outcomes: (() => void)[] = [];
    const doors: DoorChange[] = [];
    for (const waiting of batch) {
      const refusal = growth.refusalOf(waiting.drafts) ?? answeredBefore(taken, waiting.reply);
      if (refusal !== undefined) {
        outcomes.push(() => waiting.reject(refusal));
        continue;
      }
      const appended = growth.add(waiting);
      if (waiting.reply) taken.add(waiting.reply.key);
      if (waiting.door) doors.push(waiting.door);
      outcomes.push(() => waiting.resolve(appended));
    }
    const added = growth.added();
    if (added.sealed.length === 0) {
      await client.query('rollback');
      return outcomes;
    }
    const entries = added.sealed.map(({ entry }) => entry);
    const projected = await project.fold(client, entries);
    const writes = [...sendAdded(client, added), ...projected.write(client)];
    const orders = entries.filter(({ event }) => ordersErasure(event));
    if (doors.length + orders.length > 0) {
      await Promise.all(writes);
      for (const order of orders) await eraseOrdered(client, order, projections);
      for (const door of doors) await runSteps(client, changeDoor(sessions, door));
      await client.query('commit');
    } else {
      // Sent without waiting: where one of them fails, the commit takes everything back and the failure is thrown here.
      await Promise.all([...writes, client.query('commit')]);
    }
    return outcomes;
  };

  const flush = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      for (const settle of await commit(batch)) settle();
    } catch (error) {
      // A server that is away is everybody's; anything else is one caller's alone.
      if (batch.length === 1 || storeFailed(error)) for (const { reject } of batch) reject(error);
      else for (const waiting of batch) await flush([waiting]);
    }
  };

  const takeBatch = (): Waiting[] => {
    let drafts = 0;
    const end = queue.findIndex((waiting, at) => {
      drafts += waiting.drafts.length;
      // An erasure takes rows out that others of the batch might touch: it goes alone.
      return drafts > draftsPerCommit || (at > 0 && waiting.drafts.some(({ event }) => ordersErasure(event)));
    });
    const first = queue[0]?.drafts.some(({ event }) => ordersErasure(event)) === true;
    return queue.splice(0, first ? 1 : end === -1 ? queue.length : Math.max(end, 1));
  };

  const run = async () => {
    // After the I/O of this turn: requests that arrived together are written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await flush(takeBatch());
    running = undefined;
  };

  return {
    append: (drafts: readonly Draft[], reply?: IdempotentReply, door?: DoorChange) =>
      new Promise<Appended>((resolve, reject) => {
        queue.push({ drafts, reply, door, resolve, reject });
        running ??= run();
      }),
    drained: async () => running,
  };
}

/** What the callers of one transaction add, one after another, before any of it is sent. */
function growthFrom(held: Tail, heads: Map<string, StreamHead>, options: PostgresStoreOptions) {
  const sealed: Sealed[] = [];
  const nodes: TreeNode[] = [];
  const moved = new Map<string, Moved>();
  const replies: StoredKey[] = [];
  let tail = held;
  const headOf = (stream: StreamRef): StreamHead => heads.get(keyOf(stream)) ?? unbegun;
  return {
    refusalOf: (drafts: readonly Draft[]): DomainError | undefined => {
      for (const stream of drafts.flatMap((draft) => draft.streams)) {
        if (stream.decidedOn === undefined) continue;
        const found = headOf(stream).n;
        if (found === stream.decidedOn) continue;
        return new DomainError('moved', 'ledger.stream-moved', { decidedOn: stream.decidedOn, found });
      }
      const behindMs = tail.at === '' ? 0 : Date.parse(tail.at) - options.clock.now();
      return behindMs > clockToleranceMs
        ? new DomainError('unavailable', 'ledger.clock-behind', { behindMs })
        : undefined;
    },
    add: ({ drafts, reply }: Waiting): Appended => {
      const now = instantOf(options.clock.now());
      const at = now >= tail.at ? now : tail.at;
      let { range } = tail;
      const entries: SealedEntry[] = [];
      for (const draft of drafts) {
        const streams = draft.streams.map((stream): StreamPlace => {
          const { n, link } = headOf(stream);
          return { kind: stream.kind, id: stream.id, n: n + 1, link };
        });
        const one = seal(sha256, draft, { seq: range.size, at, streams, salt: options.randomSalt() });
        const link = Buffer.from(linkOf(sha256, one.salt, one.leaf)).toString('hex');
        for (const { kind, id, n } of one.entry.streams) {
          heads.set(keyOf({ kind, id }), { n, link });
          moved.set(keyOf({ kind, id }), { kind, id, n, seq: one.entry.seq, link });
        }
        const grown = appendLeaf(sha256, range, one.leaf);
        range = grown.range;
        nodes.push(...grown.completed);
        sealed.push(one);
        entries.push({ entry: one.entry, leaf: Buffer.from(one.leaf).toString('hex') });
      }
      tail = { range, at };
      if (reply) replies.push(storedKey(reply, entries, at));
      return { entries };
    },
    added: (): Added => ({ sealed, nodes, moved, replies, tail }),
  };
}

function storedKey(reply: IdempotentReply, entries: readonly SealedEntry[], at: string): StoredKey {
  const { key, bodyHash, status, id } = reply;
  return { key, bodyHash, status, at, reply: JSON.stringify({ id, positions: entries.map(({ entry }) => entry.seq) }) };
}

function answeredBefore(taken: ReadonlySet<string>, reply: IdempotentReply | undefined): DomainError | undefined {
  return reply !== undefined && taken.has(reply.key) ? new DomainError('conflict', 'idempotency.answered') : undefined;
}

function distinct(streams: readonly StreamRef[]): readonly StreamRef[] {
  return [...new Map(streams.map((stream) => [keyOf(stream), stream])).values()];
}
