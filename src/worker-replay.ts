import { emptyRegister, foldRegister, type Register } from './core/register/register.ts';
import { type Replay, type ReplayPart, replayDraft } from './core/replay/replay.ts';
import type { Scheme } from './core/rules/scheme.ts';
import type { IsoDate } from './core/time.ts';
import { openSqlite, type SqliteConnection } from './store/open-sqlite.ts';
import { type DoctorRange, histories } from './store/queries/history.ts';
import { runApart, serveApart } from './worker-apart.ts';

export interface ReplayQuestion {
  readonly scheme: Scheme;
  readonly asOf: IsoDate;
}

interface Task extends ReplayQuestion {
  readonly path: string;
  readonly range: DoctorRange;
}

/**
 * Runs a draft over the whole history in a ledger's file, off this thread: reading and parsing a city takes seconds. A
 * large one is read in two parts at once, each by a thread and a connection of its own.
 *
 * @param progress is told how many entries have been read in all.
 * @param threads by the number of entries where not given.
 * @throws DomainError `replay.never-adopted`.
 */
export async function replayFile(
  path: string,
  question: ReplayQuestion,
  progress: (entries: number) => void = () => {},
  threads?: 0 | 1 | 2,
): Promise<Replay> {
  const connection = openSqlite(path, 'read-only');
  try {
    const replaying = replayDraft(registerIn(connection), question.scheme, question.asOf);
    const entries = histories(connection).entries();
    const wanted = threads ?? (entries <= atOnce ? 0 : entries <= worthTwo ? 1 : 2);
    if (wanted === 0) {
      for (const { doctorId, entries: stream } of histories(connection).within({ from: '', until: null })) {
        replaying.add(doctorId, stream);
      }
      progress(entries);
      return replaying.finish();
    }
    const ranges = histories(connection).ranges(wanted);
    const read = ranges.map(() => 0);
    const parts = ranges.map((range, at) =>
      runApart<ReplayPart>('worker-replay', { ...question, path, range } satisfies Task, (done) => {
        read[at] = done;
        progress(read.reduce((sum, each) => sum + each, 0));
      }),
    );
    for (const part of await Promise.all(parts)) replaying.take(part);
    return replaying.finish();
  } finally {
    connection.close();
  }
}

/** What is read in some twenty milliseconds is read here: a thread takes longer to start. */
const atOnce = 1_000;
/** From here on a second thread is worth its start. */
const worthTwo = 20_000;
const entriesPerProgress = 5_000;

serveApart<Task, ReplayPart>('worker-replay', ({ path, range, scheme, asOf }, progress) => {
  const connection = openSqlite(path, 'read-only');
  try {
    // One read transaction: the register and every doctor as they were at one moment.
    return connection.transaction(() => {
      const replaying = replayDraft(registerIn(connection), scheme, asOf);
      let entries = 0;
      let said = 0;
      for (const history of histories(connection).within(range)) {
        replaying.add(history.doctorId, history.entries);
        entries += history.entries.length;
        if (entries - said < entriesPerProgress) continue;
        said = entries;
        progress(entries);
      }
      return replaying.part();
    })();
  } finally {
    connection.close();
  }
});

function registerIn(connection: SqliteConnection): Register {
  const bodies = connection
    .prepare<[], { body: string }>(
      `select b.body from entry_stream s join entry_body b on b.seq = s.seq
       where s.kind = 'register' and s.id = 'main' order by s.n`,
    )
    .all();
  return foldRegister(
    emptyRegister,
    bodies.map(({ body }) => JSON.parse(body)),
  );
}
