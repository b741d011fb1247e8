import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useFilter } from '../../charts/filter.ts';
import { ink } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import { type Standouts, useMeasures } from '../queries.ts';
import { addressOf, areaOf, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { standoutWords } from './messages.ts';
import '../commission.css';

type Item = Standouts['items'][number];

/** Over all measures, hospitals and wards of a month: who is furthest from their peers, and how many comparisons that took. */
export function StandoutsPage() {
  const say = useWords(standoutWords);
  const common = useWords(commissionWords);
  const { language } = useLanguage();
  const [question, change] = useQuestion(1);
  const [of, setOf] = useFilter('of', '');
  const [side, setSide] = useFilter('side', '');
  const measures = useMeasures().data?.items ?? [];
  const month = monthAfter(question.until, -1);
  const query = { ...areaOf(question), ...(of === '' ? {} : { measure: of }), month };
  const standouts = useQuery({
    queryKey: ['cost', 'standouts', query],
    queryFn: () => answered(api.GET('/v1/cost/standouts', { params: { query } })),
  });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['county', 'hospital', 'month']}>
        <Choice
          label={common('measure')}
          value={of}
          options={[
            { value: '', label: say('anyMeasure') },
            ...measures.map(({ id, name }) => ({ value: id, label: name[language] })),
          ]}
          onChange={setOf}
        />
        <Choice
          label={say('worseOnly')}
          value={side}
          options={[
            { value: '', label: say('all') },
            { value: 'worse', label: say('worse') },
            { value: 'better', label: say('better') },
            { value: 'neither', label: say('neither') },
          ]}
          onChange={setSide}
        />
      </QuestionBar>
      <Answered query={standouts} empty={{ when: ({ items }) => items.length === 0, says: say('none') }}>
        {(found) => (
          <Listed standouts={found} items={found.items.filter((item) => side === '' || item.side === side)} />
        )}
      </Answered>
    </Page>
  );
}

function Listed({ standouts, items }: { readonly standouts: Standouts; readonly items: readonly Item[] }) {
  const say = useWords(standoutWords);
  const common = useWords(commissionWords);
  const { language } = useLanguage();
  const form = useForm();
  const monthName = useMonthForm();
  const label = (item: Item) =>
    `${item.hospitalName}${item.wardName === null ? '' : ` ${item.wardName}`} · ${item.measure.name[language]}`;
  const drawn = items.slice(0, maxBars).reverse();
  const until = monthAfter(standouts.month, 1);
  return (
    <>
      <ChartFrame<Item>
        id="standouts"
        title={say('chart', { month: monthName(standouts.month) })}
        heightPx={drawn.length * barPx + axesPx}
        option={{
          grid: { left: 330, right: 40, top: 36, bottom: 46 },
          tooltip: {
            trigger: 'axis',
            valueFormatter: (value: unknown) => (typeof value === 'number' ? form.number(value, 1) : ''),
          },
          xAxis: { type: 'value', name: say('z'), nameLocation: 'middle', nameGap: 28 },
          yAxis: { type: 'category', data: drawn.map(label), axisLabel: { width: 316, overflow: 'truncate' } },
          legend: { top: 0 },
          series: (['worse', 'better', 'neither'] as const).map((side) => ({
            name: say(side),
            type: 'bar',
            stack: 'z',
            barMaxWidth: 16,
            itemStyle: { color: sideColours[side] },
            data: drawn.map((item) => (item.side === side ? item.z : null)),
          })),
        }}
        rows={items}
        columns={[
          { key: 'hospital', title: common('hospital'), value: ({ hospitalName }) => hospitalName },
          { key: 'ward', title: common('ward'), value: ({ wardName }) => wardName },
          { key: 'measure', title: common('measure'), value: ({ measure }) => measure.name[language] },
          { key: 'z', title: say('z'), value: ({ z }) => z, shown: (value) => form.number(Number(value), 1) },
          { key: 'side', title: say('worseOnly'), value: ({ side }) => say(side) },
          { key: 'value', title: common('value'), value: ({ value }) => value },
          { key: 'median', title: common('median'), value: ({ median }) => median },
          { key: 'numerator', title: common('numeratorFen'), value: ({ numerator }) => numerator },
          { key: 'denominator', title: common('denominator'), value: ({ denominator }) => denominator },
          { key: 'ranked', title: say('ranked'), value: ({ ranked }) => ranked },
        ]}
        source={say('source')}
        status={say('status', { shown: items.length, total: standouts.total })}
        notes={[
          say('chance', { compared: standouts.compared, threshold: standouts.threshold, small: standouts.small }),
          say('formula'),
          common('byDischargeWard'),
        ]}
      />
      <nav className="block wide no-print" aria-label={common('toTrend')}>
        <h2>{common('toTrend')}</h2>
        <ul className="chips">
          {items.slice(0, maxBars).map((item) => (
            <li key={`${item.measure.id} ${item.hospitalId} ${item.wardId}`}>
              <Link
                to={addressOf('/commission/trend', {
                  measure: item.measure.id,
                  hospital: item.hospitalId,
                  ...(item.wardId === null ? {} : { ward: item.wardId }),
                  until,
                })}
              >
                {label(item)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

const maxBars = 25;
const barPx = 22;
const axesPx = 96;
const sideColours = { worse: ink.orange, better: ink.blue, neither: ink.grey } as const;
