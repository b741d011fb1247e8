import { ink } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import type { Signals } from '../queries.ts';
import { trendWords } from './messages.ts';
import type { Adoption } from './trend-queries.ts';

/** Upright lines where something came into force, numbered; what the numbers stand for is said below the chart. */
export function adoptionLines(adoptions: readonly Adoption[]): object {
  const months = [...new Set(adoptions.map(({ on }) => on.slice(0, 7)))];
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { type: 'dotted', color: ink.violet, width: 1.5 },
    label: {
      formatter: ({ name }: { readonly name: string }) => name,
      color: ink.violet,
      position: 'end',
      distance: 2,
    },
    data: months.map((month) => ({
      xAxis: month,
      name: adoptions.flatMap(({ on }, at) => (on.slice(0, 7) === month ? [numberOf(at)] : [])).join(''),
    })),
  };
}

export function useAdoptionNotes(): (adoptions: readonly Adoption[]) => string[] {
  const say = useWords(trendWords);
  const form = useForm();
  return (adoptions) =>
    adoptions.length === 0
      ? []
      : [
          `${adoptions.map(({ on, title }, at) => `${numberOf(at)} ${say('adoptedOn', { on: form.date(on), scheme: title })}`).join('；')}。${say('notCause')}`,
        ];
}

function numberOf(at: number): string {
  return String.fromCharCode('①'.charCodeAt(0) + at);
}

/** A month of which not everything came is drawn hollow: its value may move when the rest comes. */
export function dotOf(value: number | null, isWhole: boolean, color: string): unknown {
  if (isWhole || value === null) return value;
  return { value, symbolSize: 9, itemStyle: { color: '#fff', borderColor: color, borderWidth: 2 } };
}

/** Centre, limits, and a ring around every month that a rule marks. A series may begin later than the months that are shown. */
export function limitSeries(
  signals: Signals,
  shown: readonly string[],
  names: { readonly centre: string; readonly limit: string; readonly signal: string },
): object[] {
  const known = new Map(signals.months.map((each) => [each.month, each]));
  const months = shown.map((month) => known.get(month));
  const of = (pick: 'centre' | 'lower' | 'upper') => months.map((each) => each?.limits?.[pick] ?? null);
  const step = { type: 'line', symbol: 'none', step: 'middle', connectNulls: false, silent: true };
  return [
    {
      ...step,
      name: names.centre,
      data: of('centre'),
      lineStyle: { color: ink.grey, width: 1 },
      itemStyle: { color: ink.grey },
    },
    ...(['lower', 'upper'] as const).map((side) => ({
      ...step,
      name: names.limit,
      data: of(side),
      lineStyle: { color: ink.red, width: 1, type: 'dashed' },
      itemStyle: { color: ink.red },
    })),
    {
      name: names.signal,
      type: 'scatter',
      symbol: 'circle',
      symbolSize: 13,
      z: 5,
      itemStyle: { color: 'transparent', borderColor: ink.red, borderWidth: 2 },
      data: months.map((each) => (each !== undefined && each.signals.length > 0 ? each.value : null)),
    },
  ];
}
