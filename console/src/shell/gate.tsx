import { Suspense } from 'react';
import { Loading } from '../parts/states.tsx';
import { AskedDialog } from '../session/asked-dialog.tsx';
import { LoginPage } from '../session/login-page.tsx';
import { useSession } from '../session/session.ts';
import { Shell } from './shell.tsx';

/** Whoever is not in sees the login, at whatever address. */
export function Gate() {
  const { session } = useSession();
  switch (session.kind) {
    case 'unknown':
      return <Waiting />;
    case 'out':
      return <LoginPage />;
    case 'in':
      return (
        <>
          <Suspense fallback={<Waiting />}>
            <Shell />
          </Suspense>
          <AskedDialog />
        </>
      );
  }
}

function Waiting() {
  return (
    <main className="alone">
      <Loading />
    </main>
  );
}

Gate.Waiting = Waiting;
