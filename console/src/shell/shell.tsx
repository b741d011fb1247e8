import { SafetyCertificateFilled, UserOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { Suspense, useRef, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useMatches } from 'react-router';
import type { PageEntry } from '../app/role-pages.ts';
import { useLanguage } from '../language/language.tsx';
import { said, useCodeWords, useWords } from '../language/words.ts';
import { useLater } from '../parts/later.ts';
import { partWords } from '../parts/messages.ts';
import { AbsentPage, Loading, useOffline } from '../parts/states.tsx';
import { useMe, useRoles } from '../session/me.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { roleWords, shellWords } from './messages.ts';
import { isFor, useNavigation } from './navigation.ts';
import { useMore } from './use-more.ts';

/** Around every page: who is here, where they can go, and the page. On a phone the navigation lies under the thumb. */
export function Shell() {
  const say = useWords(shellWords);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <TopBar />
      <Navigation />
      <main className="content" id="content" tabIndex={-1}>
        <OfflineBar />
        <Suspense fallback={<Loading />}>
          <PageForRole />
        </Suspense>
      </main>
    </div>
  );
}

function TopBar() {
  const say = useWords(shellWords);
  return (
    <header className="top">
      <Link to="/" className="brand">
        <SafetyCertificateFilled aria-hidden />
        <span>{say('product')}</span>
      </Link>
      <div className="top-right">
        <LanguageSwitch />
        <Account />
      </div>
    </header>
  );
}

/** Who is here. The menu below is more code than the whole bar, so it comes when somebody reaches for it. */
function Account() {
  const roleName = useCodeWords(roleWords);
  const me = useMe();
  const [first] = useRoles();
  const [reached, setReached] = useState<'no' | 'near' | 'pressed'>('no');
  const menu = useLater('account-menu', () => import('./account-menu.tsx'), reached !== 'no');
  const near = () => setReached((before) => (before === 'no' ? 'near' : before));
  const name = (
    <Button
      type="text"
      icon={<UserOutlined />}
      aria-haspopup="menu"
      loading={reached === 'pressed' && menu.isFetching}
      onPointerEnter={near}
      onClick={() => {
        setReached('pressed');
        if (menu.isError) void menu.refetch();
      }}
    >
      <span className="me-name">{me.name}</span>
      {first === undefined ? null : <Tag className="me-role">{roleName(first)}</Tag>}
    </Button>
  );
  if (menu.data === undefined) return name;
  const { AccountMenu } = menu.data;
  return <AccountMenu pressed={reached === 'pressed'}>{name}</AccountMenu>;
}

function Navigation() {
  const parts = useNavigation();
  const say = useWords(shellWords);
  const { language } = useLanguage();
  const bar = useRef<HTMLElement>(null);
  const { before, after } = useMore(bar, useLocation().pathname);
  return (
    <nav
      ref={bar}
      className={['navigation', before && 'more-before', after && 'more-after'].filter(Boolean).join(' ')}
      aria-label={say('navigation')}
    >
      {parts.map(({ title, pages }) => (
        <div className="navigation-part" key={title.en}>
          {parts.length > 1 && <h2>{said(title, language)}</h2>}
          <ul>
            {pages.map(({ path, navigation }) => (
              <li key={path}>
                <NavLink
                  to={path}
                  end={pages.some((other) => other.path !== path && other.path.startsWith(`${path}/`))}
                >
                  <span className="navigation-icon" aria-hidden>
                    {navigation.icon}
                  </span>
                  <span>{said(navigation.label, language)}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function OfflineBar() {
  const say = useWords(partWords);
  return useOffline() ? (
    <div className="offline" role="status">
      {say('offlineBar')}
    </div>
  ) : null;
}

/** A page of a role that somebody does not hold is no page for them. */
function PageForRole() {
  const roles = useRoles();
  const page = useMatches().at(-1)?.handle as PageEntry | undefined;
  return page === undefined || isFor(page, roles) ? <Outlet /> : <AbsentPage />;
}
