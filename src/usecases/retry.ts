import { DomainError } from '../core/errors.ts';

/** Losing this many races in a row means something else is wrong. */
const maxAttempts = 16;

/**
 * Loads, decides and appends; where somebody else wrote first, does so again on what is true now. A caller who named
 * the state that they saw (If-Match) is told instead.
 *
 * @throws DomainError `ledger.stream-moved` (moved).
 */
export async function decideOnNewest<T>(ifMatch: number | undefined, attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      const lostRace = error instanceof DomainError && error.code === moved;
      if (!lostRace || ifMatch !== undefined || attempts >= maxAttempts) throw error;
    }
  }
}

/** @throws DomainError `ledger.stream-moved` (moved) when the state is not the one that the caller saw. */
export function refuseMoved(ifMatch: number | undefined, found: number): void {
  if (ifMatch !== undefined && ifMatch !== found) throw new DomainError('moved', moved, { decidedOn: ifMatch, found });
}

const moved = 'ledger.stream-moved';
