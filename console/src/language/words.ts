import { useLanguage } from './language.tsx';

export type Language = 'zh' | 'en';

/** One sentence in every language: a missing one does not compile. `{name}` stands for a value. */
export type Sentence = Readonly<Record<Language, string>>;
export type Words = Readonly<Record<string, Sentence>>;
export type Values = Readonly<Record<string, string | number>>;

/** A sentence of a messages file in the language of the page. Values become text and never markup. */
export type Say<W extends Words> = (key: keyof W, values?: Values) => string;

export function useWords<W extends Words>(words: W): Say<W> {
  const { language } = useLanguage();
  return (key, values) => said(words[key], language, values);
}

/** A sentence whose key comes from an answer: a code that the console has no word for is shown as it is. */
export function useCodeWords(words: Words): (code: string) => string {
  const { language } = useLanguage();
  return (code) => words[code]?.[language] ?? code;
}

export function said(sentence: Sentence | undefined, language: Language, values: Values = {}): string {
  const text = sentence?.[language] ?? '';
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
