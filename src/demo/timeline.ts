import { DomainError } from '../core/errors.ts';
import type { IsoDate } from '../core/time.ts';
import type { World } from './world.ts';

/** One thing that happens, at a time of a Shanghai day. */
export interface Moment {
  readonly on: IsoDate;
  /** `HH:MM`. */
  readonly at: string;
  /** For the message, should the service refuse it: then the plan is wrong. */
  readonly what: string;
  readonly happen: (world: World) => Promise<void>;
}

/**
 * Plays moments in order of time. Those of one time happen together, so that they share an fsync; which of them is
 * written first follows from their order alone, as long as none waits for anything but the store.
 *
 * @param passed is told how many have happened, now and then.
 */
export async function play(world: World, moments: readonly Moment[], passed: (count: number) => void): Promise<void> {
  const ordered = [...moments].sort((a, b) => compare(a.on, b.on) || compare(a.at, b.at));
  let done = 0;
  while (done < ordered.length) {
    const first = ordered[done];
    if (first === undefined) return;
    let end = done;
    while (end < ordered.length && end - done < togetherAtMost) {
      const next = ordered[end];
      if (next?.on !== first.on || next.at !== first.at) break;
      end += 1;
    }
    world.clock.moveTo(first.on, first.at);
    await Promise.all(ordered.slice(done, end).map((moment) => happening(world, moment)));
    done = end;
    passed(done);
  }
}

async function happening(world: World, { happen, what, on }: Moment): Promise<void> {
  try {
    await happen(world);
  } catch (error) {
    const why = error instanceof DomainError ? `${error.code} ${JSON.stringify(error.parameters)}` : String(error);
    throw new Error(`the demo's history does not go: ${what} on ${on}: ${why}`, { cause: error });
  }
}

/** Some commits of the ledger at once; more would only wait in its queue. */
const togetherAtMost = 512;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
