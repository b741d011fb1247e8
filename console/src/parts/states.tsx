import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Empty } from 'antd';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Verdict } from './verdict.tsx';

/**
 * What a page shows of a question to the API: that it is being read, that it was refused and why, that there is nothing,
 * or the answer. What was read before stays while it is read anew.
 */
export function Answered<T>(props: {
  readonly query: UseQueryResult<T>;
  /** Whether the answer holds nothing to show, and what to say then. */
  readonly empty?: { readonly when: (data: T) => boolean; readonly says: ReactNode };
  readonly children: (data: T) => ReactNode;
}) {
  const { query, empty, children } = props;
  const say = useWords(partWords);
  if (query.data === undefined) {
    if (!query.isError) return <Loading />;
    return (
      <>
        <ProblemAlert error={query.error} />
        <Button onClick={() => void query.refetch()} loading={query.isFetching}>
          {say('again')}
        </Button>
      </>
    );
  }
  return (
    <>
      {query.isError && <ProblemAlert error={query.error} />}
      {empty?.when(query.data) ? <Nothing says={empty.says} /> : children(query.data)}
    </>
  );
}

export function Loading({ says }: { readonly says?: string }) {
  const say = useWords(partWords);
  return (
    <div className="loading" role="status" aria-live="polite">
      <span className="turning" aria-hidden />
      <span>{says ?? say('loading')}</span>
    </div>
  );
}

export function Nothing({ says }: { readonly says?: ReactNode }) {
  const say = useWords(partWords);
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={says ?? say('nothing')} />;
}

export function AbsentPage() {
  const say = useWords(partWords);
  return (
    <Verdict title={say('absentPage')} text={say('absentText')}>
      <Link to="/">
        <Button type="primary">{say('home')}</Button>
      </Link>
    </Verdict>
  );
}

/** True while the browser knows that it has no network. */
export function useOffline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => !navigator.onLine,
  );
}
