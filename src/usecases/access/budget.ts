import type { Clock } from '../../core/clock.ts';
import { DomainError } from '../../core/errors.ts';
import type { AttemptStore } from '../../store/doors/attempts.ts';

/**
 * How many failed attempts may be made in a while: few by one source on one account, more by one source (a hospital behind
 * one address) and more on one account (many sources guessing together). A source from which the account was entered
 * before is exempt from the last, so that strangers cannot keep somebody out of their own account. Everything refills by
 * itself.
 */
export interface AttemptBudget {
  /** Takes one attempt. @throws DomainError `auth.too-many` when there is none left. */
  take(login: string, source: string): Promise<void>;
  /** Gives the attempt back after a success. */
  succeeded(login: string, source: string): Promise<void>;
}

export const attempts = { perSourceAndAccount: 10, perSource: 100, perAccount: 100 } as const;
export const windowMs = 15 * 60_000;

export function attemptBudget(clock: Clock, store: AttemptStore): AttemptBudget {
  const countsOf = async (login: string, source: string) => {
    const both = `both ${login} ${source}`;
    const own = [
      { key: both, limit: attempts.perSourceAndAccount },
      { key: `source ${source}`, limit: attempts.perSource },
    ];
    return (await store.remembers(both)) ? own : [...own, { key: `account ${login}`, limit: attempts.perAccount }];
  };
  return {
    take: async (login, source) => {
      const now = clock.now();
      const refilledMs = await store.take(await countsOf(login, source), now, windowMs);
      if (refilledMs === undefined) return;
      throw new DomainError('too-many', 'auth.too-many', { retryAfterS: Math.ceil((refilledMs - now) / 1_000) });
    },
    succeeded: async (login, source) => {
      const counts = await countsOf(login, source);
      await store.giveBack(counts.map(({ key }) => key));
      await store.remember(`both ${login} ${source}`);
    },
  };
}
