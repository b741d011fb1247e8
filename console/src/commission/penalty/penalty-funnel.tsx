import { FunnelChart } from '../../charts/funnel.tsx';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import { overviewWords, placeWords } from '../overview/messages.ts';
import type { DeductionRates } from '../queries.ts';
import type { Question } from '../question.ts';
import { penaltyWords } from './messages.ts';
import { useDeductionRates } from './penalty-queries.ts';

/** The hospitals of one level over the months asked about; nothing where the place has none. */
export function FindingsFunnel({ question, level }: { readonly question: Question; readonly level: '2' | '3' }) {
  const rates = useDeductionRates(question, level);
  return (
    <Answered query={rates}>
      {(found) => (found.hospitals.length === 0 ? null : <PenaltyFunnel rates={found} />)}
    </Answered>
  );
}

/** Hospitals that review much beside those that review little; those that reviewed nothing are named, not drawn. */
function PenaltyFunnel({ rates }: { readonly rates: DeductionRates }) {
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  const overview = useWords(overviewWords);
  const place = useCodeWords(placeWords);
  const form = useForm();
  const month = useMonthForm();
  const level = common(rates.level === 3 ? 'level3' : 'level2');
  const absent = rates.hospitals.filter((each) => each.place === 'not-assessed');
  return (
    <FunnelChart<DeductionRates['hospitals'][number]>
      id={`findings-${rates.level}`}
      title={say('funnel', { level, place: rates.scope.name })}
      units={rates.hospitals}
      target={rates.target}
      unit="‰"
      bare={(value) => form.number(value, 1)}
      denominatorName={say('reviewed')}
      names={{
        units: overview('units'),
        target: overview('target', { level }),
        limit95: overview('limit95'),
        limit998: overview('limit998'),
      }}
      columns={[
        { key: 'hospital', title: common('hospital'), value: ({ name }) => name },
        {
          key: 'rate',
          title: say('rate'),
          value: ({ value }) => value,
          shown: (value) => form.number(Number(value), 1),
        },
        {
          key: 'findings',
          title: say('findings'),
          value: (row) => (row.place === 'not-assessed' ? null : row.numerator),
        },
        { key: 'reviewed', title: say('reviewed'), value: ({ denominator }) => denominator },
        {
          key: 'months',
          title: say('months'),
          value: ({ monthsReviewed, monthsOwed }) => `${monthsReviewed}/${monthsOwed}`,
        },
        { key: 'place', title: overview('place'), value: (row) => place(row.place) },
      ]}
      source={say('source')}
      status={say('status', {
        from: month(rates.from),
        to: month(monthAfter(rates.until, -1)),
        assessed: rates.hospitals.length - absent.length,
        not: absent.length,
      })}
      notes={
        absent.length === 0
          ? []
          : [say('notAssessedNote', { count: absent.length, names: absent.map(({ name }) => name).join('、') })]
      }
    />
  );
}
