import type { Schema } from '../api/client.ts';

/** Why something is as it is, in the service's own sentences; closed at first. */
export function Why(props: {
  /** What opens it. */
  readonly says: string;
  readonly explanation: readonly Schema<'Explanation'>[];
  readonly boxed?: boolean;
}) {
  const { says, explanation, boxed = false } = props;
  return (
    <details className={boxed ? 'item' : 'why'}>
      <summary>{says}</summary>
      <ul>
        {explanation.map(({ code, text }) => (
          <li key={`${code} ${text}`}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
