import type { Schema } from '../../api/client.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { partWords } from '../messages.ts';

/** What was found: each violation with its points, the rule that names it, and what would excuse it. */
export function FoundItems({ items }: { readonly items: Schema<'Deduction'>['items'] }) {
  const say = useWords(partWords);
  const { language } = useLanguage();
  return items.map((item) => {
    const rule = item.source === null ? '' : say('ruleIs', { source: item.source });
    const why = [rule, item.pointsReason ?? ''].filter((each) => each !== '');
    return (
      <div className="item" key={`${item.scheme} ${item.code}`}>
        <div className="item-head">
          <span className="item-code">{item.code}</span>
          <span className="item-text">{item.text[language]}</span>
          <strong className="item-points">{say('points', { points: item.points })}</strong>
        </div>
        {why.length > 0 && <div className="soft">{why.join(' · ')}</div>}
        {item.exculpations.length > 0 && (
          <details>
            <summary>{say('exculpations')}</summary>
            <ul>
              {item.exculpations.map((each) => (
                <li key={each.id}>{each[language]}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    );
  });
}
