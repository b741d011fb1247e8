import { once, useForm } from '../language/form.ts';
import { useLanguage } from '../language/language.tsx';
import { useWords } from '../language/words.ts';
import { commissionWords } from './messages.ts';

/** A measure's value in its unit; null is a gap, which is not zero. */
export interface MeasureForm {
  /** With its unit, for text. */
  readonly shown: (value: number | null) => string;
  /** For an axis whose name says the unit. */
  readonly bare: (value: number) => string;
  readonly unit: string;
  /** A change in the unit, with its sign. */
  readonly change: (value: number | null) => string;
}

export function useMeasureForm(unit: string): MeasureForm {
  const say = useWords(commissionWords);
  const form = useForm();
  const isShare = unit === 'share';
  const digits = digitsOf[unit] ?? 2;
  const bare = (value: number) => (isShare ? form.share(value) : form.number(value, digits));
  const name = unit in commissionWords ? say(unit as keyof typeof commissionWords) : unit;
  const shown = (value: number) => (isShare ? bare(value) : `${bare(value)} ${name}`);
  return {
    unit: name,
    bare,
    shown: (value) => (value === null ? say('noData') : shown(value)),
    change: (value) => (value === null ? say('noData') : `${value > 0 ? '+' : ''}${shown(value)}`),
  };
}

/** Growth with its sign, such as +1.2 %; where there is none, the word for it. */
export function useGrowth(): (value: number | null) => string {
  const form = useForm();
  const say = useWords(commissionWords);
  return (value) => (value === null ? say('noGrowth') : `${value > 0 ? '+' : ''}${form.share(value)}`);
}

/** Whether less or more of it is good; `none` where neither is. */
export function directionWord(direction: string): 'lowerIsGood' | 'higherIsGood' | 'neitherIsGood' {
  if (direction === 'lower') return 'lowerIsGood';
  return direction === 'higher' ? 'higherIsGood' : 'neitherIsGood';
}

export function useMonthForm(): (month: string) => string {
  const { language } = useLanguage();
  const form = monthForms[language];
  return (month) => form().format(new Date(`${month}-01T00:00:00Z`));
}

const monthForms = {
  zh: once(() => new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', timeZone: 'UTC' })),
  en: once(() => new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', timeZone: 'UTC' })),
} as const;

const digitsOf: Readonly<Record<string, number>> = { yuan: 0, yuanPerWeight: 0, dddPer100BedDays: 1, perThousand: 2 };
