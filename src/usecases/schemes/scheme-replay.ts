import { type BandMove, movesOf, type Replay } from '../../core/replay/replay.ts';
import { parseScheme } from '../../core/rules/scheme.ts';
import type { IsoDate } from '../../core/time.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';

export interface ReplayAnswer extends Replay {
  readonly moves: readonly BandMove[];
}

/**
 * Who would change band under a draft, at the hospitals that the actor reaches. The draft is plain data, as a file or a body
 * carries it; nothing is written.
 *
 * @throws DomainError `scheme.invalid`, `replay.never-adopted`.
 */
export async function replayScheme(
  context: Context,
  { scheme, asOf = todayOf(context) }: { readonly scheme: unknown; readonly asOf?: IsoDate | undefined },
): Promise<ReplayAnswer> {
  const grants = grantsHeld(context, 'scheme.replay');
  const register = await registerOf(context);
  const replay = await context.replay({ scheme: parseScheme(scheme), asOf });
  const reached = hospitalsReached(register, grants, todayOf(context));
  if (reached === null) return { ...replay, moves: movesOf(replay.changes) };
  const changes = replay.changes.filter(({ hospitalId }) => hospitalId !== null && reached.includes(hospitalId));
  return { ...replay, changes, moves: movesOf(changes) };
}
