import { spawn } from 'node:child_process';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { backupsIn } from './backup.ts';

/** Looks every few minutes whether a backup is due and makes it in a process of its own. @returns what stops it. */
export function scheduleBackups(config: Config, log: Logger, now: () => number): () => void {
  const { backup } = config;
  if (backup === undefined) return () => {};
  let running = false;
  const look = () => {
    if (running || !isDue(backupsIn(backup.target).at(-1), now(), backup.everyMs)) return;
    running = true;
    const args = [...process.execArgv, process.argv[1] ?? '', 'backup', backup.target, '--keep', String(backup.keep)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', () => log.error('the backup could not be started'));
    child.on('close', (code) => {
      running = false;
      if (code === 0) log.info('a backup was made');
      else log.error({ code }, 'the backup failed; it is tried again');
    });
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return () => clearInterval(timer);
}

/** Whether the newest backup, by the moment in its name, is older than the interval; without one it is due at once. */
export function isDue(newest: string | undefined, nowMs: number, everyMs: number): boolean {
  const match = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(newest ?? '');
  if (match === null) return true;
  const [, year, month, day, hour, minute, second, ms] = match;
  return nowMs - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`) >= everyMs;
}

const lookEveryMs = 5 * 60_000;
