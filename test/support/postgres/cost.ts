import { onTestFinished } from 'vitest';
import type { CostStore } from '../../../src/store/cost-contract.ts';
import { openPostgresCost } from '../../../src/store/postgres/cost.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** A database of the test's own, made with the first question, in which any number of stores are opened. */
export function tempPostgresCosts(): { open(): CostStore; sql(statement: string): Promise<void> } {
  let made: Promise<TestDatabase> | undefined;
  const database = () => {
    made ??= testDatabase();
    return made;
  };
  const closing: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const close of closing) await close();
    await (await made)?.drop();
  });
  return {
    open: () => {
      let opened: Promise<CostStore> | undefined;
      const store = () => {
        opened ??= database().then(({ url }) => openPostgresCost(url));
        return opened;
      };
      const close = async () => {
        const open = opened;
        opened = Promise.reject(new Error('the store is closed'));
        opened.catch(() => undefined);
        await (await open?.catch(() => undefined))?.close();
      };
      closing.push(close);
      return new Proxy({} as CostStore, {
        get:
          (_, name: keyof CostStore) =>
          async (...given: unknown[]) => {
            if (name === 'close') return close();
            const method = (await store())[name] as (...values: unknown[]) => unknown;
            return method(...given);
          },
      });
    },
    sql: async (statement) => void (await (await database()).admin(statement)),
  };
}
