import { render } from '../../src/core/explanation.ts';
import { parseVkey, type VerifierKey } from '../../src/core/ledger/note.ts';
import { checkFiles, type FileAnswer } from '../../src/core/ledger/receipt-check.ts';
import { logProblems } from '../../src/messages/problems-log.ts';
import { receiptAnswers } from '../../src/messages/receipt-answers.ts';
import { browserTools } from './browser.ts';

/** The page's only script: it reads the chosen files and the key, and shows what checking them found. */
const sentences = { ...logProblems, ...receiptAnswers };
const input = element('files', HTMLInputElement);
const key = element('key', HTMLTextAreaElement);
const list = element('answers', HTMLElement);

input.addEventListener('change', show);
key.addEventListener('input', show);

async function show(): Promise<void> {
  const files = await Promise.all(
    [...(input.files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
  );
  const keys = keysIn(key.value);
  key.setAttribute('aria-invalid', String(keys === undefined));
  if (keys === undefined) list.replaceChildren(paragraph(sentencesOf({ code: 'note.vkey', parameters: {} }), 'bad'));
  else list.replaceChildren(...checkFiles(browserTools, files, keys).map(shown));
}

/** One key a line; undefined when one of them is none. */
function keysIn(text: string): VerifierKey[] | undefined {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => parseVkey(browserTools.sha256, line));
  } catch {
    return undefined;
  }
}

function shown({ name, ok, message, level, entry }: FileAnswer): HTMLElement {
  const item = document.createElement('li');
  item.className = !ok ? 'bad' : level === 'consistent' ? 'weak' : 'good';
  const title = document.createElement('strong');
  title.textContent = `${ok ? '✓' : '✗'} ${name}`;
  item.append(title, paragraph(sentencesOf(message), ''));
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

function sentencesOf(message: FileAnswer['message']): string[] {
  return [render(sentences, 'zh', message), render(sentences, 'en', message)];
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
