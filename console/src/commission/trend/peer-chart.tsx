import { ChartFrame } from '../../charts/chart-frame.tsx';
import { band, ink, line, monthAxes } from '../../charts/series.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useCaveats, useSource } from '../caveats.tsx';
import { useMeasureForm } from '../measure-form.ts';
import { commissionWords, statusWords } from '../messages.ts';
import type { Peers, Signals } from '../queries.ts';
import { adoptionLines, dotOf, limitSeries, useAdoptionNotes } from './marks.ts';
import { trendWords } from './messages.ts';
import type { Adoption } from './trend-queries.ts';

type Row = Peers['months'][number] & { readonly limits: Signals['months'][number]['limits'] };

/** A hospital among those of its level, or a ward among those of its specialty; with its own limits and marks. */
export function PeerChart(props: {
  readonly peers: Peers;
  readonly signals: Signals | undefined;
  readonly adoptions: readonly Adoption[];
}) {
  const { peers, signals, adoptions } = props;
  const say = useWords(trendWords);
  const common = useWords(commissionWords);
  const form = useMeasureForm(peers.measure.unit);
  const status = useCodeWords(statusWords);
  const caveats = useCaveats();
  const adoptionNotes = useAdoptionNotes();
  const source = useSource();
  const limits = new Map(signals?.months.map((each) => [each.month, each.limits]));
  const rows: readonly Row[] = peers.months.map((each) => ({ ...each, limits: limits.get(each.month) ?? null }));
  const months = rows.map(({ month }) => month);
  const of = (pick: 'p10' | 'p25' | 'p50' | 'p75' | 'p90') => rows.map(({ bands }) => bands?.[pick] ?? null);
  const named = { centre: say('centre'), limit: say('limit'), signal: say('signal') };
  const option = {
    ...monthAxes({ months, unit: form.unit, label: form.bare }),
    legend: {
      top: 8,
      type: 'scroll',
      data: [
        say('own'),
        say('peerMedian'),
        say('band90'),
        say('band50'),
        ...(signals === undefined ? [] : Object.values(named)),
      ],
    },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => form.shown(typeof value === 'number' ? value : null),
    },
    series: [
      ...band(say('band90'), of('p10'), of('p90'), ink.band),
      ...band(say('band50'), of('p25'), of('p75'), ink.bandInner),
      line(say('peerMedian'), of('p50'), {
        symbol: 'none',
        itemStyle: { color: ink.green },
        lineStyle: { width: 1.5, type: 'dashed', color: ink.green },
      }),
      line(
        say('own'),
        rows.map((row) => dotOf(row.value, row.status === 'complete', ink.blue)),
        {
          z: 4,
          symbol: 'circle',
          itemStyle: { color: ink.blue },
          lineStyle: { width: 3, color: ink.blue },
          markLine: adoptionLines(adoptions),
        },
      ),
      ...(signals === undefined ? [] : limitSeries(signals, months, named)),
    ],
  };
  const number = (key: string, title: string, value: (row: Row) => number | null) => ({
    key,
    title,
    value,
    shown: (held: string | number) => form.bare(Number(held)),
  });
  const missing = rows.filter((row) => row.status === 'missing').length;
  const partial = rows.filter((row) => row.status === 'partial').length;
  return (
    <ChartFrame<Row>
      id="peers"
      title={say('peerChart', { place: peers.scope.name })}
      option={option}
      rows={rows}
      columns={[
        { key: 'month', title: common('month'), value: ({ month }) => month },
        { key: 'status', title: common('statusColumn'), value: (row) => status(row.status) },
        number('value', `${common('value')} (${form.unit})`, ({ value }) => value),
        { key: 'numerator', title: common('numeratorFen'), value: ({ numerator }) => numerator },
        { key: 'denominator', title: common('denominator'), value: ({ denominator }) => denominator },
        { key: 'rank', title: say('rank'), value: ({ rank }) => rank },
        { key: 'ranked', title: say('ranked'), value: ({ ranked }) => ranked },
        ...(['p10', 'p25', 'p50', 'p75', 'p90'] as const).map((pick) =>
          number(pick, pick.toUpperCase(), ({ bands }) => bands?.[pick] ?? null),
        ),
        number('pooled', common('pooled'), ({ pooled }) => pooled),
        number('mean', common('unweighted'), ({ unweightedMean }) => unweightedMean),
        number('centre', say('centre'), ({ limits: found }) => found?.centre ?? null),
        number('lower', `${say('limit')} −`, ({ limits: found }) => found?.lower ?? null),
        number('upper', `${say('limit')} +`, ({ limits: found }) => found?.upper ?? null),
      ]}
      source={source(peers.measure, peers.definition.version)}
      status={common('statusLine', {
        until: months.at(-1) ?? '',
        reporting: rows.length - missing,
        expected: rows.length,
        missing,
        partial,
      })}
      notes={[
        common('missingIsGap'),
        say('bandsNote'),
        say('hollow'),
        ...adoptionNotes(adoptions),
        ...caveats(peers.measure),
      ]}
    />
  );
}
