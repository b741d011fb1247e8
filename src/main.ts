#!/usr/bin/env -S node --max-semi-space-size=16
/**
 * The rx12 command. better-sqlite3 crashes the process on an older Node before it can say why, so the version is checked
 * first and everything else is loaded after.
 */
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `rx12 needs Node 24.7 or newer; this is ${process.versions.node}.\n` +
      'Run it through npm (npm start, npm run demo), which brings its own Node, or install Node 24.\n',
  );
  process.exit(1);
}

// What was built is loaded in two thirds of the time when its compiled form is kept, and its traces name lines of the sources.
// Where the folder cannot be written, as that of an installed service should be, nothing is kept. Older Nodes lack the
// function, so it is asked for after the check.
if (import.meta.url.endsWith('.js')) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(fileURLToPath(new URL('../.cache/compile/', import.meta.url)));
  process.setSourceMapsEnabled(true);
}

const { runCli } = await import('./cli/cli.ts');
await runCli(process.argv, process.env);
