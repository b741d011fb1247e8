import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { keepLanguage, languageNow } from './language-now.ts';
import type { Language } from './words.ts';

interface Chosen {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Context = createContext<Chosen>({ language: 'zh', choose: () => {} });

export function useLanguage(): Chosen {
  return use(Context);
}

export function LanguageProvider({
  onChange,
  children,
}: {
  readonly onChange: () => void;
  readonly children: ReactNode;
}) {
  const [language, setLanguage] = useState(languageNow);
  const choose = useCallback(
    (next: Language) => {
      keepLanguage(next);
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
