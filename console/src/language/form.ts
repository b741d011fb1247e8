import { useLanguage } from './language.tsx';

/** Dates, instants, money and shares in the form that is usual where the reader is; times are Shanghai's. */
export interface Form {
  /** A date such as 2026-11-20, which belongs to Shanghai already. */
  readonly date: (iso: string) => string;
  /** An instant in UTC, shown as Shanghai's clock has it. */
  readonly time: (instant: string) => string;
  /** Integer fen as yuan. */
  readonly money: (fen: number) => string;
  readonly number: (value: number, digits?: number) => string;
  /** 0.0123 as 1.2 %. */
  readonly share: (value: number, digits?: number) => string;
}

export function useForm(): Form {
  const { language } = useLanguage();
  return forms[language];
}

function formOf(locale: string): Form {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' });
  const upTo = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    date: (iso) => date.format(new Date(`${iso}T00:00:00Z`)),
    time: (instant) => time.format(new Date(instant)),
    money: (fen) => money.format(fen / fenPerYuan),
    number: (value, digits = 0) => unsigned(value, digits).toLocaleString(locale, upTo(digits)),
    share: (value, digits = 1) =>
      unsigned(value, digits + percentDigits).toLocaleString(locale, { style: 'percent', ...upTo(digits) }),
  };
}

/** What rounds to nothing has no sign: a change of −0 would say that there was one. */
function unsigned(value: number, digits: number): number {
  return Number(value.toFixed(digits)) === 0 ? 0 : value;
}

const percentDigits = 2;
const fenPerYuan = 100;
const forms = { zh: formOf('zh-CN'), en: formOf('en-GB') } as const;
