import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink, monthAxes } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { useSource } from '../caveats.tsx';
import { useGrowth } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import type { Trend, TrendPoint } from '../queries.ts';
import { trendWords } from './messages.ts';
import { useStatusLine } from './status-line.ts';
import { useLevelName } from './trend-chart.tsx';

type Row = TrendPoint & { readonly level: number | null };

/** Growth over the same month a year before, of all and of those units that reported both. */
export function YoyChart({ trend }: { readonly trend: Trend }) {
  const say = useWords(trendWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const growth = useGrowth();
  const levelName = useLevelName();
  const source = useSource();
  const status = useStatusLine();
  const apart = trend.series.filter(({ level }) => level !== null);
  const shown = apart.length > 0 ? apart : trend.series;
  const months = (shown[0]?.points ?? []).map(({ period }) => period);
  const own = apart.length === 0;
  const named = (key: 'yoyOf' | 'matchedOf', level: number | null) =>
    own ? common(key === 'yoyOf' ? 'yoy' : 'yoyMatched') : say(key, { level: levelName(level) });
  const option = {
    ...monthAxes({ months, unit: common('yoy'), label: (value) => form.share(value), fromZero: true }),
    legend: { top: 8, type: 'scroll' },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => growth(typeof value === 'number' ? value : null) },
    series: shown.flatMap(({ level, points }, at) => [
      {
        name: named('yoyOf', level),
        type: 'bar',
        barMaxWidth: 14,
        itemStyle: { color: colours[at] },
        data: points.map(({ yoy }) => yoy),
      },
      {
        name: named('matchedOf', level),
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 9,
        itemStyle: { color: '#fff', borderColor: colours[at], borderWidth: 2 },
        data: points.map(({ yoyMatched }) => yoyMatched),
      },
    ]),
  };
  const rows = shown.flatMap(({ level, points }) => points.map((point) => ({ level, ...point })));
  return (
    <ChartFrame<Row>
      id="yoy"
      title={say('yoyChart', { place: trend.scope.name })}
      option={option}
      rows={rows}
      columns={[
        { key: 'month', title: common('month'), value: ({ period }) => period },
        ...(own ? [] : [{ key: 'level', title: common('level'), value: ({ level }: Row) => levelName(level) }]),
        { key: 'yoy', title: common('yoy'), value: ({ yoy }) => yoy, shown: (value) => growth(Number(value)) },
        {
          key: 'matched',
          title: common('yoyMatched'),
          value: ({ yoyMatched }) => yoyMatched,
          shown: (value) => growth(Number(value)),
        },
        {
          key: 'comparable',
          title: common('yoyComparable'),
          value: ({ yoyComparable }) => yoyComparable,
          shown: (value) => growth(Number(value)),
        },
      ]}
      source={source(trend.measure, trend.definition.version)}
      status={status(trend)}
      notes={[common('missingIsGap')]}
    />
  );
}

const colours = [ink.blue, ink.orange, ink.green] as const;
