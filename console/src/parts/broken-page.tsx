import { Button } from 'antd';
import { useRouteError } from 'react-router';
import { ProblemError, UnreachableError } from '../api/problem.ts';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Verdict } from './verdict.tsx';

/** A page that threw. One whose files are gone belongs to the release before. */
export function BrokenPage() {
  const error = useRouteError();
  const say = useWords(partWords);
  // What a page cannot begin without was refused or could not be reached: that is said, and not that the page broke.
  if (error instanceof ProblemError || error instanceof UnreachableError) return <RefusedPage error={error} />;
  const stale = error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
  return (
    <Verdict title={say(stale ? 'stale' : 'broken')} text={say(stale ? 'staleText' : 'brokenText')}>
      <Button type="primary" onClick={() => location.reload()}>
        {say('reload')}
      </Button>
    </Verdict>
  );
}

function RefusedPage({ error }: { readonly error: Error }) {
  const say = useWords(partWords);
  return (
    <>
      <ProblemAlert error={error} />
      <Button onClick={() => location.reload()}>{say('again')}</Button>
    </>
  );
}
