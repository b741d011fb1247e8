import { onTestFinished } from 'vitest';
import type { CostStore } from '../../../src/store/cost-contract.ts';
import { openPostgresCost } from '../../../src/store/postgres/cost.ts';
import { testDatabase } from './database.ts';

/** Drug cost in a database of the test's own, which is made with the first question. */
export function tempPostgresCost(): CostStore {
  let made: Promise<CostStore> | undefined;
  const store = () => {
    made ??= testDatabase().then((database) => {
      const opened = openPostgresCost(database.url);
      onEnd = async () => {
        await opened.close();
        await database.drop();
      };
      return opened;
    });
    return made;
  };
  let onEnd = async () => {};
  onTestFinished(() => onEnd());
  return new Proxy({} as CostStore, {
    get:
      (_, name: keyof CostStore) =>
      async (...given: unknown[]) => {
        const method = (await store())[name] as (...values: unknown[]) => unknown;
        return method(...given);
      },
  });
}
