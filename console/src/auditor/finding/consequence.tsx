import { Tag } from 'antd';
import type { Schema } from '../../api/client.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { findingWords } from './messages.ts';

type Consequences = Pick<Schema<'ConfirmPreview'>, 'underSchemes' | 'warnings'>;

/** What confirming would do: the balance before and after, what the rules made of the points, thresholds reached. */
export function Consequence({ would }: { readonly would: Consequences }) {
  return (
    <>
      {would.underSchemes.map((each) => (
        <UnderScheme key={each.schemeId} under={each} />
      ))}
      {would.warnings.map(({ code, text }) => (
        <p className="soft" key={code}>
          {text}
        </p>
      ))}
    </>
  );
}

function UnderScheme({ under }: { readonly under: Consequences['underSchemes'][number] }) {
  const { leftBefore, leftAfter, item, sanctionsDue } = under;
  const say = useWords(findingWords);
  const { language } = useLanguage();
  const reasons = item.reasons ?? [];
  return (
    <div>
      <div className="balance">
        <span className="soft">{say('left')}</span>
        <strong>
          {leftBefore} → {leftAfter}
        </strong>
        <Tag color={item.counted > 0 ? 'red' : 'default'}>{say('counts', { points: item.counted })}</Tag>
      </div>
      <svg className="meter" viewBox={`0 0 ${scale} 1`} preserveAspectRatio="none" aria-hidden>
        <rect className="meter-left" width={Math.min(scale, leftAfter)} height="1" />
        <rect
          className="meter-lost"
          x={leftAfter}
          width={Math.max(0, Math.min(scale, leftBefore) - leftAfter)}
          height="1"
        />
      </svg>
      <ul className="sentences">
        {reasons.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      <h3>{say('dueNew')}</h3>
      {sanctionsDue.length === 0 ? (
        <p className="soft">{say('dueNone')}</p>
      ) : (
        <ul className="sentences">
          {sanctionsDue.map(({ id, threshold }) => (
            <li key={id}>
              <strong className="late">{say('at', { at: threshold.at, what: threshold[language] })}</strong>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The meter shows twelve points whatever the scheme: it compares before and after, nothing else. */
const scale = 12;
