import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { useMonthForm } from '../measure-form.ts';
import { monthAfter } from '../month.ts';
import type { Signals } from '../queries.ts';
import { useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { trendWords } from '../trend/messages.ts';
import { TrendChart } from '../trend/trend-chart.tsx';
import { useAdoptions, useSignals, useTrend } from '../trend/trend-queries.ts';
import { BaselineForm } from './baseline-form.tsx';
import { baselineWords } from './messages.ts';
import '../commission.css';

/** Which months limits rest on, and setting them anew: by a person, with a reason. */
export function BaselinesPage() {
  const say = useWords(baselineWords);
  const [question, change] = useQuestion();
  const isOne = question.hospital !== undefined || question.level !== undefined;
  const trend = useTrend(question);
  const signals = useSignals(question);
  const adoptions = useAdoptions(question);
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar
        question={question}
        change={change}
        asks={['measure', 'county', 'hospital', 'ward', 'level', 'months']}
      />
      {isOne ? (
        <>
          <Answered query={trend}>
            {(found) => <TrendChart trend={found} signals={signals.data} adoptions={adoptions} id="baseline" />}
          </Answered>
          <Answered query={signals}>{(found) => <Known baselines={found.baselines} />}</Answered>
          <BaselineForm key={JSON.stringify(question)} question={question} />
        </>
      ) : (
        <Nothing says={say('needsOne')} />
      )}
    </Page>
  );
}

function Known({ baselines }: Pick<Signals, 'baselines'>) {
  const say = useWords(baselineWords);
  const basisWords = useWords(trendWords);
  const month = useMonthForm();
  const form = useForm();
  return (
    <section className="block wide" aria-label={say('known')}>
      <h2>{say('known')}</h2>
      {baselines.length === 0 && <Nothing says={say('none')} />}
      <ul className="rows">
        {baselines.map((each) => (
          <li key={`${each.appliesFrom} ${each.setOn}`}>
            <div className="row-text">
              {say('rests', {
                from: month(each.from),
                to: month(monthAfter(each.until, -1)),
                appliesFrom: month(each.appliesFrom),
              })}
              <div className="soft">
                {basisWords(each.basis, {
                  on: each.setOn === null ? '' : form.date(each.setOn),
                  reason: each.reason ?? '',
                })}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
