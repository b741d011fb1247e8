import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Entry } from '../core/ledger/entry.ts';
import { logStream } from '../core/ledger/log-event.ts';
import { erasedFrom } from '../core/procedure/erasure.ts';
import { sha256 } from '../hashing.ts';
import { operator } from '../log/repair.ts';
import type { ErasedLine } from '../store/erase.ts';
import { openSqliteStore } from '../store/sqlite.ts';

/**
 * Erases in a restored ledger what had been erased in the one that it replaces: those entries of the register that it
 * has, with the same commitment, and whose bodies it still holds. @returns how many.
 */
export async function eraseAgain(path: string, clock: Clock, register: readonly ErasedLine[]): Promise<number> {
  if (register.length === 0) return 0;
  const store = openSqliteStore({ path, clock, randomSalt: () => randomBytes(32) });
  try {
    const leaves = new Map(register.map(({ seq, leaf }) => [seq, leaf]));
    const opened = await store.tree.opened([...leaves.keys()]);
    const still = opened.filter(({ seq, leaf }) => leaves.get(seq) === Buffer.from(leaf).toString('hex'));
    if (still.length === 0) return 0;
    const erased = still.map((entry) => erasedFrom(sha256, JSON.parse(entry.body) as Entry, entry));
    await store.ledger.append([
      { event: { kind: 'erasure.repeated', v: 1, erased }, by: operator, streams: [logStream] },
    ]);
    return erased.length;
  } finally {
    await store.close();
  }
}
