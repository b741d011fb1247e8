import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { type Instant, instantOf } from '../core/time.ts';
import type { LedgerStore } from '../store/contract.ts';
import type { Refusal } from './publisher.ts';

/**
 * Holds the clock against what is known of the time: entries that are dated ahead cannot be undated, and nothing could be
 * written any more once the clock is right again. Known is what the service was at last sure of – its newest entry, or
 * the time it kept while it ran – and from then on what has passed by a clock that nobody can set.
 */
export interface ClockGuard {
  /** Why writes wait: the clock is further ahead than `mayBeAheadMs` and no operator has said that it is right. */
  refusal(): Refusal | undefined;
  /** Keeps the time as known, unless it is in doubt; to be called every hour and when the service ends. */
  keep(): void;
}

/** Longer than a night, a Sunday or a maintenance; see design 6. */
export const mayBeAheadMs = 36 * 3_600_000;

/**
 * @param clock one without `elapsedMs` is moved by a program and is held against nothing.
 * @param newestAt of the newest entry that can be read, if there is any.
 */
export function clockGuard(dataDir: string, clock: Clock, newestAt: Instant | undefined): ClockGuard {
  const { elapsedMs } = clock;
  if (elapsedMs === undefined) return { refusal: () => undefined, keep: () => undefined };
  const kept = keptTime(dataDir);
  const known = Math.max(newestAt === undefined ? 0 : Date.parse(newestAt), kept?.atMs ?? 0);
  let sure = { atMs: known === 0 ? clock.now() : known, elapsedMs: elapsedMs() };
  let confirmedAtMs = kept?.confirmedAtMs;
  const aheadMs = () => clock.now() - (sure.atMs + (elapsedMs() - sure.elapsedMs));
  const beSure = () => {
    sure = { atMs: clock.now(), elapsedMs: elapsedMs() };
  };
  const inDoubt = (): boolean => {
    if (aheadMs() <= mayBeAheadMs) return false;
    const now = keptTime(dataDir);
    // Said since the doubt began, and about this time rather than another wrong one.
    const said = now?.confirmedAtMs;
    if (said === undefined || said === confirmedAtMs || Math.abs(clock.now() - said) > mayBeAheadMs) return true;
    confirmedAtMs = said;
    beSure();
    return false;
  };
  // At the start: a short absence is none, and from here on the time is known.
  if (!inDoubt()) beSure();
  return {
    refusal: () =>
      inDoubt()
        ? { code: 'ledger.clock-ahead', parameters: { aheadHours: Math.floor(aheadMs() / 3_600_000) } }
        : undefined,
    keep: () => {
      if (inDoubt()) return;
      beSure();
      write(dataDir, { atMs: clock.now(), confirmedAtMs });
    },
  };
}

/** An operator has looked at the clock and says that it is right; a running service sees it with the next write. */
export function confirmClock(dataDir: string, clock: Clock): Instant {
  const atMs = clock.now();
  write(dataDir, { atMs, confirmedAtMs: atMs });
  return instantOf(atMs);
}

/** When the newest entry was written that has not been erased; looks at the last few. */
export async function newestAt({
  size,
  entriesAt,
}: Pick<LedgerStore, 'size' | 'entriesAt'>): Promise<Instant | undefined> {
  const end = await size();
  const last = Array.from({ length: Math.min(end, lookedAt) }, (_, back) => end - 1 - back);
  return (await entriesAt(last))[0]?.entry.at;
}

const lookedAt = 64;

interface KeptTime {
  readonly atMs: number;
  /** When an operator last said that the clock is right, by that clock. */
  readonly confirmedAtMs: number | undefined;
}

const name = 'clock.json';

function keptTime(dataDir: string): KeptTime | undefined {
  const path = join(dataDir, name);
  if (!existsSync(path)) return undefined;
  try {
    const { at, confirmedAt } = JSON.parse(readFileSync(path, 'utf8')) as { at: Instant; confirmedAt?: Instant };
    return { atMs: Date.parse(at), confirmedAtMs: confirmedAt === undefined ? undefined : Date.parse(confirmedAt) };
  } catch {
    // Cut off, say: then the newest entry is all that is known.
    return undefined;
  }
}

function write(dataDir: string, { atMs, confirmedAtMs }: KeptTime): void {
  const confirmedAt = confirmedAtMs === undefined ? {} : { confirmedAt: instantOf(confirmedAtMs) };
  const path = join(dataDir, name);
  writeFileSync(`${path}.new`, `${JSON.stringify({ at: instantOf(atMs), ...confirmedAt })}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
