import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
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

const startLimitMs = 600_000;

/** Output goes to a file, as a service's log does: reading it through a pipe would cost the load generator its core. */
export async function run(args: readonly string[], until: RegExp, options: RunOptions = {}): Promise<Running> {
  mkdirSync(cacheFolder, { recursive: true });
  started += 1;
  const outputPath = join(cacheFolder, `output-${process.pid}-${started}.log`);
  const output = openSync(outputPath, 'w');
  const child = spawn(process.execPath, [...args], {
    cwd: repository,
    env: { ...process.env, ...slow(options.slowFsyncUs), ...options.environment },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const said = await lineIn(outputPath, until, child).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`${args.join(' ')}: ${String(error)}`);
  });
  return {
    child,
    said,
    stop: async () => {
      if (child.exitCode === null) {
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(outputPath, { force: true });
    },
  };
}

let started = 0;
const lookEveryMs = 10;

async function lineIn(path: string, until: RegExp, child: ChildProcess): Promise<string> {
  const giveUpAt = performance.now() + startLimitMs;
  for (;;) {
    const ended = child.exitCode !== null;
    const text = readFileSync(path, 'utf8').slice(0, 100_000);
    const match = until.exec(text);
    if (match) return match[1] ?? match[0];
    if (ended || performance.now() > giveUpAt) throw new Error(`it did not say ${until}:\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** Compiles the shim once. */
export function slow(microseconds: number | undefined): Record<string, string> {
  if (microseconds === undefined) return {};
  const library = join(cacheFolder, 'slow-fsync.so');
  if (!existsSync(library)) {
    mkdirSync(cacheFolder, { recursive: true });
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(repository, 'bench/rig/slow-fsync.c'), '-ldl']);
  }
  return { LD_PRELOAD: library, SLOW_FSYNC_US: String(microseconds) };
}
