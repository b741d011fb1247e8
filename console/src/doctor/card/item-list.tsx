import { Tag } from 'antd';
import { Link } from 'react-router';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { categoryWords, stateColours, stateWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Nothing } from '../../parts/states.tsx';
import { doctorWords } from '../messages.ts';
import type { Item, Standing } from '../queries.ts';
import { ItemClock } from './item-clock.tsx';

/** Every item of the cycle under what became of it, with the rule it rests on and its arithmetic. */
export function ItemLists({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  const lists = [
    ['contestedItems', standing.contestedItems],
    ['openItems', standing.openItems],
    ['counted', standing.countedItems],
    ['notCounted', standing.notCountedItems],
  ] as const;
  const filled = lists.filter(([, items]) => items.length > 0);
  return (
    <section className="block" aria-label={say('items')}>
      <h2>{say('items')}</h2>
      {filled.length === 0 && <Nothing says={say('itemsNone')} />}
      {filled.map(([title, items]) => (
        <div key={title}>
          <h3>{say(title)}</h3>
          {items.map((item) => (
            <ItemCard key={`${item.deductionId} ${item.code} ${item.occurredOn} ${item.recordedOn}`} item={item} />
          ))}
        </div>
      ))}
    </section>
  );
}

function ItemCard({ item }: { readonly item: Item }) {
  const say = useWords(doctorWords);
  const { language } = useLanguage();
  const state = useCodeWords(stateWords);
  const category = useCodeWords(categoryWords);
  const form = useForm();
  return (
    <article className="item">
      <div className="item-head">
        <span className="item-code">{item.code ?? category(item.category)}</span>
        <span className="item-text">{item.text?.[language] ?? category(item.category)}</span>
        <strong className={item.counted > 0 ? 'item-points late' : 'item-points soft'}>
          {say('points', { points: item.counted })}
        </strong>
      </div>
      <div className="item-line">
        <Tag color={stateColours[item.state] ?? 'default'}>{state(item.state)}</Tag>
        <span>{say('occurred', { on: form.date(item.occurredOn) })}</span>
        {item.foundOn !== null && <span>{say('found', { on: form.date(item.foundOn) })}</span>}
        <ItemClock item={item} />
        {item.deductionId !== undefined && <Link to={`/my/deductions/${item.deductionId}`}>{say('open')}</Link>}
      </div>
      {item.source ? <div className="soft">{say('ruleIs', { source: item.source })}</div> : null}
      {item.reasons !== undefined && item.reasons.length > 0 && (
        <details>
          <summary>{say('why')}</summary>
          <ul>
            {item.reasons.map((why) => (
              <li key={`${why.code} ${why.text}`}>{why.text}</li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
