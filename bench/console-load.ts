import { execFileSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from '../test/rig/chromium.ts';
import { type BenchCity, benchPassword } from './city/city.ts';
import { median } from './rig/figures.ts';
import { repository } from './rig/processes.ts';
import { serveCity } from './rig/server.ts';

const rounds = 5;

/**
 * Milliseconds from opening an address in a browser that has seen nothing yet until the first page of somebody who is
 * logged in stands there with its answers and with every chart that is seen without scrolling; of two roles the slower
 * one, median of its rounds. The note has what is there sooner, too: the page with its numbers.
 */
export async function consoleFirstLoad(city: BenchCity): Promise<{ readonly ms: number; readonly note: string }> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'ignore' });
  const path = findChromium();
  if (path === undefined) throw new Error('the first load of the console needs chromium');
  // Nobody of the city has set up a second factor; without one a login would lead no further than to that.
  const server = await serveCity(city, { program: 'dist/main.js', settings: { RX12_SECOND_FACTOR: 'off' } });
  const browser = await launchChromium(path);
  try {
    const shown: string[] = [];
    const whole: number[] = [];
    for (const login of ['auditor', 'officer']) {
      const all: FirstLoad[] = [];
      for (let round = 0; round < rounds; round += 1) all.push(await firstLoad(browser, server.origin, login));
      const [numbersMs, wholeMs] = [median(all.map((one) => one.numbersMs)), median(all.map((one) => one.wholeMs))];
      shown.push(`${login} ${numbersMs.toFixed(0)} ms with its numbers, ${wholeMs.toFixed(0)} with its charts`);
      whole.push(wholeMs);
    }
    return { ms: Math.max(...whole), note: `${shown.join('; ')}: medians of ${rounds}, nothing cached` };
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface FirstLoad {
  /** Nothing is being read any more. */
  readonly numbersMs: number;
  /** No chart that is seen is awaited, either. */
  readonly wholeMs: number;
}

async function firstLoad(browser: Browser, origin: string, login: string): Promise<FirstLoad> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1366, height: 768 } });
  try {
    const answer = await context.request.post('/v1/auth/login', { data: { login, password: benchPassword } });
    if (answer.status() !== 200) throw new Error(`${login} was not let in: ${answer.status()}`);
    await context.addInitScript("localStorage.setItem('rx12.session', '1')");
    const page = await context.newPage();
    const start = performance.now();
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.locator('.loading').first().waitFor({ state: 'detached' });
    const numbersMs = performance.now() - start;
    await page.waitForFunction(noChartAwaited);
    const wholeMs = performance.now() - start;
    // A page that was refused, or the login, would be there sooner than what is measured.
    if ((await page.locator('.login, .problem.ant-alert-error').count()) > 0)
      throw new Error(`${login} saw no first page`);
    if ((await page.locator('.card-figure, .sheet td').count()) === 0) throw new Error(`${login} saw no figures`);
    return { numbersMs, wholeMs };
  } finally {
    await context.close();
  }
}

/** Run in the page. Charts below what is seen are drawn when somebody scrolls there, or the browser has nothing to do. */
const noChartAwaited = `[...document.querySelectorAll('.chart-awaited')].every(
  (chart) => chart.getBoundingClientRect().top >= innerHeight,
)`;
