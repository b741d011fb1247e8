import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink, line, monthAxes } from '../../charts/series.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { useCaveats, useSource } from '../caveats.tsx';
import { useMeasureForm, useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import type { Effect } from '../queries.ts';
import { effectWords } from './messages.ts';

type Row = Effect['series'][number];

/** What was, the line through it, and where the earlier trend would have led. */
export function EffectChart({ effect }: { readonly effect: Effect }) {
  const say = useWords(effectWords);
  const common = useWords(commissionWords);
  const { language } = useLanguage();
  const month = useMonthForm();
  const form = useMeasureForm(effect.measure.unit);
  const caveats = useCaveats();
  const source = useSource();
  const { series, since } = effect;
  const months = series.map((each) => each.month);
  const compared = effect.comparatorHospitals.length > 0;
  const number = (key: keyof Row & ('observed' | 'comparator' | 'fitted' | 'counterfactual'), title: string) => ({
    key,
    title,
    value: (row: Row) => row[key],
    shown: (value: string | number) => form.bare(Number(value)),
  });
  const option = {
    ...monthAxes({ months, unit: form.unit, label: form.bare }),
    legend: { top: 8, type: 'scroll' },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => form.shown(typeof value === 'number' ? value : null),
    },
    series: [
      {
        name: say('observed'),
        type: 'scatter',
        symbolSize: 8,
        itemStyle: { color: ink.blue },
        data: series.map(({ observed }) => observed),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: ink.violet, type: 'dotted', width: 1.5 },
          label: { formatter: say('begin', { since: month(since) }), color: ink.violet, position: 'insideEndTop' },
          data: [{ xAxis: since }],
        },
      },
      line(
        say('fitted'),
        series.map(({ fitted }) => fitted),
        { symbol: 'none', lineStyle: { width: 2.5, color: ink.blue }, itemStyle: { color: ink.blue } },
      ),
      line(
        say('counterfactual'),
        series.map((each) => (each.month < since ? null : each.counterfactual)),
        {
          symbol: 'none',
          lineStyle: { width: 2, type: 'dashed', color: ink.orange },
          itemStyle: { color: ink.orange },
        },
      ),
      ...(compared
        ? [
            line(
              say('comparatorLine'),
              series.map(({ comparator }) => comparator),
              { lineStyle: { width: 1.5, color: ink.green }, itemStyle: { color: ink.green } },
            ),
          ]
        : []),
    ],
  };
  return (
    <ChartFrame<Row>
      id="effect"
      title={say('chart', { measure: effect.measure.name[language], place: effect.scope.name, since: month(since) })}
      option={option}
      rows={series}
      columns={[
        { key: 'month', title: common('month'), value: (row) => row.month },
        number('observed', `${say('observed')} (${form.unit})`),
        number('fitted', say('fitted')),
        number('counterfactual', say('counterfactual')),
        ...(compared ? [number('comparator', say('comparatorLine'))] : []),
      ]}
      source={source(effect.measure)}
      status={say('status', {
        before: effect.monthsBefore,
        after: effect.monthsAfter,
        missing: effect.missing.length,
        sha: effect.dataSha256.slice(0, 12),
      })}
      notes={[common('missingIsGap'), ...caveats(effect.measure)]}
    />
  );
}
