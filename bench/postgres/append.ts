import { spawn } from 'node:child_process';
import { median } from '../rig/figures.ts';
import { repository } from '../rig/processes.ts';
import { type BenchDatabase, benchDatabase } from './server.ts';

const rounds = 3;
const seconds = 4;
/** Callers at once, in all. */
const callers = 64;

/**
 * Four processes that append against one with as many callers, in turn, on one server; and that what they wrote has no gap
 * and no fork. One row orders the ledger, so four cannot be faster by much; they must not be slower by much.
 */
export async function fourVsOne(): Promise<{ readonly ratio: number; readonly note: string }> {
  const database = await benchDatabase();
  try {
    const pairs: { one: number; four: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ one: await together(database, round, 1), four: await together(database, round, 4) });
    }
    const [found] = await database.sql(`
      select (select max(seq) + 1 = count(*) from entry) as gapless,
        (select count(*) from (select kind, id from entry_stream group by kind, id having max(n) <> count(*)) gaps) as gaps,
        (select size from ledger_tail) = (select count(*) from entry) as tail`);
    if (found?.gapless !== true || found.tail !== true || Number(found.gaps) !== 0) {
      throw new Error(`the ledger has a gap or a fork: ${JSON.stringify(found)}`);
    }
    const [one, four] = [median(pairs.map((pair) => pair.one)), median(pairs.map((pair) => pair.four))];
    return {
      ratio: median(pairs.map((pair) => pair.four / pair.one)),
      note: `${four.toFixed(0)} appends/s by four processes, ${one.toFixed(0)} by one, ${callers} callers, no gap, ${rounds} pairs of ${seconds} s`,
    };
  } finally {
    database.stop();
  }
}

/** One caller that waits for each append, as `appendVsInsert` measures it on SQLite. */
export async function pgAppendsPerSecond(): Promise<number> {
  const database = await benchDatabase();
  try {
    return (await appends(database, 'alone', 1)) / seconds;
  } finally {
    database.stop();
  }
}

async function together(database: BenchDatabase, round: number, processes: number): Promise<number> {
  const counts = await Promise.all(
    Array.from({ length: processes }, (_, at) => appends(database, `${round}${processes}${at}`, callers / processes)),
  );
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function appends(database: BenchDatabase, name: string, atOnce: number): Promise<number> {
  const given = [database.url, name, String(seconds), String(atOnce)];
  const child = spawn(process.execPath, ['bench/postgres/append-many.ts', ...given], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      const count = /appends (\d+)/.exec(text)?.[1];
      if (code === 0 && count !== undefined) resolve(Number(count));
      else reject(new Error(`a process that appends ended with ${code}`));
    }),
  );
}
