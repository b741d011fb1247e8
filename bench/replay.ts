import { join } from 'node:path';
import { readSchemes } from '../src/library.ts';
import { replayFile } from '../src/worker-replay.ts';
import type { BenchCity } from './city/city.ts';

/** Entries per second of a draft run over the whole history of a city: reading, parsing and the threads' start included. */
export async function replayEntriesPerS(
  city: BenchCity,
): Promise<{ perSecond: number; seconds: number; entries: number; changes: number }> {
  const shipped = readSchemes().find(({ file }) => file.startsWith('ganzhou'))?.scheme;
  if (shipped === undefined) throw new Error('the library lacks the default scheme');
  // A draft that moves people: every item of two points weighs three.
  const violations = shipped.violations.map((each) => (each.points === 2 ? { ...each, points: 3 } : each));
  const scheme = { ...shipped, version: 'draft', violations };
  const start = performance.now();
  const replay = await replayFile(join(city.folder, 'rx12.db'), { scheme, asOf: '2026-12-31' });
  const seconds = (performance.now() - start) / 1_000;
  return { perSecond: replay.entries / seconds, seconds, entries: replay.entries, changes: replay.changes.length };
}
