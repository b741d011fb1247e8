import { ChartFrame } from './chart-frame.tsx';
import type { ChartColumn } from './chart-table.tsx';
import { ink } from './series.ts';

export interface FunnelPoint {
  readonly name: string;
  readonly denominator: number;
  readonly value: number | null;
  readonly limits: {
    readonly lower95: number;
    readonly upper95: number;
    readonly lower998: number;
    readonly upper998: number;
  } | null;
  readonly place: string;
}

/** Units by how much they had and what came of it, between limits that narrow as there is more. */
export function FunnelChart<Unit extends FunnelPoint>(props: {
  readonly id: string;
  readonly title: string;
  readonly units: readonly Unit[];
  readonly target: number | null;
  readonly unit: string;
  readonly bare: (value: number) => string;
  readonly denominatorName: string;
  readonly names: {
    readonly units: string;
    readonly target: string;
    readonly limit95: string;
    readonly limit998: string;
  };
  readonly columns: readonly ChartColumn<Unit>[];
  readonly source: string;
  readonly status: string;
  readonly notes: readonly string[];
}) {
  const { units, target, unit, bare, denominatorName, names } = props;
  const placed = units.filter(({ value, denominator }) => value !== null && denominator > 0);
  const judged = placed
    .flatMap(({ denominator, limits }) => (limits === null ? [] : [{ denominator, ...limits }]))
    .sort((left, right) => left.denominator - right.denominator);
  const [first, last] = [judged[0], judged.at(-1)];
  // Of one size all, their limits would be points that nobody sees.
  if (first !== undefined && last !== undefined && first.denominator === last.denominator) {
    const room = first.denominator * widening;
    judged.unshift({ ...first, denominator: first.denominator - room });
    judged.push({ ...last, denominator: last.denominator + room });
  }
  const side = (name: string, pick: 'lower95' | 'upper95' | 'lower998' | 'upper998', type: string) => ({
    name,
    type: 'line',
    symbol: 'none',
    silent: true,
    data: judged.map((each) => [each.denominator, each[pick]]),
    lineStyle: { type, width: 1, color: ink.grey },
    itemStyle: { color: ink.grey },
  });
  const option = {
    grid: { left: 64, right: 36, top: 44, bottom: 46 },
    legend: { top: 8, type: 'scroll' },
    tooltip: {
      trigger: 'item',
      formatter: ({ data }: { readonly data: readonly [number, number, string] }) =>
        data[2] === undefined ? '' : `${data[2]}\n${bare(data[1])} ${unit}`,
    },
    xAxis: {
      type: 'value',
      name: denominatorName,
      nameLocation: 'middle',
      nameGap: 28,
      scale: true,
      boundaryGap: ['8%', '8%'],
    },
    yAxis: { type: 'value', name: unit, nameTextStyle: { align: 'left' }, scale: true, axisLabel: { formatter: bare } },
    series: [
      side(names.limit998, 'lower998', 'dashed'),
      side(names.limit998, 'upper998', 'dashed'),
      side(names.limit95, 'lower95', 'dotted'),
      side(names.limit95, 'upper95', 'dotted'),
      {
        name: names.target,
        type: 'line',
        symbol: 'none',
        silent: true,
        lineStyle: { color: ink.green, width: 1.5 },
        itemStyle: { color: ink.green },
        data: target === null ? [] : extent(judged.length > 0 ? judged : placed).map((at) => [at, target]),
      },
      {
        name: names.units,
        type: 'scatter',
        symbolSize: 11,
        data: placed.map(({ name, denominator, value, place }) => ({
          value: [denominator, value, name],
          // Beyond a limit by shape, too.
          symbol: /^(above|below)/.test(place) ? 'diamond' : 'circle',
          symbolSize: /998$/.test(place) ? 16 : 11,
          itemStyle: { color: /^above/.test(place) ? ink.red : /^below/.test(place) ? ink.green : ink.blue },
        })),
        label: {
          show: placed.length <= maxLabels,
          formatter: ({ data }: { readonly data: { readonly value: readonly [number, number, string] } }) =>
            data.value[2],
          position: 'top',
          fontSize: 11,
        },
        labelLayout: { hideOverlap: true },
      },
    ],
  };
  return <ChartFrame<Unit> {...props} rows={units} option={option} />;
}

/** More names than this cover each other; the tooltip and the table have them. */
const maxLabels = 24;

function extent(units: readonly Pick<FunnelPoint, 'denominator'>[]): number[] {
  const all = units.map(({ denominator }) => denominator);
  return all.length === 0 ? [] : [Math.min(...all), Math.max(...all)];
}

/** How far the limits of units of one size are drawn to either side. */
const widening = 0.08;
