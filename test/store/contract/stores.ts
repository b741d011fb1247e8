import { describe } from 'vitest';
import type { Store } from '../../../src/store/contract.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { wrongInFile } from '../../support/database.ts';
import { personDraft, testLedger } from '../../support/ledger.ts';
import { describePostgres, testDatabase, wrongIn } from '../../support/postgres/database.ts';

/** A store that the contract is tried on; every promise in the contract has a test that runs on each of them. */
export interface ContractStore {
  readonly clock: TestClock;
  readonly store: Store;
  /** Appends entries, each about a new person, and gives their positions. */
  append(count: number): Promise<number[]>;
  reopen(): Promise<void>;
  /** What a check from the entries alone finds; empty when all is well. */
  wrong(): Promise<readonly unknown[]>;
  remove(): Promise<void>;
}

/** @param apart whether it is also tried where a thread of its own writes the file; starting one takes most of a second. */
export function describeStores(
  name: string,
  suite: (open: () => Promise<ContractStore>) => void,
  { apart = false }: { readonly apart?: boolean } = {},
): void {
  describe(`${name} on SQLite`, () => suite(() => openSqliteForTest({ apart: false })));
  if (apart) describe(`${name} written by a thread`, () => suite(() => openSqliteForTest({ apart: true })));
  describePostgres(`${name} on PostgreSQL`, () => suite(openPostgresForTest));
}

async function openSqliteForTest(how: { readonly apart: boolean }): Promise<ContractStore> {
  const ledger = await testLedger(how);
  return {
    clock: ledger.clock,
    get store() {
      return ledger.store;
    },
    append: (count) => ledger.append(count),
    reopen: () => ledger.reopen(),
    wrong: async () => wrongInFile(ledger.path('rx12.db')),
    remove: () => ledger.remove(),
  };
}

async function openPostgresForTest(): Promise<ContractStore> {
  const database = await testDatabase();
  const clock = testClock();
  let salts = 0;
  let persons = 0;
  const open = () => openPostgresStore({ url: database.url, clock, randomSalt: () => Buffer.alloc(32, ++salts) });
  let store: Store = await open();
  return {
    clock,
    get store() {
      return store;
    },
    append: async (count) => {
      const drafts = Array.from({ length: count }, () => {
        persons += 1;
        return personDraft(`per_${persons}`);
      });
      const { entries } = await store.ledger.append(drafts);
      return entries.map(({ entry }) => entry.seq);
    },
    reopen: async () => {
      await store.close();
      store = await open();
    },
    wrong: () => wrongIn(database.url),
    remove: async () => {
      await store.close();
      await database.drop();
    },
  };
}
