import { ChartFrame } from '../../charts/chart-frame.tsx';
import type { ChartColumn } from '../../charts/chart-table.tsx';
import { ink, monthAxes } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { commissionWords } from '../messages.ts';
import type { PenaltyCounts } from '../queries.ts';
import { penaltyWords } from './messages.ts';
import {
  type DueHospital,
  type DueMonth,
  dueByHospital,
  dueByMonth,
  type Level,
  sanctionStates,
} from './penalty-figures.ts';

interface Asked {
  readonly counts: PenaltyCounts;
  readonly level: Level | undefined;
}

/** What came due by month, each as it stands now. */
export function SanctionTrend({ counts, level }: Asked) {
  const say = useWords(penaltyWords);
  const form = useForm();
  const rows = dueByMonth(counts, level);
  const months = rows.map(({ month }) => month);
  const note = useNotAssessed(counts, level);
  return (
    <ChartFrame<DueMonth>
      id="sanctions"
      title={say('sanctionsChart', { place: counts.scope.name })}
      option={{
        ...monthAxes({ months, unit: say('count'), label: (value) => form.number(value), fromZero: true }),
        legend: { top: 8, type: 'scroll' },
        tooltip: { trigger: 'axis' },
        series: useStates(rows),
      }}
      rows={rows}
      columns={[{ key: 'month', title: say('monthly'), value: ({ month }) => month }, ...useColumns<DueMonth>()]}
      source={say('sanctionsSource')}
      status={useStatus(counts, rows)}
      notes={[say('sanctionsNote'), ...note]}
    />
  );
}

/** The hospitals beside each other over all the months. Those never assessed are named, not drawn as zero. */
export function SanctionPeers({ counts, level }: Asked) {
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  const rows = dueByHospital(counts, level);
  const drawn = rows.filter(({ due }) => due !== null).reverse();
  const note = useNotAssessed(counts, level);
  return (
    <ChartFrame<DueHospital>
      id="sanction-peers"
      title={say('sanctionPeers', { place: counts.scope.name })}
      heightPx={Math.max(minHeightPx, drawn.length * barPx + axesPx)}
      option={{
        grid: { left: 150, right: 40, top: 44, bottom: 30 },
        legend: { top: 8, type: 'scroll' },
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'value', minInterval: 1 },
        yAxis: {
          type: 'category',
          data: drawn.map(({ name }) => name),
          axisLabel: { width: 140, overflow: 'truncate' },
        },
        series: useStates(drawn),
      }}
      rows={rows}
      columns={[
        { key: 'hospital', title: common('hospital'), value: ({ name }) => name },
        { key: 'level', title: common('level'), value: ({ level: own }) => own },
        ...useColumns<DueHospital>(),
      ]}
      source={say('sanctionsSource')}
      status={useStatus(counts, rows)}
      notes={[say('sanctionsNote'), ...note]}
    />
  );
}

const minHeightPx = 220;
const barPx = 22;
const axesPx = 90;
const colours = [ink.grey, ink.orange, ink.blue, ink.green, '#9db3c1'] as const;

function useStates(rows: readonly Pick<DueMonth, 'byState'>[]): object[] {
  const say = useWords(penaltyWords);
  return sanctionStates.map((state, at) => ({
    name: say(state),
    type: 'bar',
    stack: 'states',
    barMaxWidth: 36,
    itemStyle: { color: colours[at], borderColor: '#fff', borderWidth: 1 },
    // A bar of no height would leave its rim.
    data: rows.map(({ byState }) => byState[state] || null),
  }));
}

function useColumns<Row extends Omit<DueMonth, 'month'>>(): ChartColumn<Row>[] {
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  return [
    { key: 'due', title: say('count'), value: ({ due }) => due },
    ...sanctionStates.map((state) => ({
      key: state,
      title: say(state),
      value: ({ due, byState }: Row) => (due === null ? null : byState[state]),
    })),
    { key: 'assessed', title: common('reporting'), value: ({ assessed, owed }) => `${assessed}/${owed}` },
  ];
}

function useStatus({ asOf }: PenaltyCounts, rows: readonly Omit<DueMonth, 'month'>[]): string {
  const say = useWords(penaltyWords);
  const form = useForm();
  return say('sanctionsStatus', {
    on: form.date(asOf),
    assessed: rows.reduce((sum, { assessed }) => sum + assessed, 0),
    owed: rows.reduce((sum, { owed }) => sum + owed, 0),
  });
}

function useNotAssessed(counts: PenaltyCounts, level: Level | undefined): string[] {
  const say = useWords(penaltyWords);
  const never = dueByHospital(counts, level).filter(({ due }) => due === null);
  if (never.length === 0) return [];
  return [say('notAssessedNote', { count: never.length, names: never.map(({ name }) => name).join('、') })];
}
