import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../package-folder.ts';
import type { DemoSize } from './plan/size.ts';

/**
 * A demo's folder holds the city as it was built, kept by the hash of everything it depends on, and the copy of it that
 * is served: each start serves a fresh copy, so that the clock can begin at the same morning again.
 *
 * @param build fills an empty folder; a folder whose building was cut short is never served.
 * @returns the folder to serve.
 * @throws Error for a folder that holds a ledger of its own.
 */
export async function freshCity(
  base: string,
  size: DemoSize,
  release: { readonly holdWriterLock: (path: string) => { release(): void } },
  build: (folder: string) => Promise<void>,
): Promise<string> {
  if (existsSync(join(base, 'rx12.db'))) throw new Error(`${base} holds a ledger; the demo needs a folder of its own`);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const built = join(base, `${builtPrefix}${size.name}-${generatorHash(size)}`);
  if (!existsSync(built)) {
    for (const old of readdirSync(base)) {
      if (old.startsWith(`${builtPrefix}${size.name}-`)) rmSync(join(base, old), { recursive: true });
    }
    const unfinished = `${built}.unfinished`;
    mkdirSync(unfinished);
    await build(unfinished);
    renameSync(unfinished, built);
  }
  const served = join(base, 'served');
  const lock = join(served, 'writer.lock');
  // Refuses while another demo serves from here.
  if (existsSync(lock)) release.holdWriterLock(lock).release();
  rmSync(served, { recursive: true, force: true });
  cpSync(built, served, { recursive: true });
  return served;
}

const builtPrefix = 'built-';

/** What a built city depends on: its generator, the rules it plays by, the forms it is stored in, and the data. */
function generatorHash(size: DemoSize): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const folder of [...programFolders(), 'migrations/', 'seeds/']) {
    const path = fileURLToPath(new URL(folder, packageFolder));
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const each of paths) hash.update(each.slice(path.length)).update('\0').update(readFileSync(each));
  }
  return hash.digest('hex').slice(0, 12);
}

/** A checkout has its sources, of which few concern the city; an installed package has only what was built of them all. */
function programFolders(): readonly string[] {
  const own = ['src/demo/', 'src/core/', 'src/usecases/', 'src/store/'];
  return existsSync(new URL('src/', packageFolder)) ? own : ['dist/'];
}
