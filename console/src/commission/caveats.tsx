import { useLanguage } from '../language/language.tsx';
import { useWords } from '../language/words.ts';
import { directionWord } from './measure-form.ts';
import { commissionWords } from './messages.ts';

export interface MeasureHead {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly unit: string;
  readonly directionOfGood: string;
  readonly caveats: readonly { readonly zh: string; readonly en: string }[];
  readonly source: string;
}

/** What must be known before a figure of the measure is used, in the words of whoever owns its definition. */
export function useCaveats(): (measure: MeasureHead) => string[] {
  const { language } = useLanguage();
  return (measure) => measure.caveats.map((caveat) => caveat[language]);
}

/** `住院病案首页 · 定义版本 1 · 低为宜`. */
export function useSource(): (measure: MeasureHead, version?: number | null) => string {
  const say = useWords(commissionWords);
  return ({ source, directionOfGood }, version) =>
    [
      source,
      ...(version === undefined || version === null ? [] : [say('definition', { version })]),
      say(directionWord(directionOfGood)),
    ].join(' · ');
}
