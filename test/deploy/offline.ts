import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A network of its own with nothing in it but loopback, and commands that run there. */
export interface Offline {
  /** Runs to the end. @throws Error with what it said, when it fails. */
  run(command: string, args: readonly string[], environment?: NodeJS.ProcessEnv): string;
  start(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess;
  end(): Promise<void>;
}

/** @throws Error where the machine does not permit it: then nothing was tried without a network. */
export async function openOffline(): Promise<Offline> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo up && exec sleep 3600']);
  const said = await Promise.race([
    once(holder.stdout, 'data').then(([data]) => String(data).trim()),
    once(holder, 'exit').then(() => 'no'),
  ]);
  if (said !== 'up' || holder.pid === undefined)
    throw new Error(
      'no network namespace could be made (unshare --net, ip): the bundle was not tried without a network',
    );
  const inside = ['--target', String(holder.pid), '--net'];
  return {
    run: (command, args, environment = {}) =>
      execFileSync('nsenter', [...inside, command, ...args], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    start: (command, args, environment) =>
      spawn('nsenter', [...inside, command, ...args], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] }),
    end: async () => {
      const gone = once(holder, 'exit');
      holder.kill('SIGKILL');
      await gone;
    },
  };
}
