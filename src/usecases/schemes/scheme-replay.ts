import { setImmediate } from 'node:timers/promises';
import { DomainError } from '../../core/errors.ts';
import type { Register } from '../../core/register/register.ts';
import { type BandMove, movesOf, type Replay, replayDraft } from '../../core/replay/replay.ts';
import { parseScheme } from '../../core/rules/scheme.ts';
import type { IsoDate } from '../../core/time.ts';
import { type Context, grantsHeld, type Ports, todayOf } from '../context.ts';
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
  const replay = await replayOver(context.store, register, { scheme, asOf });
  const reached = hospitalsReached(register, grants, todayOf(context));
  if (reached === null) return { ...replay, moves: movesOf(replay.changes) };
  const changes = replay.changes.filter(({ hospitalId }) => hospitalId !== null && reached.includes(hospitalId));
  return { ...replay, changes, moves: movesOf(changes) };
}

/**
 * The whole replay, in slices of some milliseconds so that other requests are answered in between.
 *
 * @param progress is told how many entries have been read.
 */
export async function replayOver(
  store: { readonly histories: Ports['store']['histories'] },
  register: Register,
  { scheme, asOf }: { readonly scheme: unknown; readonly asOf: IsoDate },
  progress: (entries: number) => void = () => undefined,
): Promise<Replay> {
  const draft = parseScheme(scheme);
  if (!register.adoptions.some((adopted) => adopted.schemeId === draft.id)) {
    throw new DomainError('conflict', 'replay.never-adopted', { scheme: draft.id });
  }
  const replaying = replayDraft(register, draft, asOf);
  let after = '';
  let entries = 0;
  for (;;) {
    const page = await store.histories.after(after, entriesPerSlice);
    const last = page.at(-1);
    if (last === undefined) return replaying.finish();
    for (const history of page) {
      replaying.add(history.doctorId, history.entries);
      entries += history.entries.length;
    }
    after = last.doctorId;
    progress(entries);
    await setImmediate();
  }
}

const entriesPerSlice = 2_000;
