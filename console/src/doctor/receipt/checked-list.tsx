import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { Checked } from '../../../../pages/verify-receipt/checked.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { receiptWords } from './messages.ts';

/** What the check said of each file, in the reader's language, with the entry that it proves. */
export function CheckedList({ checked }: { readonly checked: readonly Checked[] }) {
  return (
    <ul className="rows">
      {checked.map((each) => (
        <CheckedRow key={each.name} checked={each} />
      ))}
    </ul>
  );
}

export function CheckedRow({ checked }: { readonly checked: Checked }) {
  const { name, ok, level, entry } = checked;
  const say = useWords(receiptWords);
  const { language } = useLanguage();
  const tone = !ok ? 'verdict verdict-bad' : level === 'consistent' ? 'verdict verdict-weak' : 'verdict verdict-good';
  return (
    <li className={tone}>
      <div className="row-text">
        <strong>
          {ok ? <CheckCircleFilled aria-label="✓" /> : <CloseCircleFilled aria-label="✗" />} {name}
        </strong>
        <div>{checked[language]}</div>
        {entry !== null && (
          <details>
            <summary>{say('entry')}</summary>
            <pre className="entry">{JSON.stringify(entry, null, 2)}</pre>
          </details>
        )}
      </div>
    </li>
  );
}
