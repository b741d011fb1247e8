import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { bareInsertsPerSecond } from './record.ts';
import { median } from './rig/figures.ts';
import { cacheFolder, repository, slow } from './rig/processes.ts';

const rounds = 3;
const seconds = 4;

/** One awaited append after the other against one bare insert per transaction, both FULL, in turn, median of the pairs. */
export function appendVsInsert(slowFsyncUs?: number): { ratio: number; note: string } {
  mkdirSync(cacheFolder, { recursive: true });
  const pairs = Array.from({ length: rounds }, () => ({
    appends: appendsPerSecond(slowFsyncUs),
    inserts: bareInsertsPerSecond(slowFsyncUs),
  }));
  const appends = median(pairs.map((pair) => pair.appends));
  const inserts = median(pairs.map((pair) => pair.inserts));
  return {
    ratio: median(pairs.map((pair) => pair.appends / pair.inserts)),
    note: `${appends.toFixed(0)} appends/s against ${inserts.toFixed(0)} bare inserts/s, ${rounds} pairs of ${seconds} s`,
  };
}

function appendsPerSecond(slowFsyncUs: number | undefined): number {
  const output = execFileSync(process.execPath, ['bench/append-entries.ts', cacheFolder, String(seconds)], {
    cwd: repository,
    env: { ...process.env, ...slow(slowFsyncUs) },
    encoding: 'utf8',
  });
  return Number(/appends\/s ([\d.]+)/.exec(output)?.[1]);
}
