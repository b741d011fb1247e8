import { spawnSync } from 'node:child_process';

/** Everything is tried where everything is checked; while working, enough to notice that a harness broke. */
export const inCi = process.env.CI === 'true';

/** Where the harnesses keep what they compile and load again. */
export const faultCache = '.cache/faults';

const tools = {
  cc: { try: ['cc', '--version'], package: 'gcc', leavesOut: 'power cuts, failing calls and full disks' },
  strace: { try: ['strace', '-V'], package: 'strace', leavesOut: 'fsync before acknowledgement as the kernel sees it' },
} as const;

/**
 * Whether a test that needs the tool is left out: never where everything is checked, where it fails instead. What is
 * left out is said where nobody overlooks it.
 */
export function lacks(tool: keyof typeof tools): boolean {
  const { try: command, package: name, leavesOut } = tools[tool];
  const [program, ...args] = command;
  if (inCi || spawnSync(program, args).status === 0) return false;
  process.stderr.write(`SKIPPED: ${leavesOut}. Install ${name} to run these tests in test/faults.\n`);
  return true;
}
