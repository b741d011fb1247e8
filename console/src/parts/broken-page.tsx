import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/** A page that threw. One whose files are gone belongs to the release before. */
export function BrokenPage() {
  const error = useRouteError();
  const say = useWords(partWords);
  const stale = error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
  return (
    <Result
      status="warning"
      title={say(stale ? 'stale' : 'broken')}
      subTitle={say(stale ? 'staleText' : 'brokenText')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {say('reload')}
        </Button>
      }
    />
  );
}
