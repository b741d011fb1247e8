import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { instantOf } from '../core/time.ts';
import { openFileLock } from '../log/file-lock.ts';
import { erasedRegisterName } from '../store/erase.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { flushed } from './flush.ts';
import { type ManifestContent, manifestName, measured, readManifest } from './manifest.ts';

export interface BackupOptions {
  /** The folder that holds the backups, each in a folder of its own. */
  readonly target: string;
  /** How many complete backups stay, the new one included; undefined: all. */
  readonly keep?: number | undefined;
  /** Keys forge: a backup that holds them must be guarded like them. Without, they are kept apart by other means. */
  readonly withKeys: boolean;
}

/**
 * Copies the data folder while it is being written: each database as it was at one moment, the ledger first, because
 * what it points at in the cost file was there before it. The folder gets its name only when everything is on the disk.
 *
 * @returns the folder of the new backup and its manifest.
 */
export async function backup(
  config: Config,
  clock: Clock,
  options: BackupOptions,
): Promise<{ readonly folder: string; readonly manifest: ManifestContent }> {
  const { dataDir } = config;
  if (!existsSync(join(dataDir, 'rx12.db'))) throw new Error(`${dataDir} holds no rx12 data to back up`);
  const madeAt = instantOf(clock.now());
  const folder = join(options.target, `${prefix}${madeAt.replace(/[-:.]/g, '')}`);
  if (existsSync(folder)) throw new Error(`${folder} is there already`);
  const partial = `${folder}${partialSuffix}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  // Before the copy, so that the copy holds at least what it covers.
  const checkpoint = await lockedCheckpoint(config);
  const names: string[] = [];
  for (const name of ['rx12.db', 'cost.db', 'access.db']) {
    if (!existsSync(join(dataDir, name))) continue;
    await copyDatabase(join(dataDir, name), join(partial, name));
    names.push(name);
  }
  // After the ledger: what it names at least is in it.
  if (existsSync(join(dataDir, erasedRegisterName))) {
    copyFileSync(join(dataDir, erasedRegisterName), join(partial, erasedRegisterName));
    names.push(erasedRegisterName);
  }
  if (options.withKeys) names.push(...copyKeys(dataDir, partial));
  const files = [];
  for (const name of names) {
    flushed(join(partial, name));
    files.push(await measured(partial, name));
  }
  const manifest = {
    form: 'rx12/backup/v1' as const,
    ...ledgerOf(join(partial, 'rx12.db')),
    madeAt,
    files,
    checkpoint,
  };
  writeFileSync(join(partial, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  flushed(partial);
  renameSync(partial, folder);
  flushed(options.target);
  if (options.keep !== undefined) prune(options.target, options.keep);
  return { folder, manifest };
}

/** The complete backups in a folder, oldest first. */
export function backupsIn(target: string): string[] {
  if (!existsSync(target)) return [];
  return readdirSync(target)
    .filter((name) => name.startsWith(prefix) && existsSync(join(target, name, manifestName)))
    .sort();
}

const prefix = 'rx12-';
const partialSuffix = '.partial';
/** Pages copied before the event loop has its turn: about 4 MB. */
const pagesAtOnce = 1_000;

/** One read transaction holds the copy to one moment; writers go on beside it in the write-ahead log. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const source = openSqlite(from, 'read-only');
  try {
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(to, { progress: () => pagesAtOnce });
    source.exec('rollback');
  } finally {
    source.close();
  }
  // Without a write-ahead log of its own the copy is one whole file, which can be read from a disk that takes no writes.
  const copy = openSqlite(to);
  copy.pragma('journal_mode = delete');
  copy.close();
}

function copyKeys(dataDir: string, partial: string): string[] {
  mkdirSync(join(partial, 'keys'), { mode: 0o700 });
  return readdirSync(join(dataDir, 'keys')).map((name) => {
    copyFileSync(join(dataDir, 'keys', name), join(partial, 'keys', name));
    return `keys/${name}`;
  });
}

function ledgerOf(path: string): Pick<ManifestContent, 'origin' | 'entries'> {
  const connection = openSqlite(path, 'read-only');
  try {
    const found = connection
      .prepare<[], { origin: string; entries: number }>(
        'select origin, (select coalesce(max(seq) + 1, 0) from entry) as entries from ledger',
      )
      .get();
    if (found === undefined) throw new Error('the copy holds no ledger');
    return found;
  } finally {
    connection.close();
  }
}

async function lockedCheckpoint(config: Config): Promise<string | null> {
  if (!existsSync(config.log.lockPath)) return null;
  const lock = openFileLock(config.log.lockPath);
  try {
    return (await lock.read()) ?? null;
  } finally {
    await lock.close();
  }
}

/** Only complete ones count and only complete ones are removed; one that cannot be read is left for a person to look at. */
function prune(target: string, keep: number): void {
  for (const name of backupsIn(target).slice(0, -Math.max(keep, 1))) {
    if (readManifest(join(target, name)) !== undefined) rmSync(join(target, name), { recursive: true });
  }
}
