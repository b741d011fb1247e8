import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { Language } from './words.ts';

interface Chosen {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Context = createContext<Chosen>({ language: 'zh', choose: () => {} });

export function useLanguage(): Chosen {
  return use(Context);
}

/** For what runs outside of components: requests. */
export function languageNow(): Language {
  return current;
}

/** Chinese unless English was chosen on this device; nothing else is remembered about anybody. */
export function LanguageProvider({
  onChange,
  children,
}: {
  readonly onChange: () => void;
  readonly children: ReactNode;
}) {
  const [language, setLanguage] = useState(current);
  const choose = useCallback(
    (next: Language) => {
      current = next;
      localStorage.setItem(storedAs, next);
      setLanguage(next);
      onChange();
    },
    [onChange],
  );
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const chosen = useMemo(() => ({ language, choose }), [language, choose]);
  return <Context value={chosen}>{children}</Context>;
}

const storedAs = 'rx12.language';
let current: Language = localStorage.getItem(storedAs) === 'en' ? 'en' : 'zh';
