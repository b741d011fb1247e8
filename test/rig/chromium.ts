import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian puts it; another one is named by CHROMIUM. */
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Nothing that a browser does by itself belongs into a test: it would ask the internet for lists and updates. There is
 * no sandbox because CI runs as root; only our own pages are opened.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * The path of a real Chromium; undefined where there is none, which is said aloud. @throws Error in CI, where tests that
 * were left out would look like tests that passed.
 */
export function findChromium(): string | undefined {
  const found = [process.env.CHROMIUM ?? '', ...usual].find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  const text = 'no chromium: apt-get install -y chromium fonts-wqy-zenhei, or name one by CHROMIUM';
  if (process.env.CI === 'true') throw new Error(text);
  process.stderr.write(`\n*** the browser tests are left out: ${text}\n\n`);
  return undefined;
}

export function launchChromium(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: flags });
}
