import type { Clock } from '../core/clock.ts';
import { DomainError } from '../core/errors.ts';

/**
 * How many failed attempts an account and a network source may make in a while. It refills by itself: nobody can lock
 * somebody else out for good, and nobody can guess for long. Kept in memory: a restart forgives, which costs an attacker
 * more than it gives.
 */
export interface AttemptBudget {
  /** Takes one attempt from each key. @throws DomainError `auth.too-many` when one of them has none left. */
  take(keys: readonly string[]): void;
  /** Gives the attempts back after a success. */
  giveBack(keys: readonly string[]): void;
}

export const attemptsPerWindow = 10;
export const windowMs = 15 * 60_000;

export function attemptBudget(clock: Clock): AttemptBudget {
  const spent = new Map<string, { since: number; count: number }>();
  return {
    take: (keys) => {
      const now = clock.now();
      if (spent.size > maxKeys) forgetOld(spent, now);
      for (const key of keys) {
        const entry = spent.get(key);
        if (entry === undefined || entry.since + windowMs <= now) continue;
        if (entry.count >= attemptsPerWindow) {
          const retryAfterS = Math.ceil((entry.since + windowMs - now) / 1_000);
          throw new DomainError('too-many', 'auth.too-many', { retryAfterS });
        }
      }
      for (const key of keys) {
        const entry = spent.get(key);
        if (entry === undefined || entry.since + windowMs <= now) spent.set(key, { since: now, count: 1 });
        else entry.count += 1;
      }
    },
    giveBack: (keys) => {
      for (const key of keys) {
        const entry = spent.get(key);
        if (entry !== undefined) entry.count -= 1;
      }
    },
  };
}

const maxKeys = 100_000;

function forgetOld(spent: Map<string, { since: number }>, now: number): void {
  for (const [key, { since }] of spent) if (since + windowMs <= now) spent.delete(key);
  if (spent.size > maxKeys) spent.clear();
}
