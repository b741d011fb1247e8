import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { bareInsertsPerSecond } from './record.ts';
import { median } from './rig/figures.ts';
import { cacheFolder, repository, slow } from './rig/processes.ts';

const rounds = 3;
const seconds = 4;

/**
 * One awaited append after the other – leaf, nodes and stream – against one bare insert per transaction, both FULL, in turn,
 * median of the pairs. The note says the same of findings, which bring their lists to the new state in the same transaction.
 */
export function appendVsInsert(slowFsyncUs?: number): { ratio: number; note: string } {
  mkdirSync(cacheFolder, { recursive: true });
  const turns = Array.from({ length: rounds }, () => ({
    appends: appendsPerSecond('talks', slowFsyncUs),
    findings: appendsPerSecond('findings', slowFsyncUs),
    inserts: bareInsertsPerSecond(slowFsyncUs),
  }));
  const ratioOf = (kind: 'appends' | 'findings') => median(turns.map((turn) => turn[kind] / turn.inserts));
  const rateOf = (kind: keyof (typeof turns)[number]) => median(turns.map((turn) => turn[kind])).toFixed(0);
  const findings = `findings with their lists ${rateOf('findings')}/s, ${ratioOf('findings').toFixed(3)}`;
  return {
    ratio: ratioOf('appends'),
    note: `${rateOf('appends')} appends/s against ${rateOf('inserts')} bare inserts/s, ${rounds} turns of ${seconds} s; ${findings}`,
  };
}

function appendsPerSecond(kind: 'talks' | 'findings', slowFsyncUs: number | undefined): number {
  const output = execFileSync(process.execPath, ['bench/append-entries.ts', cacheFolder, String(seconds), kind], {
    cwd: repository,
    env: { ...process.env, ...slow(slowFsyncUs) },
    encoding: 'utf8',
  });
  return Number(/appends\/s ([\d.]+)/.exec(output)?.[1]);
}
