import { DomainError } from '../core/errors.ts';

/** Whoever lost this many races in a row comes back in a moment: others are writing about the same thing all the time. */
export const maxAttempts = 16;
const retryAfterS = 1;

/**
 * Loads, decides and appends; where somebody else wrote first, does so again on what is true now. A caller who named
 * the state that they saw (If-Match) is told instead.
 *
 * @throws DomainError `ledger.stream-moved` (moved) only to a caller who named the state; `ledger.busy` (unavailable)
 * after `maxAttempts` lost races, with nothing written.
 */
export async function decideOnNewest<T>(ifMatch: number | undefined, attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      const lostRace = error instanceof DomainError && error.code === moved;
      if (!lostRace || ifMatch !== undefined) throw error;
      if (attempts >= maxAttempts) throw new DomainError('unavailable', 'ledger.busy', { retryAfterS });
    }
  }
}

/** @throws DomainError `ledger.stream-moved` (moved) when the state is not the one that the caller saw. */
export function refuseMoved(ifMatch: number | undefined, found: number): void {
  if (ifMatch !== undefined && ifMatch !== found) throw new DomainError('moved', moved, { decidedOn: ifMatch, found });
}

const moved = 'ledger.stream-moved';
