import { Link } from 'react-router';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useCompleteness } from '../completeness/completeness-queries.ts';
import { useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import { type Level, rateOver, ratesByMonth } from '../penalty/penalty-figures.ts';
import { usePenaltyCounts } from '../penalty/penalty-queries.ts';
import type { PenaltyCounts } from '../queries.ts';
import { addressOf, type Question } from '../question.ts';
import { CardName } from './card-name.tsx';
import { overviewWords } from './messages.ts';
import { Sparkline } from './sparkline.tsx';

export const quarter = 3;

interface Card {
  readonly question: Question;
  readonly shown: boolean;
  readonly onShow: () => void;
}

/** Findings that stand, by what was reviewed; hospitals where nothing was are counted apart, never as good ones. */
export function DeductionCard({ question, shown, onShow }: Card) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const month = useMonthForm();
  const { until } = question;
  const counts = usePenaltyCounts(question);
  return (
    <section className={shown ? 'card card-chosen' : 'card'} aria-label={say('deductions')}>
      <CardName name={say('deductions')} shown={shown} onShow={onShow} />
      <div className="soft">
        {say('deductionsWhat', { from: month(monthAfter(until, -quarter)), to: month(monthAfter(until, -1)) })}
      </div>
      <Answered query={counts}>
        {(found) => (['3', '2'] as const).map((level) => <DeductionRow key={level} counts={found} level={level} />)}
      </Answered>
      <p className="card-links">
        <Link to={addressOf('/commission/findings', question)}>{common('open')}</Link>
      </p>
    </section>
  );
}

function DeductionRow({ counts, level }: { readonly counts: PenaltyCounts; readonly level: Level }) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const { value, assessed, owed } = rateOver(counts, level, quarter);
  const rates = ratesByMonth(counts, level);
  // A hospital is of one level.
  if (owed === 0 && rates.every(({ reviewed }) => reviewed === 0)) return null;
  const name = common(level === '3' ? 'level3' : 'level2');
  const none = owed - assessed;
  const shown = (rate: number | null) => (rate === null ? say('notAssessed') : `${form.number(rate, 1)} ‰`);
  const known = rates.filter((each) => each.value !== null);
  return (
    <div className="card-row">
      <div>
        <div className="soft">{name}</div>
        <div className="card-figure">{shown(value)}</div>
        <div className={none > 0 ? 'late' : 'soft'}>
          {say('assessed', { assessed, not: none })}
          {none > 0 && ` · ${say('notAssessedNote')}`}
        </div>
      </div>
      <Sparkline
        values={rates.map((each) => each.value)}
        label={say('sparkline', {
          name: say('deductions'),
          level: name,
          count: known.length,
          first: shown(known[0]?.value ?? null),
          last: shown(known.at(-1)?.value ?? null),
        })}
      />
    </div>
  );
}

export function CompletenessCard({ question }: { readonly question: Question }) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const month = useMonthForm();
  const newest = monthAfter(question.until, -1);
  const found = useCompleteness({ ...question, from: newest });
  return (
    <section className="card" aria-label={say('completeness')}>
      <h2>{say('completeness')}</h2>
      <Answered query={found}>
        {({ totals }) => {
          const { complete = 0, partial = 0, late = 0, awaited = 0 } = totals.inpatientRows ?? {};
          return (
            <>
              <div className="soft">{say('completenessOf', { month: month(newest) })}</div>
              <div className="card-figure">
                {complete} <small>{say('hospitalsUnit', { all: complete + partial + late + awaited })}</small>
              </div>
              <div className={late > 0 ? 'late' : 'soft'}>
                {say('partial', { count: partial })} · {say('late', { count: late })} ·{' '}
                {say('awaited', { count: awaited })}
              </div>
            </>
          );
        }}
      </Answered>
      <p className="card-links">
        <Link to={addressOf('/commission/completeness', question)}>{common('open')}</Link>
      </p>
    </section>
  );
}
