import { Link } from 'react-router';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useCompleteness } from '../completeness/completeness-queries.ts';
import { useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import { useDeductionRates } from '../penalty/penalty-queries.ts';
import { addressOf, type Question } from '../question.ts';
import { overviewWords } from './messages.ts';

const quarter = 3;

/** Findings that stand, by what was reviewed; hospitals where nothing was are counted apart, never as good ones. */
export function DeductionCard({ question }: { readonly question: Question }) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const month = useMonthForm();
  const until = question.until;
  const from = monthAfter(until, -quarter);
  return (
    <section className="card" aria-label={say('deductions')}>
      <h2>{say('deductions')}</h2>
      <div className="soft">{say('deductionsWhat', { from: month(from), to: month(monthAfter(until, -1)) })}</div>
      {(['3', '2'] as const).map((level) => (
        <DeductionRow key={level} question={{ ...question, from, until }} level={level} />
      ))}
      <p className="card-links">
        <Link to={addressOf('/commission/findings', question)}>{common('open')}</Link>
      </p>
    </section>
  );
}

function DeductionRow({ question, level }: { readonly question: Question; readonly level: '2' | '3' }) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const rates = useDeductionRates(question, level);
  return (
    <div className="card-row">
      <Answered query={rates}>
        {({ hospitals, per }) => {
          const own = hospitals.find(({ hospitalId }) => hospitalId === question.hospital);
          const none = hospitals.filter(({ place }) => place === 'not-assessed').length;
          const counted = own === undefined ? hospitals : [own];
          const reviewed = counted.reduce((sum, { denominator }) => sum + denominator, 0);
          const found = counted.reduce((sum, { numerator }) => sum + numerator, 0);
          if (question.hospital !== undefined && own === undefined) return null;
          return (
            <div>
              <div className="soft">{common(level === '3' ? 'level3' : 'level2')}</div>
              <div className="card-figure">
                {reviewed === 0 ? common('noData') : `${form.number((found / reviewed) * per, 1)} ‰`}
              </div>
              <div className={none > 0 ? 'late' : 'soft'}>
                {say('assessed', { assessed: hospitals.length - none, not: none })}
                {none > 0 && ` · ${say('notAssessedNote')}`}
              </div>
            </div>
          );
        }}
      </Answered>
    </div>
  );
}

export function SanctionCard({ question }: { readonly question: Question }) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  return (
    <section className="card" aria-label={say('sanctions')}>
      <h2>{say('sanctions')}</h2>
      <p className="soft">{say('sanctionsWhat')}</p>
      <p className="card-links">
        <Link to={addressOf('/commission/findings', question)}>{common('open')}</Link>
      </p>
    </section>
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
