import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const repository = fileURLToPath(new URL('.', import.meta.url));

/**
 * What `npm start` runs, in few files: finding and reading the thousand of a checkout with its libraries took most of a
 * start. Every thread is an entry of its own; all files lie in one folder beside seeds and migrations, so that `dist` finds
 * those where `src` does.
 */
export async function buildInto(dir: string, entries = builtPrograms()): Promise<void> {
  await build({
    cwd: repository,
    input: Object.fromEntries(entries.map((file) => [basename(file, '.ts'), file])),
    platform: 'node',
    // Native, and files that are handed out as they are.
    external: [/^better-sqlite3$/, /^swagger-ui-dist/],
    // A warning is a part that would be missing at run time.
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message);
    },
    output: {
      dir,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      cleanDir: true,
      // Traces name our files and lines; for that the sources themselves need not be shipped.
      sourcemap: true,
      sourcemapExcludeSources: true,
    },
  });
}

/** The command and its threads. */
export function builtPrograms(): readonly string[] {
  return ['src/main.ts', ...globSync('src/worker*.ts', { cwd: repository })];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildInto('dist');
