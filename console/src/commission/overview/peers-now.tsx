import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { FunnelChart } from '../../charts/funnel.tsx';
import { useLanguage } from '../../language/language.tsx';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useSource } from '../caveats.tsx';
import { useDenominatorName } from '../denominator.ts';
import { useMeasureForm, useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import type { Funnel } from '../queries.ts';
import { areaOf, type Question } from '../question.ts';
import { useTrend } from '../trend/trend-queries.ts';
import { overviewWords, placeWords } from './messages.ts';

/** The hospitals of a level beside each other over the last quarter, with limits that allow for what they differ by anyway. */
export function PeersNow({ question, level }: { readonly question: Question; readonly level: '2' | '3' }) {
  const { measure, until } = question;
  const query = {
    measure,
    ...areaOf(question),
    of: 'hospital',
    level,
    from: monthAfter(until, -quarter),
    until,
  } as const;
  const funnel = useQuery({
    queryKey: ['cost', 'funnel', query],
    queryFn: () => answered(api.GET('/v1/cost/funnels', { params: { query } })),
  });
  return (
    <Answered query={funnel}>
      {(found) => (found.units.length === 0 ? null : <Units funnel={found} question={question} />)}
    </Answered>
  );
}

const quarter = 3;

function Units({ funnel, question }: { readonly funnel: Funnel; readonly question: Question }) {
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const place = useCodeWords(placeWords);
  const { language } = useLanguage();
  const month = useMonthForm();
  const form = useMeasureForm(funnel.measure.unit);
  const source = useSource();
  // Read for the chart above already; it is of the same measure.
  const denominator = useDenominatorName()(useTrend(question).data?.definition);
  const level = common(funnel.level === 3 ? 'level3' : 'level2');
  return (
    <FunnelChart<Funnel['units'][number]>
      id={`peers-${funnel.level}`}
      title={say('peers', { measure: funnel.measure.name[language], level })}
      units={funnel.units}
      target={funnel.target}
      unit={form.unit}
      bare={form.bare}
      denominatorName={denominator}
      names={{
        units: say('units'),
        target: say('target', { level }),
        limit95: say('limit95'),
        limit998: say('limit998'),
      }}
      columns={[
        { key: 'hospital', title: common('hospital'), value: ({ name }) => name },
        {
          key: 'value',
          title: `${common('value')} (${form.unit})`,
          value: ({ value }) => value,
          shown: (value) => form.bare(Number(value)),
        },
        { key: 'numerator', title: common('numeratorFen'), value: ({ numerator }) => numerator },
        { key: 'denominator', title: denominator, value: ({ denominator }) => denominator },
        { key: 'place', title: say('place'), value: (unit) => place(unit.place) },
      ]}
      source={source(funnel.measure)}
      status={common('statusLine', {
        until: monthAfter(funnel.until, -1),
        reporting: funnel.units.length,
        expected: funnel.units.length + funnel.missing.length,
        missing: funnel.missing.length,
        partial: funnel.units.filter(({ status }) => status === 'partial').length,
      })}
      notes={[
        say('peersNote', {
          from: month(funnel.from),
          to: month(monthAfter(funnel.until, -1)),
          missing: funnel.missing.length,
        }),
      ]}
    />
  );
}
