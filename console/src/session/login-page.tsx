import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useWords } from '../language/words.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Loading } from '../parts/states.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { logInAtIssuer } from './doors.ts';
import { LoginPanel } from './login-panel.tsx';
import { sessionWords } from './messages.ts';
import { useDoor } from './use-door.ts';

/** Shown at whatever address somebody came to, who then finds themselves there. */
export function LoginPage() {
  const say = useWords(sessionWords);
  const { pathname } = useLocation();
  return (
    <main className="login">
      <div className="login-language">
        <LanguageSwitch />
      </div>
      <section className="login-card" aria-label={say('title')}>
        <div className="login-mark" aria-hidden>
          <SafetyCertificateOutlined />
        </div>
        <Typography.Title level={1}>{say('product')}</Typography.Title>
        <Typography.Paragraph type="secondary">{say('tagline')}</Typography.Paragraph>
        {pathname === '/login/issuer' ? <IssuerReturn /> : null}
        <LoginPanel />
      </section>
    </main>
  );
}

/** The page that the outside issuer leads back to: it hands the query to the API, once. */
function IssuerReturn() {
  const say = useWords(sessionWords);
  const { pathname, search } = useLocation();
  const door = useDoor(logInAtIssuer);
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current || search === '') return;
    sent.current = true;
    // It is good once: nothing of it stays in the address or the history.
    window.history.replaceState(window.history.state, '', pathname);
    void door.go(search);
  });
  return door.waiting ? <Loading says={say('issuerWaits')} /> : <ProblemAlert error={door.error} />;
}
