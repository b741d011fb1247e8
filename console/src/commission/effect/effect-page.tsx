import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { useFilter } from '../../charts/filter.ts';
import { useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { useMonthForm } from '../measure-form.ts';
import { monthAfter, monthsBetween } from '../month.ts';
import { useHospitals } from '../queries.ts';
import { placeOf, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { useAdoptions } from '../trend/trend-queries.ts';
import { EffectChart } from './effect-chart.tsx';
import { EffectFindings } from './effect-findings.tsx';
import { effectWords } from './messages.ts';
import '../commission.css';

const yearMonths = 12;

/** What differs in a series from a month on – by itself the day a scheme was in force –, how sure that is, and what else there was. */
export function EffectPage() {
  const say = useWords(effectWords);
  const month = useMonthForm();
  const [question, change] = useQuestion(36);
  const { measure, from, until, hospital } = question;
  // Either period needs a year of months to tell a trend from its swings.
  const adoption = useAdoptions({
    from: monthAfter(from, yearMonths),
    until: monthAfter(until, -yearMonths),
    hospital,
  }).at(-1);
  const middle = monthAfter(from, Math.floor(monthsBetween(from, until).length / 2));
  const [since, setSince] = useFilter('since', adoption?.on.slice(0, 7) ?? middle);
  const [harmonics, setHarmonics] = useFilter('harmonics', '1');
  const [comparator, setComparator] = useFilter('comparator', '');
  const hospitals = (useHospitals().data?.items ?? []).filter((each) => each.level > 1 && each.hospitalId !== hospital);
  // One level unless a hospital says which: a mean over both moves with their mix.
  const level = question.level ?? '3';
  const query = {
    measure,
    ...placeOf(question),
    ...(hospital === undefined ? { level } : {}),
    from,
    until,
    since,
    harmonics: harmonics === '0' || harmonics === '2' ? harmonics : '1',
    ...(comparator === '' ? {} : { comparator }),
  } as const;
  const effect = useQuery({
    queryKey: ['cost', 'effect', query],
    queryFn: () => answered(api.GET('/v1/cost/effects', { params: { query } })),
  });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar
        question={{ ...question, level }}
        change={change}
        asks={['measure', 'county', 'hospital', 'level', 'months']}
      >
        <Choice
          label={say('since')}
          value={since}
          options={monthsBetween(monthAfter(from, 1), until).map((each) => ({ value: each, label: month(each) }))}
          onChange={setSince}
        />
        <Choice
          label={say('season')}
          value={harmonics}
          options={[
            { value: '0', label: say('noSeason') },
            { value: '1', label: say('oneSeason') },
            { value: '2', label: say('twoSeasons') },
          ]}
          onChange={setHarmonics}
        />
        <Choice
          label={say('comparator')}
          value={comparator}
          options={[
            { value: '', label: say('noComparator') },
            ...(comparator.includes(',') ? [{ value: comparator, label: say('comparatorLine') }] : []),
            ...hospitals.map(({ hospitalId, name }) => ({ value: hospitalId, label: name })),
          ]}
          onChange={setComparator}
        />
      </QuestionBar>
      <Answered query={effect}>
        {(found) => (
          <>
            <EffectChart effect={found} />
            <EffectFindings effect={found} />
          </>
        )}
      </Answered>
    </Page>
  );
}
