import { LogoutOutlined, SafetyCertificateFilled, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tag } from 'antd';
import { Suspense, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useMatches, useNavigate } from 'react-router';
import type { PageEntry } from '../app/role-pages.ts';
import { useLanguage } from '../language/language.tsx';
import { said, useCodeWords, useWords } from '../language/words.ts';
import { partWords } from '../parts/messages.ts';
import { AbsentPage, Loading, useOffline } from '../parts/states.tsx';
import { logOut } from '../session/doors.ts';
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
  const roleName = useCodeWords(roleWords);
  const me = useMe();
  const navigate = useNavigate();
  const [first] = useRoles();
  return (
    <header className="top">
      <Link to="/" className="brand">
        <SafetyCertificateFilled aria-hidden />
        <span>{say('product')}</span>
      </Link>
      <div className="top-right">
        <LanguageSwitch />
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'account', icon: <SettingOutlined />, label: say('account') },
              { key: 'out', icon: <LogoutOutlined />, label: say('logOut') },
            ],
            onClick: ({ key }) => (key === 'out' ? void logOut() : void navigate('/account')),
          }}
        >
          <Button type="text" icon={<UserOutlined />} aria-haspopup="menu">
            <span className="me-name">{me.name}</span>
            {first === undefined ? null : <Tag className="me-role">{roleName(first)}</Tag>}
          </Button>
        </Dropdown>
      </div>
    </header>
  );
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
