#!/usr/bin/env -S node --max-semi-space-size=8
/**
 * The rx12 command. better-sqlite3 crashes the process on an older Node before it can say why, so the version is checked
 * first and everything else is loaded after.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `rx12 needs Node 24.7 or newer; this is ${process.versions.node}.\n` +
      'Run it through npm (npm start, npm run demo), which brings its own Node, or install Node 24.\n',
  );
  process.exit(1);
}

const { runCli } = await import('./cli/cli.ts');
await runCli(process.argv, process.env);

export {};
