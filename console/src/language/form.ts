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
  return forms[language]();
}

/** What the browser forms with is made when it is first wanted and kept: to make one takes as long as a page's figures do. */
function formOf(locale: string): Form {
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
  const time = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' }),
  );
  const money = once(
    () => new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }),
  );
  const numbers = ofDigits((digits) => new Intl.NumberFormat(locale, upTo(digits)));
  const shares = ofDigits((digits) => new Intl.NumberFormat(locale, { style: 'percent', ...upTo(digits) }));
  return {
    date: (iso) => date().format(new Date(`${iso}T00:00:00Z`)),
    time: (instant) => time().format(new Date(instant)),
    money: (fen) => money().format(fen / fenPerYuan),
    number: (value, digits = 0) => numbers(digits).format(unsigned(value, digits)),
    share: (value, digits = 1) => shares(digits).format(unsigned(value, digits + percentDigits)),
  };
}

function upTo(digits: number) {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

export function once<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

/** At most as many as there are digits that somebody asks for: a handful. */
function ofDigits(make: (digits: number) => Intl.NumberFormat): (digits: number) => Intl.NumberFormat {
  const made = new Map<number, Intl.NumberFormat>();
  return (digits) => {
    const known = made.get(digits) ?? make(digits);
    made.set(digits, known);
    return known;
  };
}

/** What rounds to nothing has no sign: a change of −0 would say that there was one. */
function unsigned(value: number, digits: number): number {
  return Number(value.toFixed(digits)) === 0 ? 0 : value;
}

const percentDigits = 2;
const fenPerYuan = 100;
const forms = { zh: once(() => formOf('zh-CN')), en: once(() => formOf('en-GB')) } as const;
