import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** The page as one file that needs nothing else: `npm run pages` writes it, a test compares it with its sources. */
export async function receiptPage(): Promise<string> {
  const bundle = await rolldown({ input: path('verify-receipt/page.ts'), platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  // A closing tag inside the script would end it early.
  const script = output[0].code.replaceAll('</', '<\\/').trim();
  const style = readFileSync(path('verify-receipt/page.css'), 'utf8').trim();
  const policy = `default-src 'none'; script-src '${digest(script)}'; style-src '${digest(style)}'; base-uri 'none'; form-action 'none'`;
  const parts: Readonly<Record<string, string>> = { policy, style, script };
  return readFileSync(path('verify-receipt/page.html'), 'utf8').replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? '');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function path(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path('verify-receipt.html'), await receiptPage());
