import { Link } from 'react-router';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useCaveats, useSource } from '../caveats.tsx';
import { useGrowth, useMeasureForm } from '../measure-form.ts';
import { commissionWords, statusWords } from '../messages.ts';
import type { Drill } from '../queries.ts';
import { addressOf, type Question } from '../question.ts';
import { useLevelName } from '../trend/trend-chart.tsx';
import { drillWords } from './messages.ts';

type Group = Drill['groups'][number];
type Part = Group['parts'][number];

/** The parts of a place at one level of hospitals, as bars around their sum and as a table that leads further down. */
export function DrillGroup(props: { readonly drill: Drill; readonly group: Group; readonly question: Question }) {
  const { drill, group, question } = props;
  const say = useWords(drillWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const { language } = useLanguage();
  const measure = useMeasureForm(drill.measure.unit);
  const growth = useGrowth();
  const levelName = useLevelName();
  const status = useCodeWords(statusWords);
  const caveats = useCaveats();
  const source = useSource();
  const { total, level } = group;
  // Where somebody has not reported, the growth of the whole tells who is missing.
  const onTheYear =
    total.status === 'complete'
      ? `${common('yoy')} ${growth(total.yoy)}`
      : `${common('yoyMatched')} ${growth(total.yoyMatched)}`;
  const name = (part: Pick<Part, 'name'>) => part.name ?? common('unmapped');
  const parts = group.parts.filter(
    ({ expected, value, numerator }) => expected > 0 || value !== null || numerator !== null,
  );
  const ranked = [...parts].sort((left, right) => (right.value ?? -1) - (left.value ?? -1));
  const drawn = ranked.slice(0, maxBars).reverse();
  const isWards = drill.parts === 'wards';
  return (
    <>
      <ChartFrame<Part>
        id={`drill-${level ?? 'all'}`}
        title={say('chart', {
          place: drill.scope.name,
          measure: drill.measure.name[language],
          level: level === null && question.hospital !== undefined ? say('wards') : levelName(level),
        })}
        heightPx={Math.max(minHeightPx, drawn.length * barPx + axesPx)}
        option={{
          grid: { left: 190, right: 70, top: 30, bottom: 46 },
          tooltip: {
            trigger: 'axis',
            valueFormatter: (value: unknown) => measure.shown(typeof value === 'number' ? value : null),
          },
          xAxis: {
            type: 'value',
            name: measure.unit,
            nameLocation: 'middle',
            nameGap: 28,
            axisLabel: { formatter: measure.bare },
          },
          yAxis: {
            type: 'category',
            data: drawn.map((part) => (part.value === null ? `${name(part)} · ${common('noData')}` : name(part))),
            axisLabel: { width: 176, overflow: 'truncate' },
          },
          series: [
            {
              name: common('value'),
              type: 'bar',
              barMaxWidth: 18,
              data: drawn.map(({ value, small, status: state }) => ({
                value,
                itemStyle:
                  small || state !== 'complete'
                    ? { color: '#fff', borderColor: ink.blue, borderType: 'dashed', borderWidth: 1.5 }
                    : { color: ink.blue },
              })),
              label: {
                show: true,
                position: 'right',
                formatter: ({ value }: { readonly value: number | null }) =>
                  typeof value === 'number' ? measure.bare(value) : common('noData'),
              },
              markLine:
                total.value === null
                  ? undefined
                  : {
                      symbol: 'none',
                      silent: true,
                      lineStyle: { color: ink.green },
                      label: { formatter: say('total'), position: 'end', color: ink.green },
                      data: [{ xAxis: total.value }],
                    },
            },
          ],
        }}
        rows={[{ id: '', name: drill.scope.name, numeratorShare: null, denominatorShare: null, ...total }, ...ranked]}
        columns={[
          { key: 'name', title: common('name'), value: name },
          { key: 'status', title: common('statusColumn'), value: (row) => status(row.status) },
          {
            key: 'value',
            title: `${common('value')} (${measure.unit})`,
            value: ({ value }) => value,
            shown: (value) => measure.bare(Number(value)),
          },
          {
            key: 'mean',
            title: common('unweighted'),
            value: ({ unweightedMean }) => unweightedMean,
            shown: (value) => measure.bare(Number(value)),
          },
          { key: 'yoy', title: common('yoy'), value: ({ yoy }) => yoy, shown: (value) => growth(Number(value)) },
          {
            key: 'yoyMatched',
            title: common('yoyMatched'),
            value: ({ yoyMatched }) => yoyMatched,
            shown: (value) => growth(Number(value)),
          },
          { key: 'numerator', title: common('numeratorFen'), value: ({ numerator }) => numerator },
          { key: 'denominator', title: common('denominator'), value: ({ denominator }) => denominator },
          { key: 'small', title: common('small'), value: ({ small }) => (small ? common('yes') : common('no')) },
          {
            key: 'numeratorShare',
            title: say('numeratorShare'),
            value: ({ numeratorShare }) => numeratorShare,
            shown: (value) => form.share(Number(value)),
          },
          {
            key: 'denominatorShare',
            title: say('denominatorShare'),
            value: ({ denominatorShare }) => denominatorShare,
            shown: (value) => form.share(Number(value)),
          },
        ]}
        source={source(drill.measure, drill.definition.version)}
        status={`${status(total.status)} · ${common('reporting')} ${total.reporting}/${total.expected}`}
        notes={[
          ...(ranked.length > maxBars ? [say('rest', { count: maxBars })] : []),
          `${common('pooled')} ${measure.shown(total.value)} · ${common('unweighted')} ${measure.shown(total.unweightedMean)} · ${onTheYear}`,
          ...(isWards ? [common('byDischargeWard')] : []),
          ...caveats(drill.measure),
        ]}
      />
      <nav className="block wide no-print" aria-label={`${say('parts')} ${levelName(level)}`}>
        <h2>{say(drill.parts)}</h2>
        <ul className="chips">
          {ranked.map((part) => {
            const to = wayDown(drill.parts, part.id, question);
            return <li key={part.id ?? 'unmapped'}>{to === null ? name(part) : <Link to={to}>{name(part)}</Link>}</li>;
          })}
        </ul>
      </nav>
    </>
  );
}

/** A ward has no parts: its trend is what lies below it. */
function wayDown(parts: Drill['parts'], id: string | null, question: Question): string | null {
  if (id === null) return null;
  if (parts === 'counties') return addressOf('/commission/drill', { ...question, county: id });
  if (parts === 'hospitals') return addressOf('/commission/drill', { ...question, hospital: id });
  const { from: _from, ...rest } = question;
  return addressOf('/commission/trend', { ...rest, ward: id });
}

const maxBars = 30;
const barPx = 24;
const axesPx = 90;
const minHeightPx = 200;
