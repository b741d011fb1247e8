import { Suspense } from 'react';
import { useLater } from '../parts/later.ts';
import { Answered, Loading } from '../parts/states.tsx';
import { useSession } from '../session/use-session.ts';
import { Shell } from './shell.tsx';

/** Whoever is not in sees the login, at whatever address. */
export function Gate() {
  const { session } = useSession();
  switch (session.kind) {
    case 'unknown':
      return <Waiting />;
    case 'out':
      return <Login />;
    case 'in':
      return (
        <>
          <Suspense fallback={<Waiting />}>
            <Shell />
          </Suspense>
          <Asked />
        </>
      );
  }
}

/** Its forms are a third of what a page weighs, and whoever is in needs none of them. */
function Login() {
  const login = useLater('login', () => import('../session/login-page.tsx'), true);
  return login.data === undefined ? (
    <main className="alone">
      <Answered query={login}>{() => null}</Answered>
    </main>
  ) : (
    <login.data.LoginPage />
  );
}

function Asked() {
  const { asked } = useSession();
  const dialog = useLater('asked', () => import('../session/asked-dialog.tsx'), asked !== undefined);
  if (asked === undefined) return null;
  return <Answered query={dialog}>{({ AskedDialog }) => <AskedDialog />}</Answered>;
}

function Waiting() {
  return (
    <main className="alone">
      <Loading />
    </main>
  );
}

Gate.Waiting = Waiting;
