/** Pieces of ECharts options that several charts share. Null in `data` is a gap: lines are never drawn across it. */

export const ink = {
  blue: '#0b5f8f',
  orange: '#c2571a',
  green: '#1d7a46',
  violet: '#7a3e9d',
  grey: '#4a5a68',
  red: '#c02a2a',
  band: 'rgba(11, 95, 143, 0.10)',
  bandInner: 'rgba(11, 95, 143, 0.14)',
} as const;

/** A month's figure as a line with a mark for each point, so that one between two gaps is seen. */
export function line(name: string, data: readonly unknown[], more: object = {}): Readonly<Record<string, unknown>> {
  return {
    name,
    type: 'line',
    data,
    connectNulls: false,
    showSymbol: true,
    symbolSize: 5,
    lineStyle: { width: 2 },
    ...more,
  };
}

/** The area between two lines; it takes no part in the legend. Both are null or neither. */
export function band(
  name: string,
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  color: string,
): object[] {
  const common = {
    type: 'line',
    stack: name,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  };
  const heights = upper.map((high, at) => {
    const low = lower[at];
    return high === null || low === null || low === undefined ? null : high - low;
  });
  return [
    // One may lie below zero and the other above; stacked by sign they would part.
    { ...common, name: `${name} `, data: lower, stackStrategy: 'all' },
    { ...common, name, data: heights, stackStrategy: 'all', areaStyle: { color }, itemStyle: { color } },
  ];
}

/** Axes for months below and one measure at the left, named with its unit. */
export function monthAxes(options: {
  readonly months: readonly string[];
  readonly unit: string;
  readonly label: (value: number) => string;
  /** Shares of a whole and counts start at zero; what moves little would be a flat line then, and the axis says so. */
  readonly fromZero?: boolean;
}): Readonly<Record<string, unknown>> {
  const { months, unit, label, fromZero = false } = options;
  return {
    grid: { left: 64, right: 24, top: 44, bottom: 34 },
    xAxis: { type: 'category', data: months, boundaryGap: true, axisLabel: { hideOverlap: true } },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { align: 'left' },
      scale: !fromZero,
      axisLabel: { formatter: label },
    },
  };
}
