import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildDemo } from '../../src/cli/demo.ts';
import { realSurroundings } from '../../src/compose/folder.ts';
import { openService, type Service } from '../../src/compose/service.ts';
import { readConfig } from '../../src/config.ts';
import { servedFrom } from '../../src/demo/plan/days.ts';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { demoSizes } from '../../src/demo/plan/size.ts';
import { readTour, type Tour } from '../../src/demo/tour.ts';
import { clockStartingAt } from '../../src/demo/world.ts';
import { logTo } from '../../src/logger.ts';
import { startIssuer, type TestIssuer } from '../support/issuer.ts';
import { launchChromium } from './chromium.ts';
import { asChromium109 } from './chromium-109.ts';

/** The console as people get it: built, served by the real service over the small demo city, opened in a real browser. */
export interface ConsoleRig {
  readonly baseUrl: string;
  readonly service: Service;
  /** What it serves from. */
  readonly dataDir: string;
  readonly tour: Tour;
  /** Where people may log in as well. */
  readonly issuer: TestIssuer;
  /** A window of its own. With a login it is already in, by the cookie that logging in gave. */
  open(options?: OpenOptions): Promise<Page>;
  /** Moves the service's clock, for every window from then on. */
  forward(ms: number): void;
  /** What no page may do, of all windows since the last time: errors in the console and requests that leave the machine. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly login?: string;
  readonly path?: string;
  readonly language?: 'zh' | 'en';
  readonly phone?: boolean;
  /** An address that this window may go to besides the service's. */
  readonly outside?: string;
}

/**
 * A window for several tests of one person: to open one takes longer than most of what is done there. Each test begins with
 * a document loaded anew, and no test may end the sessions of another's window.
 */
export function keptWindow(rig: () => ConsoleRig, options: Omit<OpenOptions, 'path'>) {
  let kept: Page | undefined;
  return {
    at: async (path: string): Promise<Page> => {
      if (kept === undefined) kept = await rig().open({ ...options, path });
      else await kept.goto(path);
      return kept;
    },
    close: async () => {
      await kept?.context().close();
      kept = undefined;
    },
  };
}

export const desktop = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };

export async function startConsole(chromiumPath: string): Promise<ConsoleRig> {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-console-'));
  const cheap = { memoryKiB: 64, passes: 1 };
  const [browser] = await Promise.all([
    launchChromium(chromiumPath),
    buildConsole(),
    buildDemo(folder, demoSizes.small, () => {}, cheap),
  ]);
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const redirect = `${baseUrl}/login/issuer`;
  const issuer = await startIssuer(redirect);
  const config = readConfig({
    RX12_DATA: folder,
    RX12_OIDC_ISSUER: issuer.url,
    RX12_OIDC_REDIRECT_URL: redirect,
    RX12_LOG_LEVEL: 'silent',
    RX12_CHECK_REPLIES: '1',
    RX12_SECOND_FACTOR: 'off',
    RX12_STEP_UP_MIN: '1',
    RX12_SESSIONS_PER_ACCOUNT: '100',
    RX12_PASSWORD_MAX_AGE_DAYS: '0',
  });
  const running = clockStartingAt(servedFrom);
  let forwardMs = 0;
  const clock = { now: () => running.now() + forwardMs };
  const surroundings = { ...realSurroundings, clock, passwordCost: cheap };
  const service = await openService(config, logTo('silent'), surroundings);
  await service.app.listen({ host: '127.0.0.1', port });
  const complaints: string[] = [];
  return {
    baseUrl,
    service,
    dataDir: config.dataDir,
    tour: readTour(folder),
    issuer,
    open: (options = {}) => openWindow({ browser, baseUrl, complaints }, options),
    forward: (ms) => {
      forwardMs += ms;
    },
    complaints: () => complaints.splice(0),
    close: async () => {
      await browser.close();
      await service.close();
      await issuer.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The issuer has to know the address before the service that listens there is told of the issuer. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An access token of a session apart from every window's. */
export async function tokenOf({ baseUrl }: Pick<ConsoleRig, 'baseUrl'>, login: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: demoPassword(login) }),
  });
  expect(answer.status).toBe(200);
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return accessToken;
}

/** As `npm run build` does it; in a process of its own, because this one is told that it is a test. */
async function buildConsole(): Promise<void> {
  // CI has built it just before, and another test packs it meanwhile.
  const built = fileURLToPath(new URL('../../dist/console/index.html', import.meta.url));
  if (process.env.CI === 'true' && existsSync(built)) return;
  const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js');
  const config = fileURLToPath(new URL('../../console/vite.config.ts', import.meta.url));
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config], { env, timeout: buildMs });
}

const buildMs = 60_000;

interface Windows {
  readonly browser: Browser;
  readonly baseUrl: string;
  readonly complaints: string[];
}

async function openWindow({ browser, baseUrl, complaints }: Windows, options: OpenOptions): Promise<Page> {
  const { login, path = '/', language = 'zh', outside = baseUrl } = options;
  const size: BrowserContextOptions = options.phone
    ? { viewport: phone, isMobile: true, hasTouch: true }
    : { viewport: desktop };
  const context = await browser.newContext({ ...size, baseURL: baseUrl, reducedMotion: 'reduce' });
  context.on('request', (request) => {
    const url = request.url();
    const own = [baseUrl, outside].some((each) => url.startsWith(`${each}/`));
    if (!own && !/^(data|blob):/.test(url)) complaints.push(`left the machine: ${url}`);
  });
  context.on('weberror', (error) => complaints.push(`threw: ${error.error().message}`));
  context.on('console', (message) => {
    // Chromium's own line about a refused request; what a page makes of it is what tests look at.
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  if (login !== undefined) {
    const data = { login, password: demoPassword(login) };
    const answer = await context.request.post('/v1/auth/login', { data });
    expect(answer.status()).toBe(200);
  }
  await context.addInitScript(asChromium109);
  // Also run for the empty page that a window begins with, which may keep nothing.
  await context.addInitScript(`if (location.protocol !== 'about:' && sessionStorage.getItem('test') === null) {
    sessionStorage.setItem('test', 'begun');
    localStorage.setItem('rx12.language', '${language}');
    ${login === undefined ? '' : "localStorage.setItem('rx12.session', '1');"}
  }`);
  const page = await context.newPage();
  page.setDefaultTimeout(pageMs);
  await page.goto(path);
  return page;
}

const pageMs = 10_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or worse on the page as it is shown now. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // Not by a script element: the policy of the page forbids that to us as to everybody. Once for each document.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe);
  const found: { violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] } =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`);
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
}
