import type { Clock } from '../../core/clock.ts';
import { DomainError } from '../../core/errors.ts';

/**
 * How many failed attempts may be made in a while: few by one source on one account, more by one source (a hospital behind
 * one address) and more on one account (many sources guessing together). A source from which the account was entered
 * before is exempt from the last, so that strangers cannot keep somebody out of their own account. Everything refills by
 * itself. Kept in memory: a restart forgives, which costs an attacker more than it gives.
 */
export interface AttemptBudget {
  /** Takes one attempt. @throws DomainError `auth.too-many` when there is none left. */
  take(login: string, source: string): void;
  /** Gives the attempt back after a success. */
  succeeded(login: string, source: string): void;
}

export const attempts = { perSourceAndAccount: 10, perSource: 100, perAccount: 100 } as const;
export const windowMs = 15 * 60_000;

export function attemptBudget(clock: Clock): AttemptBudget {
  const spent = new Map<string, Spent>();
  const entered = new Set<string>();
  const keysOf = (login: string, source: string) => {
    const both = `both ${login} ${source}`;
    const own: Limit[] = [
      { key: both, limit: attempts.perSourceAndAccount },
      { key: `source ${source}`, limit: attempts.perSource },
    ];
    return entered.has(both) ? own : [...own, { key: `account ${login}`, limit: attempts.perAccount }];
  };
  return {
    take: (login, source) => {
      const now = clock.now();
      if (spent.size > maxKeys) forgetOld(spent, now);
      const limits = keysOf(login, source);
      for (const { key, limit } of limits) {
        const entry = current(spent, key, now);
        if (entry !== undefined && entry.count >= limit) {
          const retryAfterS = Math.ceil((entry.since + windowMs - now) / 1_000);
          throw new DomainError('too-many', 'auth.too-many', { retryAfterS });
        }
      }
      for (const { key } of limits) {
        const entry = current(spent, key, now);
        if (entry === undefined) spent.set(key, { since: now, count: 1 });
        else entry.count += 1;
      }
    },
    succeeded: (login, source) => {
      for (const { key } of keysOf(login, source)) {
        const entry = spent.get(key);
        if (entry !== undefined && entry.count > 0) entry.count -= 1;
      }
      if (entered.size >= maxKeys) entered.clear();
      entered.add(`both ${login} ${source}`);
    },
  };
}

interface Spent {
  readonly since: number;
  count: number;
}

interface Limit {
  readonly key: string;
  readonly limit: number;
}

const maxKeys = 100_000;

function current(spent: ReadonlyMap<string, Spent>, key: string, now: number): Spent | undefined {
  const entry = spent.get(key);
  return entry === undefined || entry.since + windowMs <= now ? undefined : entry;
}

function forgetOld(spent: Map<string, Spent>, now: number): void {
  for (const [key, { since }] of spent) if (since + windowMs <= now) spent.delete(key);
  if (spent.size > maxKeys) spent.clear();
}
