import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider, type ThemeConfig } from 'antd';
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
      <App>{children}</App>
    </ConfigProvider>
  );
}

/** The style sheets that components write while they run carry the nonce of this document. */
const csp = { nonce };

const theme: ThemeConfig = {
  token: {
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    colorPrimary: '#0b5f8f',
    colorInfo: '#0b5f8f',
    colorLink: '#0b5f8f',
    colorSuccess: '#1d7a46',
    colorWarning: '#b25c00',
    colorError: '#c02a2a',
    colorTextSecondary: 'rgba(16, 30, 44, 0.68)',
    colorTextDescription: 'rgba(16, 30, 44, 0.66)',
    colorTextPlaceholder: 'rgba(16, 30, 44, 0.62)',
    colorTextDisabled: 'rgba(16, 30, 44, 0.58)',
    // Derived from so deep a blue they would be grey.
    colorInfoBg: '#e8f3fa',
    colorInfoBorder: '#a9cfe4',
    colorPrimaryBg: '#e0eef6',
    borderRadius: 8,
    fontFamily:
      "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei', system-ui, -apple-system, 'Segoe UI', sans-serif",
  },
  hashed: false,
};
