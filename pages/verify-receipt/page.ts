import type { Checked } from './checked.ts';
import { checkReceipts, noKey } from './checker.ts';

/** The page's only script: it reads the chosen files and the key, and shows what checking them found. */
const input = element('files', HTMLInputElement);
const key = element('key', HTMLTextAreaElement);
const list = element('answers', HTMLElement);

input.addEventListener('change', show);
key.addEventListener('input', show);

async function show(): Promise<void> {
  const files = await Promise.all(
    [...(input.files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
  );
  const checked = checkReceipts(files, key.value);
  key.setAttribute('aria-invalid', String(checked === undefined));
  if (checked === undefined) list.replaceChildren(paragraph([noKey.zh, noKey.en], 'bad'));
  else list.replaceChildren(...checked.map(shown));
}

function shown({ name, ok, zh, en, level, entry }: Checked): HTMLElement {
  const item = document.createElement('li');
  item.className = !ok ? 'bad' : level === 'consistent' ? 'weak' : 'good';
  const title = document.createElement('strong');
  title.textContent = `${ok ? '✓' : '✗'} ${name}`;
  item.append(title, paragraph([zh, en], ''));
  if (entry !== null) {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = '条目原文 · the entry';
    const text = document.createElement('pre');
    text.textContent = JSON.stringify(entry, null, 2);
    details.append(summary, text);
    item.append(details);
  }
  return item;
}

function paragraph(lines: readonly string[], className: string): HTMLElement {
  const made = document.createElement('p');
  made.className = className;
  made.append(...lines.flatMap((line, at) => (at === 0 ? [line] : [document.createElement('br'), line])));
  return made;
}

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page lacks #${id}`);
  return found;
}
