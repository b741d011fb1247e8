import { ink } from './series.ts';

export interface Fall {
  readonly name: string;
  /** How far it goes up or down; of the first and last bar, where they stand. */
  readonly change: number;
}

/**
 * From one sum to another, a bar for each part that lies between. The axis need not begin at zero – the parts would be
 * slivers – so what it shows of the sums is no proportion: say so beside it.
 */
export function waterfall(options: {
  readonly before: Fall;
  readonly parts: readonly Fall[];
  readonly after: Fall;
  readonly unit: string;
  readonly label: (value: number) => string;
  readonly names: { readonly up: string; readonly down: string; readonly sum: string };
}): Readonly<Record<string, unknown>> {
  const { before, parts, after, unit, label, names } = options;
  const steps: {
    readonly name: string;
    readonly low: number;
    readonly high: number;
    readonly change: number;
    readonly kind: 'sum' | 'up' | 'down';
  }[] = [];
  let at = before.change;
  for (const { name, change } of parts) {
    steps.push({
      name,
      low: Math.min(at, at + change),
      high: Math.max(at, at + change),
      change,
      kind: change < 0 ? 'down' : 'up',
    });
    at += change;
  }
  const edges = [before.change, after.change, ...steps.flatMap(({ low, high }) => [low, high])];
  const [lowest, highest] = [Math.min(...edges), Math.max(...edges)];
  const room = (highest - lowest || Math.abs(highest) || 1) * 0.35;
  // A round number, so that the axis has round ones.
  const step = 10 ** Math.floor(Math.log10(highest - lowest + room));
  const floor = lowest - room > 0 ? Math.floor((lowest - room) / step) * step : Math.min(0, lowest);
  const all = [
    { ...before, low: floor, high: before.change, kind: 'sum' as const },
    ...steps,
    { ...after, low: floor, high: after.change, kind: 'sum' as const },
  ];
  const bars = (kind: 'sum' | 'up' | 'down', name: string, color: string, decal: string) => ({
    name,
    type: 'bar',
    stack: 'fall',
    barMaxWidth: 56,
    itemStyle: { color, borderColor: decal, borderWidth: kind === 'sum' ? 0 : 1 },
    data: all.map((each) => (each.kind === kind ? each.high - each.low : null)),
    label: {
      show: true,
      position: 'top',
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const each = all[dataIndex];
        if (each === undefined) return '';
        const text = label(each.change);
        // What rounds to nothing is no rise.
        return `${each.kind !== 'sum' && each.change > 0 && /[1-9]/.test(text) ? '+' : ''}${text}`;
      },
    },
  });
  return {
    grid: { left: 76, right: 24, top: 48, bottom: 40 },
    legend: { top: 8, data: [names.sum, names.up, names.down] },
    xAxis: {
      type: 'category',
      data: all.map(({ name }) => name),
      axisLabel: { interval: 0, width: 110, overflow: 'break' },
    },
    // The bars stand on `floor`, which the axis then calls by its value.
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { align: 'left' },
      axisLabel: { formatter: (value: number) => label(value + floor) },
    },
    series: [
      {
        name: '',
        type: 'bar',
        stack: 'fall',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: all.map(({ low }) => low - floor),
      },
      bars('sum', names.sum, ink.grey, ink.grey),
      bars('up', names.up, '#e9a06a', ink.orange),
      bars('down', names.down, '#8fbedb', ink.blue),
    ],
  };
}
