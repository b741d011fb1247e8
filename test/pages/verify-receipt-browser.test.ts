import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vkeyOf } from '../../src/core/ledger/note.ts';
import { findChromium, launchChromium } from '../rig/chromium.ts';
import { asChromium109 } from '../rig/chromium-109.ts';
import { publishedLedger } from '../support/published.ts';
import { testKey } from '../support/tree.ts';

const path = findChromium();
const saved = pathToFileURL(fileURLToPath(new URL('../../pages/verify-receipt.html', import.meta.url))).href;
const log = testKey('rx12.example/city');
const witness = testKey('witness.example');
const { receipts } = await publishedLedger(2, log);
const [good = ''] = receipts;
const middle = Math.floor(good.length / 3);
const changed = `${good.slice(0, middle)}${good[middle] === 'A' ? 'B' : 'A'}${good.slice(middle + 1)}`;

describe.runIf(path !== undefined)(
  'the page that checks receipts, saved and opened in a browser without a network',
  () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launchChromium(path ?? '');
    });
    afterAll(async () => {
      await browser?.close();
    });

    /** A window without a network, and whatever it asks for. */
    const open = async (url: string, offline = true): Promise<{ page: Page; asked: string[] }> => {
      if (browser === undefined) throw new Error('the browser was not started');
      const context = await browser.newContext({ offline });
      await context.addInitScript(asChromium109);
      const asked: string[] = [];
      context.on('request', (request) => asked.push(request.url()));
      const page = await context.newPage();
      await page.goto(url);
      return { page, asked };
    };

    it('names the level that a good receipt passed, and refuses a changed byte and another key; it asks for nothing', async () => {
      const { page, asked } = await open(saved);
      const thrown: string[] = [];
      page.on('pageerror', ({ message }) => thrown.push(message));
      page.on('console', (message) => thrown.push(message.text()));
      await page.locator('#key').fill(vkeyOf(log.key));
      await page.locator('#files').setInputFiles(
        [
          ['good', good],
          ['changed', changed],
        ].map(([name = '', text = '']) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
      );
      const answer = page.locator('#answers li');
      await answer.nth(1).waitFor();
      const [passed, refused] = await answer.allInnerTexts();
      expect(passed).toMatch(/^✓ good\s.*【账本已签署】.*\[signed by the log\].*rx12\.example\/city/s);
      expect(refused).toMatch(/^✗ changed/);
      expect(await answer.nth(1).getAttribute('class')).toBe('bad');

      await page.locator('#key').fill(vkeyOf(testKey(log.key.name).key));
      await page.locator('#answers li.bad strong', { hasText: '✗ good' }).waitFor();
      await page.locator('#key').fill(vkeyOf(witness.key));
      await page.locator('#answers li.bad', { hasText: 'witness.example' }).first().waitFor();
      await page.locator('#key').fill('');
      await page.locator('#answers li.weak', { hasText: '【仅自洽】' }).waitFor();
      expect(asked).toEqual([saved]);
      expect(thrown).toEqual([]);
    });

    it('would be seen asking: another page that does is', async () => {
      let hits = 0;
      const server = createServer((_request, response) => {
        hits += 1;
        response.setHeader('content-type', 'text/html').end('<img src="/seen">');
      }).listen(0, '127.0.0.1');
      try {
        await new Promise((resolve) => server.once('listening', resolve));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        await expect(open(url)).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
        expect(hits).toBe(0);
        const { asked } = await open(url, false);
        expect(asked).toContain(`${url}seen`);
      } finally {
        server.close();
      }
    });
  },
);
