import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Draft } from '../../src/core/ledger/entry.ts';
import { createSigningKey } from '../../src/keys.ts';
import type { CheckpointLock } from '../../src/log/checkpoint-lock.ts';
import { openFileLock } from '../../src/log/file-lock.ts';
import { guardedLedger, openPublisher, type Publisher } from '../../src/log/publisher.ts';
import { fileSigner, type LogSigner } from '../../src/log/signer.ts';
import type { Store } from '../../src/store/contract.ts';
import { createSqliteLedger, openSqliteStore } from '../../src/store/sqlite.ts';
import { ledgerWriterApart } from '../../src/worker-ledger.ts';
import { type TestClock, testClock } from './clock.ts';

/** A real ledger with its key and its lock, and nothing of the service around it: where many are needed. */
export interface TestLedger {
  readonly folder: string;
  readonly clock: TestClock;
  readonly path: (name: string) => string;
  readonly store: Store;
  readonly lock: CheckpointLock;
  readonly signer: LogSigner;
  readonly publisher: Publisher;
  /** Appends entries, each about a new person, and gives their positions. */
  append(count: number): Promise<number[]>;
  /** Closes it, lets `between` touch its files, and opens it again. */
  reopen(between?: () => void): Promise<void>;
  /** Lets go of the files; they stay until `remove`. */
  close(): Promise<void>;
  remove(): Promise<void>;
}

export const testOrigin = 'test.example/rx12';

/** @param apart whether a thread of its own writes, as in a service that goes on for long. */
export async function testLedger({ apart = false }: { readonly apart?: boolean } = {}): Promise<TestLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-ledger-'));
  cpSync(template(), folder, { recursive: true });
  const clock = testClock();
  const path = (name: string) => join(folder, name);
  let salts = 0;
  let persons = 0;
  const open = async () => {
    const store = openSqliteStore({
      path: path('rx12.db'),
      clock,
      randomSalt: () => Buffer.alloc(32, ++salts),
      writer: apart ? () => ledgerWriterApart(path('rx12.db')) : undefined,
    });
    const lock = openFileLock(path('checkpoint.lock'));
    const signer = fileSigner(path('keys'), testOrigin);
    const publisher = await openPublisher({ origin: testOrigin, tree: store.tree, lock, signer, clock });
    return { store: { ...store, ledger: guardedLedger(store.ledger, publisher.refusal) }, lock, signer, publisher };
  };
  let opened: Awaited<ReturnType<typeof open>> | undefined = await open();
  const close = async () => {
    await opened?.store.close();
    await opened?.lock.close();
    opened = undefined;
  };
  const held = () => {
    if (opened === undefined) throw new Error('the test ledger is closed');
    return opened;
  };
  return {
    folder,
    clock,
    path,
    get store() {
      return held().store;
    },
    get lock() {
      return held().lock;
    },
    get signer() {
      return held().signer;
    },
    get publisher() {
      return held().publisher;
    },
    append: async (count) => {
      const drafts = Array.from({ length: count }, () => {
        persons += 1;
        return personDraft(`per_${persons}`);
      });
      const { entries } = await held().store.ledger.append(drafts);
      return entries.map(({ entry }) => entry.seq);
    },
    reopen: async (between) => {
      await close();
      between?.();
      opened = await open();
    },
    close,
    remove: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function personDraft(personId: string): Draft {
  return {
    event: { kind: 'person.registered', v: 1, personId, personKind: 'human', name: '测试', identityHash: null },
    by: { personId: 'per_founder', accountId: 'acc_founder', role: 'founder' },
    streams: [{ kind: 'person', id: personId }],
  };
}

/** Founded and migrated once a process: a copy costs a millisecond, a migration with its fsyncs a hundred. */
function template(): string {
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), 'rx12-template-'));
  made = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'keys'), { mode: 0o700 });
  createSigningKey(join(folder, 'keys', 'log.key.pem'));
  createSqliteLedger(join(folder, 'rx12.db'), testOrigin, testClock());
  return folder;
}

let made: string | undefined;
