import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('..', import.meta.url));
export const cacheFolder = join(repository, '.cache', 'bench');

/** A program of ours in a process of its own, so that it and the load have a core each. */
export interface Running {
  readonly child: ChildProcess;
  /** The first line that it printed matching the pattern. */
  readonly said: string;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Adds this much to each fsync of the process. */
  readonly slowFsyncUs?: number;
}

const startLimitMs = 120_000;

export async function run(args: readonly string[], until: RegExp, options: RunOptions = {}): Promise<Running> {
  const child = spawn(process.execPath, [...args], {
    cwd: repository,
    env: { ...process.env, ...slow(options.slowFsyncUs), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const said = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${args.join(' ')} did not start:\n${output}`)), startLimitMs);
    const read = (chunk: Buffer) => {
      if (output.length < 100_000) output += chunk.toString();
      const match = until.exec(output);
      if (!match) return;
      clearTimeout(limit);
      resolve(match[1] ?? match[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${output}`)));
  });
  return {
    child,
    said,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Compiles the shim once. */
function slow(microseconds: number | undefined): Record<string, string> {
  if (microseconds === undefined) return {};
  const library = join(cacheFolder, 'slow-fsync.so');
  if (!existsSync(library)) {
    mkdirSync(cacheFolder, { recursive: true });
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(repository, 'bench/slow-fsync.c'), '-ldl']);
  }
  return { LD_PRELOAD: library, SLOW_FSYNC_US: String(microseconds) };
}
