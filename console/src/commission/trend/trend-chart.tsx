import { ChartFrame } from '../../charts/chart-frame.tsx';
import type { ChartColumn } from '../../charts/chart-table.tsx';
import { ink, line, monthAxes } from '../../charts/series.ts';
import { useLanguage } from '../../language/language.tsx';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useCaveats, useSource } from '../caveats.tsx';
import { useGrowth, useMeasureForm } from '../measure-form.ts';
import { commissionWords, statusWords } from '../messages.ts';
import type { Signals, Trend, TrendPoint } from '../queries.ts';
import { adoptionLines, dotOf, limitSeries, useAdoptionNotes } from './marks.ts';
import { trendWords } from './messages.ts';
import { useStatusLine } from './status-line.ts';
import type { Adoption } from './trend-queries.ts';

type Row = TrendPoint & { readonly level: number | null };

/** A city's or county's measure, its levels apart, pooled and as the mean of hospitals. */
export function TrendChart(props: {
  readonly trend: Trend;
  readonly signals?: Signals | undefined;
  readonly adoptions: readonly Adoption[];
  readonly id?: string;
}) {
  const { trend, signals, adoptions, id = 'trend' } = props;
  const say = useWords(trendWords);
  const common = useWords(commissionWords);
  const { language } = useLanguage();
  const form = useMeasureForm(trend.measure.unit);
  const levelName = useLevelName();
  const caveats = useCaveats();
  const source = useSource();
  const status = useStatusLine();
  const columns = useTrendColumns(trend);
  const adoptionNotes = useAdoptionNotes();
  const references = useReferences(trend);
  const series = trend.series.filter(({ level }) => level !== null);
  const shown = series.length > 0 ? series : trend.series;
  const months = (shown[0]?.points ?? []).map(({ period }) => period);
  const option = {
    ...monthAxes({ months, unit: form.unit, label: form.bare }),
    legend: { top: 8, type: 'scroll' },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => form.shown(typeof value === 'number' ? value : null),
    },
    series: [
      ...shown.flatMap(({ level, points }, at) => {
        const color = levelColours[at % levelColours.length] ?? ink.blue;
        const style = { itemStyle: { color }, lineStyle: { color, width: 2.5 } };
        const dashed = {
          itemStyle: { color, opacity: 0.7 },
          lineStyle: { color, width: 1.5, type: 'dashed' },
          symbol: 'emptyCircle',
          symbolSize: 4,
        };
        return [
          line(
            say('pooledOf', { level: levelName(level) }),
            points.map((point) => dotOf(point.value, isWhole(point), color)),
            {
              ...style,
              symbol: at === 0 ? 'circle' : 'rect',
              ...(at === 0 ? { markLine: adoptionLines(adoptions) } : {}),
            },
          ),
          line(
            say('meanOf', { level: levelName(level) }),
            points.map(({ unweightedMean }) => unweightedMean),
            dashed,
          ),
        ];
      }),
      ...(signals === undefined
        ? []
        : limitSeries(signals, months, { centre: say('centre'), limit: say('limit'), signal: say('signal') })),
    ],
  };
  const rows = trend.series.flatMap(({ level, points }) => points.map((point) => ({ level, ...point })));
  return (
    <ChartFrame<Row>
      id={id}
      title={say('chart', { measure: trend.measure.name[language], place: trend.scope.name })}
      option={option}
      columns={columns}
      rows={rows}
      source={source(trend.measure, trend.definition.version)}
      status={status(trend)}
      notes={[
        common('missingIsGap'),
        ...(signals === undefined ? [say('limitsNeedLevel')] : []),
        say('hollow'),
        ...adoptionNotes(adoptions),
        ...references,
        ...caveats(trend.measure),
      ]}
    />
  );
}

/** All that owe the month have sent all of it. */
export function isWhole({ reporting, expected, partial }: TrendPoint): boolean {
  return reporting === expected && partial === 0;
}

/** The newest figure of each published series of the same measure, with whose it is. */
function useReferences({ references, measure }: Trend): string[] {
  const say = useWords(trendWords);
  const { language } = useLanguage();
  const form = useMeasureForm(measure.unit);
  return (references as unknown as readonly Reference[]).flatMap(({ name, scope, source, points }) => {
    const newest = points.at(-1);
    if (newest === undefined) return [];
    return [
      say('reference', {
        name: name[language],
        scope: scope[language],
        from: newest.from,
        value: form.shown(newest.value),
        source,
      }),
    ];
  });
}

interface Reference {
  readonly name: { readonly zh: string; readonly en: string };
  readonly scope: { readonly zh: string; readonly en: string };
  readonly source: string;
  readonly points: readonly { readonly from: string; readonly value: number }[];
}

const levelColours = [ink.blue, ink.orange, ink.green] as const;

export function useLevelName(): (level: number | null) => string {
  const say = useWords(commissionWords);
  return (level) => (level === 3 ? say('level3') : level === 2 ? say('level2') : say('levelsTogether'));
}

/** The API's figures as they are: a file of them can be reckoned with. */
export function useTrendColumns(trend: Trend): ChartColumn<Row>[] {
  const say = useWords(commissionWords);
  const form = useMeasureForm(trend.measure.unit);
  const levelName = useLevelName();
  const growth = useGrowth();
  const status = useCodeWords(statusWords);
  const own = trend.series.every(({ level }) => level === null);
  return [
    { key: 'month', title: say('month'), value: ({ period }) => period },
    ...(own ? [] : [{ key: 'level', title: say('level'), value: ({ level }: Row) => levelName(level) }]),
    { key: 'status', title: say('statusColumn'), value: (row) => status(row.status) },
    {
      key: 'value',
      title: `${say('value')} (${form.unit})`,
      value: ({ value }) => value,
      shown: (value) => form.bare(Number(value)),
    },
    {
      key: 'mean',
      title: say('unweighted'),
      value: ({ unweightedMean }) => unweightedMean,
      shown: (value) => form.bare(Number(value)),
    },
    { key: 'numerator', title: say('numeratorFen'), value: ({ numerator }) => numerator },
    { key: 'denominator', title: say('denominator'), value: ({ denominator }) => denominator },
    { key: 'yoy', title: say('yoy'), value: ({ yoy }) => yoy, shown: (value) => growth(Number(value)) },
    {
      key: 'matched',
      title: say('yoyMatched'),
      value: ({ yoyMatched }) => yoyMatched,
      shown: (value) => growth(Number(value)),
    },
    {
      key: 'comparable',
      title: say('yoyComparable'),
      value: ({ yoyComparable }) => yoyComparable,
      shown: (value) => growth(Number(value)),
    },
    { key: 'mom', title: say('mom'), value: ({ mom }) => mom, shown: (value) => growth(Number(value)) },
    { key: 'reported', title: say('reported'), value: ({ reporting }) => reporting },
    { key: 'expected', title: say('expected'), value: ({ expected }) => expected },
    { key: 'small', title: say('small'), value: ({ small }) => (small ? say('yes') : say('no')) },
  ];
}
