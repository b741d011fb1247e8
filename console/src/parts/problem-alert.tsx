import { Alert } from 'antd';
import { ProblemError, UnreachableError } from '../api/problem.ts';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/** A refusal as the sentences that the service gave: what is wrong, with which value, and what to do. */
export function ProblemAlert({ error }: { readonly error: unknown }) {
  const say = useWords(partWords);
  if (error === undefined || error === null) return null;
  if (error instanceof UnreachableError) {
    return (
      <Alert
        className="problem"
        role="alert"
        type="warning"
        showIcon
        title={say('offline')}
        description={say('offlineText')}
      />
    );
  }
  if (!(error instanceof ProblemError)) {
    return (
      <Alert
        className="problem"
        role="alert"
        type="error"
        showIcon
        title={say('broken')}
        description={say('brokenText')}
      />
    );
  }
  const { title, detail, errors = [] } = error.problem;
  const shown = errors.slice(0, maxRows);
  return (
    <Alert
      className="problem"
      role="alert"
      type="error"
      showIcon
      title={title}
      description={
        <>
          <div>{detail === '' ? say('unknownProblem') : detail}</div>
          {shown.length > 0 && (
            <ul>
              {shown.map((row) => (
                <li key={`${row.line} ${row.at} ${row.code}`}>{row.detail}</li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}

const maxRows = 20;
