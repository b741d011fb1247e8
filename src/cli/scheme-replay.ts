import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { Config } from '../config.ts';
import { movesOf } from '../core/replay/replay.ts';
import { shanghaiDateOf } from '../core/time.ts';
import { replayCsv } from '../http/replay-csv.ts';
import { readSchemeFile } from '../library.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { replayFile } from '../worker-replay.ts';
import { refuseDatabase } from './backup.ts';

export interface ReplayOptions {
  readonly asOf?: string;
  readonly csv?: boolean;
}

/**
 * Runs a draft over the history of a data folder, also while it is being served, and prints who would change band: JSON, or
 * CSV where asked for. Nothing is written; the bar goes to standard error, so that the output can be kept in a file.
 */
export async function replayScheme(
  config: Config,
  file: string,
  { asOf = shanghaiDateOf(Date.now()), csv = false }: ReplayOptions,
  print: (line: string) => void,
): Promise<void> {
  refuseDatabase(config);
  const path = join(config.dataDir, 'rx12.db');
  if (!existsSync(path)) throw new Error(`${config.dataDir} holds no rx12 data; make it with: rx12 init --origin NAME`);
  const { scheme } = readSchemeFile(file);
  const connection = openSqlite(path, 'read-only');
  try {
    const total = connection
      .prepare<[], { n: number }>("select count(*) as n from entry_stream where kind = 'doctor'")
      .get();
    const bar = new SingleBar({ stream: process.stderr, clearOnComplete: true }, Presets.legacy);
    bar.start(total?.n ?? 0, 0);
    const replay = await replayFile(path, { scheme, asOf }, (entries) => bar.update(entries)).finally(() => bar.stop());
    if (csv) print([...replayCsv(replay.changes, 'zh')].join('').trimEnd());
    else print(JSON.stringify({ ...replay, moves: movesOf(replay.changes) }, null, 2));
  } finally {
    connection.close();
  }
}
