import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { receiptPage } from '../../pages/build.ts';
import { browserTools } from '../../pages/verify-receipt/browser.ts';
import { vkeyOf } from '../../src/core/ledger/note.ts';
import { checkFiles } from '../../src/core/ledger/receipt-check.ts';
import { nodeCompression, nodeCrypto } from '../../src/log/node-crypto.ts';
import { publishedLedger } from '../support/published.ts';
import { testKey } from '../support/tree.ts';

const page = readFileSync(new URL('../../pages/verify-receipt.html', import.meta.url), 'utf8');
const log = testKey('rx12.example/city');
const { receipts, head } = await publishedLedger(4, log);
const files = [...receipts.map((text, at) => ({ name: `${at}.tlog-proof`, text })), { name: 'head', text: head }];

describe('the page that checks receipts', () => {
  it('is made from its sources as they are: run npm run pages', async () => {
    expect(page === (await receiptPage())).toBe(true);
  });

  it('asks for nothing from anywhere', () => {
    expect(page).toContain("default-src 'none'");
    expect(page.match(/(src|href)=|https?:\/\/|fetch\(|XMLHttpRequest|import\(/g)).toBeNull();
  });

  it('answers with nothing but what a browser has, on plain http and offline', async () => {
    const shown = await answersOf(files, vkeyOf(log.key));
    expect(shown).toHaveLength(5);
    expect(
      shown
        .slice(0, 4)
        .every(
          (text) => text.startsWith('✓') && text.includes('【账本已签署】') && text.includes('[signed by the log]'),
        ),
    ).toBe(true);
    expect(shown[4]).toContain('【完整】');
  });

  it('names the lower level without a key, and refuses another key and a missing receipt', async () => {
    expect((await answersOf(files.slice(0, 1), ''))[0]).toContain('【仅自洽】');
    expect((await answersOf(files.slice(0, 1), vkeyOf(testKey(log.key.name).key)))[0]).toMatch(/^✗.*checkpoint/);
    expect((await answersOf(files.slice(1), vkeyOf(log.key))).at(-1)).toMatch(/^✗ head.*第 1 条/);
    expect((await answersOf(files, 'no key'))[0]).toContain('verifier key');
  });

  it('judges every damaged receipt as the command line does', () => {
    const [receipt = ''] = receipts;
    let refused = 0;
    for (let at = 0; at < receipt.length; at += 7) {
      const text = `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`;
      const inBrowser = checkFiles(browserTools, [{ name: 'r', text }], [log.key]);
      expect(inBrowser).toEqual(checkFiles({ ...nodeCrypto, ...nodeCompression }, [{ name: 'r', text }], [log.key]));
      if (!inBrowser[0]?.ok) refused += 1;
    }
    expect(refused).toBe(Math.ceil(receipt.length / 7));
  });
});

/** Runs the page's script in a context that has what a browser has and Node's globals not, and gives what it shows. */
async function answersOf(given: readonly { name: string; text: string }[], vkeys: string): Promise<string[]> {
  const script = /<script>(.*)<\/script>/s.exec(page)?.[1] ?? '';
  class Element {
    readonly listeners: (() => Promise<void>)[] = [];
    children: (Element | string)[] = [];
    textContent = '';
    value = vkeys;
    files = given.map(({ name, text }) => ({ name, text: async () => text }));
    addEventListener(_type: string, listener: () => Promise<void>) {
      this.listeners.push(listener);
    }
    setAttribute() {}
    append(...children: (Element | string)[]) {
      this.children.push(...children);
    }
    replaceChildren(...children: (Element | string)[]) {
      this.children = children;
    }
  }
  const elements: Record<string, Element> = { files: new Element(), key: new Element(), answers: new Element() };
  const document = { getElementById: (id: string) => elements[id], createElement: () => new Element() };
  const kinds = { HTMLElement: Element, HTMLInputElement: Element, HTMLTextAreaElement: Element };
  runInContext(script, createContext({ document, ...kinds, TextEncoder, TextDecoder, atob, btoa }));
  await elements.files?.listeners[0]?.();
  const textIn = (element: Element | string): string =>
    typeof element === 'string' ? element : `${element.textContent} ${element.children.map(textIn).join(' ')}`;
  return (elements.answers?.children ?? []).map((child) => textIn(child).trim().replace(/\s+/g, ' '));
}
