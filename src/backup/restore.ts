import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { instantOf } from '../core/time.ts';
import { erasedRegisterName, readErased } from '../store/erase.ts';
import { holdWriterLock } from '../store/writer-lock.ts';
import { eraseAgain } from './erase-again.ts';
import { flushed } from './flush.ts';
import { type ManifestContent, readManifest } from './manifest.ts';

/**
 * Puts a backup in the place of the data folder's databases. What stood there is moved aside, not deleted. Keys are put
 * back only where there are none, and so is the record of who looked: what was looked at since the backup was looked at. The checkpoint lock stays as it is: it knows what was published since the backup, and
 * the next start says so.
 *
 * What was erased since the backup, as far as the register beside the ledger or the one in the backup knows, is erased
 * again before anybody can read it.
 *
 * @returns the manifest of what was restored, where the replaced files are, if there were any, and how many entries were
 * erased again.
 * @throws Error when the folder is no backup, a file of it is damaged, or the service is running.
 */
export async function restore(
  config: Config,
  clock: Clock,
  from: string,
): Promise<{ readonly manifest: ManifestContent; readonly aside: string | undefined; readonly erasedAgain: number }> {
  const manifest = readManifest(from);
  if (manifest === undefined) throw new Error(`${from} is no backup: it has no manifest.json`);
  const damaged = await manifest.damaged();
  if (damaged.length > 0) throw new Error(damaged.map(({ what }) => what).join('; '));
  const { dataDir } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = holdWriterLock(join(dataDir, 'writer.lock'));
  try {
    const aside = moveAside(dataDir, `replaced-${instantOf(clock.now()).replace(/[-:.]/g, '')}`);
    const erased = [from, dataDir].flatMap((folder) => readErased(join(folder, erasedRegisterName)));
    for (const { name } of manifest.files) {
      const to = join(dataDir, name);
      if ((name.startsWith('keys/') || keptIfThere.includes(name)) && existsSync(to)) continue;
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      copyFileSync(join(from, name), `${to}.new`);
      flushed(`${to}.new`);
      renameSync(`${to}.new`, to);
    }
    flushed(dataDir);
    const erasedAgain = await eraseAgain(join(dataDir, 'rx12.db'), clock, erased);
    const { damaged: _, ...content } = manifest;
    return { manifest: content, aside, erasedAgain };
  } finally {
    lock.release();
  }
}

const keptIfThere: readonly string[] = ['access.db', erasedRegisterName];

/** A write-ahead log that stayed behind would be played into the restored file: it goes with its own database. */
function moveAside(dataDir: string, name: string): string | undefined {
  const present = ['rx12.db', 'cost.db']
    .flatMap((database) => [database, `${database}-wal`, `${database}-shm`])
    .filter((file) => existsSync(join(dataDir, file)));
  if (present.length === 0) return undefined;
  const aside = join(dataDir, name);
  mkdirSync(aside, { mode: 0o700 });
  for (const file of present) renameSync(join(dataDir, file), join(aside, file));
  rmSync(join(aside, 'rx12.db-shm'), { force: true });
  rmSync(join(aside, 'cost.db-shm'), { force: true });
  return aside;
}
