import { sha256Hex } from '../../hashing.ts';
import type { AttemptCount, AttemptStore } from '../doors/attempts.ts';
import { change, rows, type Steps } from '../sql.ts';
import type { PostgresSql } from './sql.ts';

/** Counted in the database, so that a balancer gives nobody more attempts. Logins and addresses stand there as hashes. */
export function postgresAttempts(sql: PostgresSql): AttemptStore {
  return {
    take: async (counts, nowMs, windowMs) => {
      try {
        await sql.together(take(counts, nowMs, windowMs));
        return undefined;
      } catch (error) {
        if (error instanceof NoneLeft) return error.refilledMs;
        throw error;
      }
    },
    giveBack: async (keys) => {
      await sql.together(giveBack(keys));
    },
    remember: async (key) => {
      await sql.change('insert into attempt_success (key) values (?) on conflict do nothing', sha256Hex(key));
    },
    remembers: async (key) =>
      (await sql.rows('select 1 as one from attempt_success where key = ?', sha256Hex(key))).length === 1,
  };
}

/** Takes the transaction back, and with it what other counts had given. */
class NoneLeft extends Error {
  readonly refilledMs: number;

  constructor(refilledMs: number) {
    super('no attempt is left');
    this.refilledMs = refilledMs;
  }
}

function* take(counts: readonly AttemptCount[], nowMs: number, windowMs: number): Steps<void> {
  yield* change(
    'delete from attempt where key in (select key from attempt where since_ms <= ? limit 100)',
    nowMs - windowMs,
  );
  // In one order for everybody, or two of them could wait for each other.
  for (const { key, limit } of inOneOrder(counts)) {
    const [row] = yield* rows<{ since_ms: number; spent: number }>(
      `insert into attempt as a (key, since_ms, spent) values (?, ?, 1)
       on conflict (key) do update set
         since_ms = case when a.since_ms <= ? then excluded.since_ms else a.since_ms end,
         spent = case when a.since_ms <= ? then 1 else a.spent + 1 end
       returning since_ms, spent`,
      ...[sha256Hex(key), nowMs, nowMs - windowMs, nowMs - windowMs],
    );
    if (row !== undefined && row.spent > limit) throw new NoneLeft(row.since_ms + windowMs);
  }
}

function* giveBack(keys: readonly string[]): Steps<void> {
  for (const { key } of inOneOrder(keys.map((each) => ({ key: each })))) {
    yield* change('update attempt set spent = spent - 1 where key = ? and spent > 0', sha256Hex(key));
  }
}

function inOneOrder<T extends { readonly key: string }>(counts: readonly T[]): readonly T[] {
  return [...counts].sort((a, b) => (a.key < b.key ? -1 : 1));
}
