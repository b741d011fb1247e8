import type { Language } from './words.ts';

/** The language of the page, for what runs outside of components: requests. */
export function languageNow(): Language {
  return current;
}

/** Chinese unless English was chosen on this device; nothing else is remembered about anybody. */
export function keepLanguage(next: Language): void {
  current = next;
  localStorage.setItem(storedAs, next);
}

const storedAs = 'rx12.language';
let current: Language = localStorage.getItem(storedAs) === 'en' ? 'en' : 'zh';
