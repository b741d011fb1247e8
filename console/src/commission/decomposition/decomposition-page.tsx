import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { useFilter } from '../../charts/filter.ts';
import { useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { monthAfter, monthsBetween } from '../month.ts';
import { areaOf, type Question, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { decompositionWords } from './messages.ts';
import { PriceVolumeChart } from './price-volume-chart.tsx';
import { RateMixChart } from './rate-mix-chart.tsx';

type By = 'level' | 'hospital' | 'ward' | 'drg';

/** Why a ratio moved (rate and mix), and why drug money did (price, volume and mix), against the same months a year before. */
export function DecompositionPage() {
  const say = useWords(decompositionWords);
  const [question, change] = useQuestion(quarter);
  const [by, setBy] = useFilter('by', question.hospital === undefined ? 'level' : 'ward');
  const [base, setBase] = useFilter('base', 'year');
  const against = base === 'before' ? justBefore(question) : {};
  const bys: readonly By[] = question.hospital === undefined ? ['level', 'hospital', 'drg'] : ['ward', 'drg'];
  const chosen = bys.find((each) => each === by) ?? bys[0] ?? 'level';
  const labels = { level: say('byLevel'), hospital: say('byHospital'), ward: say('byWard'), drg: say('byDrg') };
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['measure', 'county', 'hospital', 'months']}>
        <Choice
          label={say('by')}
          value={chosen}
          options={bys.map((value) => ({ value, label: labels[value] }))}
          onChange={setBy}
        />
        <Choice
          label={say('base')}
          value={base}
          options={[
            { value: 'year', label: say('lastYear') },
            { value: 'before', label: say('monthsBefore') },
          ]}
          onChange={setBase}
        />
      </QuestionBar>
      <RateMix question={question} by={chosen} base={against} />
      <PriceVolume question={question} base={against} />
    </Page>
  );
}

const quarter = 3;

/** Without: the same months a year earlier, which is what the API takes by itself. */
type Base = { readonly baseFrom?: string; readonly baseUntil?: string };

/** As many months as are asked about, right before them. */
function justBefore({ from, until }: Question): Base {
  return { baseFrom: monthAfter(from, -monthsBetween(from, until).length), baseUntil: from };
}

function RateMix({ question, by, base }: { readonly question: Question; readonly by: By; readonly base: Base }) {
  const say = useWords(decompositionWords);
  const { measure, from, until } = question;
  const query = { measure, ...areaOf(question), by, from, until, ...base };
  const rateMix = useQuery({
    queryKey: ['cost', 'rate-mix', query],
    queryFn: () => answered(api.GET('/v1/cost/rate-mix', { params: { query } })),
  });
  return (
    <Answered query={rateMix}>
      {(found) =>
        found.parts === null ? <Nothing says={say('noParts')} /> : <RateMixChart rateMix={found} parts={found.parts} />
      }
    </Answered>
  );
}

function PriceVolume({ question, base }: { readonly question: Question; readonly base: Base }) {
  const say = useWords(decompositionWords);
  const [setting, setSetting] = useFilter('setting', '');
  const { from, until } = question;
  const query = {
    ...areaOf(question),
    ...(setting === 'inpatient' || setting === 'outpatient' ? { setting: setting as 'inpatient' | 'outpatient' } : {}),
    from,
    until,
    ...base,
  };
  const priceVolume = useQuery({
    queryKey: ['cost', 'price-volume', query],
    queryFn: () => answered(api.GET('/v1/cost/price-volume', { params: { query } })),
  });
  return (
    <>
      <div className="choices no-print">
        <Choice
          label={say('setting')}
          value={setting}
          options={[
            { value: '', label: say('anySetting') },
            { value: 'inpatient', label: say('inpatient') },
            { value: 'outpatient', label: say('outpatient') },
          ]}
          onChange={setSetting}
        />
      </div>
      <Answered query={priceVolume}>
        {(found) =>
          found.total === null ? (
            <Nothing says={say('noParts')} />
          ) : (
            <PriceVolumeChart priceVolume={found} total={found.total} />
          )
        }
      </Answered>
    </>
  );
}
