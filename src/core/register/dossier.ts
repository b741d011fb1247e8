import type { Entry } from '../ledger/entry.ts';
import { actsBack } from '../procedure/appeal/due-process.ts';
import { addDays, type IsoDate, startOfShanghaiDay } from '../time.ts';

/**
 * Everything the ledger holds about one doctor, in ledger order. `doctorIds` begins with the id the doctor has now; the
 * others are those of records merged into it, whose streams are read too.
 */
export interface Dossier {
  readonly doctorIds: readonly [string, ...string[]];
  readonly entries: readonly Entry[];
}

/** Joins the streams of one doctor: by ledger position, an entry that stands in two of them once. */
export function dossierOf(
  doctorIds: readonly [string, ...string[]],
  ...streams: readonly (readonly Entry[])[]
): Dossier {
  const [only, ...others] = streams;
  if (others.length === 0) return { doctorIds, entries: only ?? [] };
  const bySeq = new Map(streams.flat().map((entry) => [entry.seq, entry]));
  return { doctorIds, entries: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}

/** What was known when the ledger ended with `seq`. */
export function knownAt(dossier: Dossier, seq: number): Dossier {
  return { ...dossier, entries: dossier.entries.filter((entry) => entry.seq <= seq) };
}

/**
 * What had been entered by the end of `date` in Shanghai, and what was entered later but acts back: a finding that was
 * reduced, revoked or reversed weighs so from the day of the finding on.
 */
export function enteredBy(dossier: Dossier, date: IsoDate): Dossier {
  const end = startOfShanghaiDay(addDays(date, 1));
  const last = dossier.entries.at(-1);
  if (last === undefined || last.at < end) return dossier;
  return { ...dossier, entries: dossier.entries.filter((entry) => entry.at < end || actsBack(entry)) };
}
