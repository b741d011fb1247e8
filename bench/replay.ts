import { join } from 'node:path';
import { emptyRegister, foldRegister } from '../src/core/register/register.ts';
import { readSchemes } from '../src/library.ts';
import { openSqlite } from '../src/store/open-sqlite.ts';
import { historyQueries } from '../src/store/queries/history.ts';
import { replayOver } from '../src/usecases/schemes/scheme-replay.ts';
import type { BenchCity } from './city.ts';

/** Entries per second of a draft run over the whole history of a city, reading and parsing included. */
export async function replayEntriesPerS(
  city: BenchCity,
): Promise<{ perSecond: number; seconds: number; entries: number; changes: number }> {
  const shipped = readSchemes().find(({ file }) => file.startsWith('ganzhou'))?.scheme;
  if (shipped === undefined) throw new Error('the library lacks the default scheme');
  // A draft that moves people: every item of two points weighs three.
  const violations = shipped.violations.map((each) => (each.points === 2 ? { ...each, points: 3 } : each));
  const scheme = { ...shipped, version: 'draft', violations };
  const connection = openSqlite(join(city.folder, 'rx12.db'), 'read-only');
  try {
    const register = foldRegister(emptyRegister, registerEntries(connection));
    const histories = historyQueries(connection);
    const start = performance.now();
    const replay = await replayOver({ histories }, register, { scheme, asOf: '2026-12-31' });
    const seconds = (performance.now() - start) / 1_000;
    return { perSecond: replay.entries / seconds, seconds, entries: replay.entries, changes: replay.changes.length };
  } finally {
    connection.close();
  }
}

function registerEntries(connection: ReturnType<typeof openSqlite>) {
  return connection
    .prepare<[], { body: string }>(
      `select b.body from entry_stream s join entry_body b on b.seq = s.seq
       where s.kind = 'register' and s.id = 'main' order by s.n`,
    )
    .all()
    .map(({ body }) => JSON.parse(body));
}
