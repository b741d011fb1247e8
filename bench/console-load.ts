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
 * logged in stands there with its answers; of two roles the slower one, median of its rounds.
 */
export async function consoleFirstLoad(city: BenchCity): Promise<{ readonly ms: number; readonly note: string }> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'ignore' });
  const path = findChromium();
  if (path === undefined) throw new Error('the first load of the console needs chromium');
  // Nobody of the city has set up a second factor; without one a login would lead no further than to that.
  const server = await serveCity(city, { program: 'dist/main.js', settings: { RX12_SECOND_FACTOR: 'off' } });
  const browser = await launchChromium(path);
  try {
    const of = new Map<string, number>();
    for (const login of ['auditor', 'officer']) {
      const all: number[] = [];
      for (let round = 0; round < rounds; round += 1) all.push(await firstLoadMs(browser, server.origin, login));
      of.set(login, median(all));
    }
    const note = [...of].map(([login, ms]) => `${login} ${ms.toFixed(0)} ms`).join(', ');
    return { ms: Math.max(...of.values()), note: `${note}: medians of ${rounds}, nothing cached` };
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function firstLoadMs(browser: Browser, origin: string, login: string): Promise<number> {
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
    const ms = performance.now() - start;
    // A page that was refused, or the login, would be there sooner than what is measured.
    if ((await page.locator('.login, .problem.ant-alert-error').count()) > 0)
      throw new Error(`${login} saw no first page`);
    return ms;
  } finally {
    await context.close();
  }
}
