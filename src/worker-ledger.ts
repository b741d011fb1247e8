import { isMainThread, parentPort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';
import { DomainError } from './core/errors.ts';
import type { Entry } from './core/ledger/entry.ts';
import type { Sealed } from './core/ledger/seal.ts';
import type { SealedEntry } from './store/contract.ts';
import { writerEnded } from './store/failure.ts';
import { openSqlite, pagesWithHelp, setCheckpointPages } from './store/open-sqlite.ts';
import { type Batch, ledgerWriter, type Outcome, type WriteBatch, type Written } from './store/sqlite/writer.ts';
import type { BatchWriter } from './store/sqlite-ledger.ts';

/**
 * Writes the ledger of a file on a thread of its own, with a connection of its own: what the service answers while a batch
 * is sealed, inserted and made durable is not held up by it. The thread starts at once, and again should it have died;
 * whoever waits for it then is told that it is not known whether the batch was written.
 *
 * @param path of the file, which must be of the newest schema.
 */
export function ledgerWriterApart(path: string): BatchWriter {
  let worker: Worker | undefined;
  let closed = false;
  /** Those whose batch the thread has, in the order in which it got them. */
  let asked: { readonly resolve: (said: Said) => void; readonly reject: (error: Error) => void }[] = [];
  const start = () => {
    const started = startThread(path);
    started.on('message', (text: string) => {
      const all = JSON.parse(text) as readonly Said[];
      const answered = asked.splice(0, all.length);
      // Only what is asked of it holds the process: a start that fails elsewhere can end.
      if (asked.length === 0) started.unref();
      for (const [at, said] of all.entries()) answered[at]?.resolve(said);
    });
    const gone = (error: Error) => {
      if (worker !== started) return;
      worker = undefined;
      const unanswered = asked;
      asked = [];
      for (const { reject } of unanswered) reject(Object.assign(error, { code: writerEnded }));
    };
    started.once('error', (error) => gone(error instanceof Error ? error : new Error(String(error))));
    started.once('exit', (code) => gone(new Error(`the thread that writes the ledger has ended (${code})`)));
    started.unref();
    return started;
  };
  worker = start();
  return {
    write: async (batch) => {
      if (closed) throw new Error('the ledger is closed');
      const said = new Promise<Said>((resolve, reject) => asked.push({ resolve, reject }));
      worker ??= start();
      worker.ref();
      worker.postMessage(JSON.stringify(saltsAsText(batch)));
      return heard(await said);
    },
    close: async () => {
      closed = true;
      const last = worker;
      worker = undefined;
      if (last === undefined) return;
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.ref();
      last.postMessage(closing);
      await ended;
    },
  };
}

const closing = '';

// As JSON text: a string is handed over faster than the objects in it, and the bodies of entries are text already.

type SaidBatch = Omit<Batch, 'wishes'> & {
  readonly wishes: readonly (Omit<Batch['wishes'][number], 'salts'> & { readonly salts: readonly string[] })[];
};

interface Said {
  readonly outcomes: readonly SaidOutcome[];
  readonly endedSessions: readonly string[];
}

type SaidOutcome =
  | { readonly kind: 'written'; readonly entries: readonly { readonly body: string; readonly leaf: string }[] }
  | { readonly kind: 'refused'; readonly refusal: Pick<DomainError, 'kind' | 'code' | 'parameters'> }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined };

function saltsAsText({ nowMs, wishes }: Batch): SaidBatch {
  return {
    nowMs,
    wishes: wishes.map((wish) => ({ ...wish, salts: wish.salts.map((salt) => Buffer.from(salt).toString('hex')) })),
  };
}

function saltsAsBytes({ nowMs, wishes }: SaidBatch): Batch {
  return {
    nowMs,
    wishes: wishes.map((wish) => ({ ...wish, salts: wish.salts.map((salt) => Buffer.from(salt, 'hex')) })),
  };
}

function sayable({ outcomes, endedSessions }: Written<Sealed>): Said {
  return { outcomes: outcomes.map(sayableOutcome), endedSessions };
}

function sayableOutcome(outcome: Outcome<Sealed>): SaidOutcome {
  switch (outcome.kind) {
    case 'written': {
      const entries = outcome.entries.map(({ body, leaf }) => ({ body, leaf: Buffer.from(leaf).toString('hex') }));
      return { kind: 'written', entries };
    }
    case 'refused': {
      const { kind, code, parameters } = outcome.refusal;
      return { kind: 'refused', refusal: { kind, code, parameters } };
    }
    case 'failed': {
      const { message, code } = outcome.error as Error & { readonly code?: string };
      return { kind: 'failed', message, code };
    }
  }
}

function heard({ outcomes, endedSessions }: Said): Written<SealedEntry> {
  return { outcomes: outcomes.map(heardOutcome), endedSessions };
}

function heardOutcome(said: SaidOutcome): Outcome<SealedEntry> {
  switch (said.kind) {
    case 'written': {
      const entries = said.entries.map(({ body, leaf }) => ({ entry: JSON.parse(body) as Entry, leaf }));
      return { kind: 'written', entries };
    }
    case 'refused': {
      const { kind, code, parameters } = said.refusal;
      return { kind: 'refused', refusal: new DomainError(kind, code, parameters) };
    }
    case 'failed':
      return { kind: 'failed', error: Object.assign(new Error(said.message), said.code && { code: said.code }) };
  }
}

/** What it makes is handed over at once; the rest of the memory is the main thread's. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

function startThread(path: string): Worker {
  // The same source runs as .ts from a checkout and as .js from dist.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./worker-ledger.${extension}`, import.meta.url);
  return new Worker(file, { workerData: { ledger: path }, name: 'rx12-ledger', resourceLimits });
}

/** The thread's side. @param path of the file. */
function serveWrites(path: string, port: NonNullable<typeof parentPort>): void {
  const connection = openSqlite(path);
  // Copied back by a thread of its own: worker-checkpoint.ts.
  setCheckpointPages(connection, pagesWithHelp);
  const write = ledgerWriter(connection, path);
  port.on('message', (text: string) => {
    if (text === closing) {
      connection.close();
      port.close();
      return;
    }
    const batches = [JSON.parse(text) as SaidBatch, ...othersThatCame(port)].map(saltsAsBytes);
    port.postMessage(JSON.stringify(writtenTogether(write, batches).map(sayable)));
  });
}

/** What has come since, for the same transaction. Whoever closes has waited for every answer: that never comes among them. */
function othersThatCame(port: NonNullable<typeof parentPort>): SaidBatch[] {
  const others: SaidBatch[] = [];
  while (others.length < mostOthers) {
    const received = receiveMessageOnPort(port) as { readonly message: string } | undefined;
    if (received === undefined) break;
    others.push(JSON.parse(received.message) as SaidBatch);
  }
  return others;
}

/** Few enough that nobody waits long for the transaction. */
const mostOthers = 31;

function writtenTogether(write: WriteBatch, batches: readonly Batch[]): Written<Sealed>[] {
  const nowMs = Math.max(...batches.map((batch) => batch.nowMs));
  const { outcomes, endedSessions } = write({ nowMs, wishes: batches.flatMap(({ wishes }) => wishes) });
  let at = 0;
  return batches.map(({ wishes }, index) => {
    const own = outcomes.slice(at, at + wishes.length);
    at += wishes.length;
    // Whose they are makes no difference: all are told in the same turn.
    return { outcomes: own, endedSessions: index === 0 ? endedSessions : [] };
  });
}

const given = workerData as { readonly ledger?: string } | null;
if (!isMainThread && parentPort !== null && given?.ledger !== undefined) serveWrites(given.ledger, parentPort);
