import type { EChartsCoreOption } from 'echarts/core';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { doctorWords } from '../messages.ts';
import type { Item, Standing } from '../queries.ts';

/** How the sum grew in the cycle, with the thresholds that lie above it: one step for each item that counted. */
export function PointsOverCycle({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  const { language } = useLanguage();
  const form = useForm();
  const counted = standing.countedItems.filter(({ counted: points }) => points > 0);
  if (counted.length === 0) return null;
  return (
    <ChartFrame<Item>
      id="points"
      title={say('chartTitle')}
      option={optionOf(standing, counted, { sum: say('chartSum'), threshold: (at) => say('chartAt', { at }) })}
      rows={counted}
      columns={[
        { key: 'on', title: say('chartOn'), value: ({ foundOn }) => foundOn, shown: (on) => form.date(String(on)) },
        { key: 'code', title: say('rule'), value: ({ code = '', text }) => `${code} ${text?.[language] ?? ''}` },
        { key: 'counted', title: say('counted'), value: ({ counted: points }) => points },
        { key: 'sum', title: say('chartSum'), value: ({ sumAfter }) => sumAfter ?? null },
      ]}
      source={`${standing.title[language]} ${standing.schemeVersion}`}
      status={say('chartStatus', { on: form.date(standing.asOf) })}
    />
  );
}

function optionOf(
  { cycle, asOf, total, thresholdsAhead }: Standing,
  counted: readonly Item[],
  words: { readonly sum: string; readonly threshold: (at: number) => string },
): EChartsCoreOption {
  const steps = counted.flatMap(({ foundOn, sumAfter }) => (foundOn === null ? [] : [[foundOn, sumAfter ?? null]]));
  return {
    grid: { left: 36, right: 84, top: 24, bottom: 32 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'time', min: cycle.from, max: cycle.until },
    yAxis: { type: 'value', min: 0, max: total, interval: 3 },
    series: [
      {
        name: words.sum,
        type: 'line',
        step: 'end',
        data: [[cycle.from, 0], ...steps, [asOf, steps.at(-1)?.[1] ?? 0]],
        lineStyle: { width: 3 },
        areaStyle: { opacity: 0.12 },
        markLine: {
          symbol: 'none',
          label: { formatter: ({ value }: { value: number }) => words.threshold(value) },
          lineStyle: { type: 'dashed', color: '#c02a2a' },
          data: thresholdsAhead.map(({ threshold }) => ({ yAxis: threshold.at })),
        },
      },
    ],
  };
}
