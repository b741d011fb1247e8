import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink, line, monthAxes } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { commissionWords } from '../messages.ts';
import type { PenaltyCounts } from '../queries.ts';
import { adoptionLines, useAdoptionNotes } from '../trend/marks.ts';
import type { Adoption } from '../trend/trend-queries.ts';
import { penaltyWords } from './messages.ts';
import { type Level, type RateMonth, ratesByMonth } from './penalty-figures.ts';

type Row = RateMonth & { readonly level: Level };

/** The rate by month, each level by itself. */
export function FindingsTrend(props: {
  readonly counts: PenaltyCounts;
  readonly levels: readonly Level[];
  readonly adoptions: readonly Adoption[];
}) {
  const { counts, levels, adoptions } = props;
  const adoptionNotes = useAdoptionNotes();
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const levelName = (level: Level) => common(level === '3' ? 'level3' : 'level2');
  const drawn = levels
    .map((level) => ({ level, rates: ratesByMonth(counts, level) }))
    .filter(({ rates }) => rates.some(({ owed, reviewed }) => owed > 0 || reviewed > 0));
  const months = drawn[0]?.rates.map(({ month }) => month) ?? [];
  const rows = drawn.flatMap(({ level, rates }) => rates.map((rate) => ({ level, ...rate })));
  return (
    <ChartFrame<Row>
      id="findings-trend"
      title={say('trend', { place: counts.scope.name })}
      option={{
        ...monthAxes({ months, unit: '‰', label: (value) => form.number(value, 1), fromZero: true }),
        legend: { top: 8 },
        tooltip: {
          trigger: 'axis',
          valueFormatter: (value: unknown) =>
            typeof value === 'number' ? `${form.number(value, 1)} ‰` : common('noData'),
        },
        series: drawn.map(({ level, rates }, at) => {
          const color = at === 0 ? ink.blue : ink.orange;
          return line(
            levelName(level),
            rates.map(({ value }) => value),
            {
              symbol: at === 0 ? 'circle' : 'rect',
              itemStyle: { color },
              lineStyle: { color, width: 2.5 },
              ...(at === 0 ? { markLine: adoptionLines(adoptions) } : {}),
            },
          );
        }),
      }}
      rows={rows}
      columns={[
        { key: 'month', title: say('monthly'), value: ({ month }) => month },
        { key: 'level', title: common('level'), value: ({ level }) => levelName(level) },
        {
          key: 'value',
          title: say('rate'),
          value: ({ value }) => value,
          shown: (value) => form.number(Number(value), 2),
        },
        { key: 'findings', title: say('findings'), value: ({ findings }) => findings },
        { key: 'reviewed', title: say('reviewed'), value: ({ reviewed }) => reviewed },
        { key: 'assessed', title: common('reporting'), value: ({ assessed, owed }) => `${assessed}/${owed}` },
      ]}
      source={say('source')}
      status={common('statusLine', {
        until: months.at(-1) ?? '',
        reporting: rows.reduce((sum, { assessed }) => sum + assessed, 0),
        expected: rows.reduce((sum, { owed }) => sum + owed, 0),
        missing: rows.reduce((sum, { assessed, owed }) => sum + Math.max(0, owed - assessed), 0),
        partial: 0,
      })}
      notes={[say('trendNote'), ...adoptionNotes(adoptions)]}
    />
  );
}
