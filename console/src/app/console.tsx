import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../api/queries.ts';
import { LanguageProvider, useLanguage } from '../language/language.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { nonce } from './nonce.ts';
import { router } from './router.tsx';
import { theme } from './theme.ts';

/** The whole console. Sentences of the service are in the language they were asked for in, so a switch reads anew. */
export function Console({ ready }: { readonly ready: Promise<void> }) {
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider onChange={readAnew}>
        <Styled>
          <Begun ready={ready} />
        </Styled>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function readAnew(): void {
  void queryClient.invalidateQueries();
}

/** Where the service cannot be reached on load, that is said; everything else is the router's. */
function Begun({ ready }: { readonly ready: Promise<void> }) {
  const [failed, setFailed] = useState<unknown>();
  useEffect(() => {
    ready.catch(setFailed);
  }, [ready]);
  return failed === undefined ? (
    <RouterProvider router={router} />
  ) : (
    <main className="alone">
      <ProblemAlert error={failed} />
    </main>
  );
}

function Styled({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={theme}
      csp={csp}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}

/** The style sheets that components write while they run carry the nonce of this document. */
const csp = { nonce };
