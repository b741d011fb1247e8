/** Counts that run out and refill by themselves, such as failed attempts; shared by all processes over one store. */
export interface AttemptStore {
  /**
   * Takes one of each count, all or none. A count begins with its first taking and starts anew `windowMs` later.
   *
   * @returns undefined when they were taken; else when the first one that had none left starts anew, in ms.
   */
  take(counts: readonly AttemptCount[], nowMs: number, windowMs: number): Promise<number | undefined>;
  /** Gives one back to each that has any taken. */
  giveBack(keys: readonly string[]): Promise<void>;
  /** Remembers that this once succeeded. */
  remember(key: string): Promise<void>;
  remembers(key: string): Promise<boolean>;
}

export interface AttemptCount {
  readonly key: string;
  readonly limit: number;
}

/** For one process: a restart forgives, which costs an attacker more than it gives. */
export function attemptsInMemory(): AttemptStore {
  const spent = new Map<string, Spent>();
  const succeeded = new Set<string>();
  return {
    take: async (counts, nowMs, windowMs) => {
      if (spent.size > maxKeys) forgetOld(spent, nowMs - windowMs);
      const current = (key: string) => {
        const entry = spent.get(key);
        return entry === undefined || entry.since + windowMs <= nowMs ? undefined : entry;
      };
      for (const { key, limit } of counts) {
        const entry = current(key);
        if (entry !== undefined && entry.count >= limit) return entry.since + windowMs;
      }
      for (const { key } of counts) {
        const entry = current(key);
        if (entry === undefined) spent.set(key, { since: nowMs, count: 1 });
        else entry.count += 1;
      }
      return undefined;
    },
    giveBack: async (keys) => {
      for (const key of keys) {
        const entry = spent.get(key);
        if (entry !== undefined && entry.count > 0) entry.count -= 1;
      }
    },
    remember: async (key) => {
      if (succeeded.size >= maxKeys) succeeded.clear();
      succeeded.add(key);
    },
    remembers: async (key) => succeeded.has(key),
  };
}

interface Spent {
  readonly since: number;
  count: number;
}

const maxKeys = 100_000;

function forgetOld(spent: Map<string, Spent>, before: number): void {
  for (const [key, { since }] of spent) if (since <= before) spent.delete(key);
  if (spent.size > maxKeys) spent.clear();
}
