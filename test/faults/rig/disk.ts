import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, renameSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultCache } from './extent.ts';

/** A disk under our control for one process: see disk.c, which stands between the process and the system. */
export interface Disk {
  /** To be added to the environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  set(what: Partial<Record<'failAt' | 'error' | 'full' | 'killAt', number>>): void;
  /** Counts calls from here on anew. */
  reset(): void;
  read(what: 'calls' | 'injected' | 'traced'): number;
  close(): void;
}

/** Numbers of <errno.h>, the same on every Linux. */
export const errno = { EIO: 5, ENOSPC: 28 } as const;

/** In the order of `struct control`. */
const fields = ['calls', 'failAt', 'error', 'injected', 'full', 'killAt', 'traced'] as const;
const fieldBytes = 8;

/**
 * @param fails paths that begin like this can be made to fail.
 * @param trace the file that remembers what happens in `folder`.
 */
export function disk(options: {
  readonly control: string;
  readonly fails?: string;
  readonly folder?: string;
  readonly trace?: string;
}): Disk {
  const fd = openSync(options.control, 'w+');
  const at = (field: (typeof fields)[number]) => fields.indexOf(field) * fieldBytes;
  const put = (field: (typeof fields)[number], value: number) => {
    const bytes = Buffer.alloc(fieldBytes);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(fd, bytes, 0, fieldBytes, at(field));
  };
  for (const field of fields) put(field, 0);
  return {
    environment: {
      LD_PRELOAD: library(),
      DISK_CONTROL: options.control,
      ...(options.fails === undefined ? {} : { DISK_FAILS: options.fails }),
      ...(options.folder === undefined ? {} : { DISK_FOLDER: options.folder }),
      ...(options.trace === undefined ? {} : { DISK_TRACE: options.trace }),
    },
    set: (what) => {
      for (const [field, value] of Object.entries(what)) put(field as keyof typeof what, value);
    },
    reset: () => {
      for (const field of ['failAt', 'killAt', 'calls', 'injected'] as const) put(field, 0);
    },
    read: (what) => {
      const bytes = Buffer.alloc(fieldBytes);
      readSync(fd, bytes, 0, fieldBytes, at(what));
      return Number(bytes.readBigInt64LE());
    },
    close: () => closeSync(fd),
  };
}

/** Compiled once for each text of the source. */
function library(): string {
  const source = fileURLToPath(new URL('disk.c', import.meta.url));
  const hash = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12);
  const path = resolve(join(faultCache, `disk-${hash}.so`));
  if (existsSync(path)) return path;
  mkdirSync(faultCache, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', unfinished, source, '-ldl', '-lpthread']);
  renameSync(unfinished, path);
  return path;
}
