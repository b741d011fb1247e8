import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { commissionWords, statusWords } from '../messages.ts';
import type { Completeness } from '../queries.ts';
import { completenessWords, datasetWords } from './messages.ts';

type Slice = Completeness['hospitals'][number]['months'][number]['slices'][string];
interface Row extends Slice {
  readonly hospital: string;
  readonly month: string;
  readonly dueOn: string;
}

const states = ['complete', 'partial', 'late', 'awaited'] as const;
/** A letter in each cell says it too. */
const looks = {
  complete: { color: '#cfe6d8', mark: '✓' },
  partial: { color: '#f6e3b4', mark: '½' },
  late: { color: '#f0b9a6', mark: '!' },
  awaited: { color: '#ffffff', mark: '…' },
} as const;

export function CompletenessChart({
  completeness,
  dataset,
}: {
  readonly completeness: Completeness;
  readonly dataset: string;
}) {
  const say = useWords(completenessWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const status = useCodeWords(statusWords);
  const datasetName = useCodeWords(datasetWords);
  const { hospitals, totals, dueDay } = completeness;
  // A hospital that opened or closed owes fewer months than the others: its cells stand under its own.
  const months = [...new Set(hospitals.flatMap(({ months: of }) => of.map(({ month }) => month)))].sort();
  const monthAt = (x = 0, y = 0) => hospitals[y]?.months.find(({ month }) => month === months[x]);
  const rows: Row[] = hospitals.flatMap(({ name, months: of }) =>
    of.flatMap(({ month, dueOn, slices }) => {
      const slice = slices[dataset];
      return slice === undefined ? [] : [{ hospital: name, month, dueOn, ...slice }];
    }),
  );
  const cells = (wanted: Slice['status']) =>
    hospitals.flatMap(({ months: of }, y) =>
      of.flatMap(({ month, slices }) => (slices[dataset]?.status === wanted ? [[months.indexOf(month), y, 1]] : [])),
    );
  const { complete = 0, partial = 0, late = 0, awaited = 0 } = totals[dataset] ?? {};
  return (
    <ChartFrame<Row>
      drawing={drawing}
      id="completeness"
      title={say('chart', { dataset: datasetName(dataset) })}
      heightPx={hospitals.length * rowPx + axesPx}
      option={{
        grid: { left: 190, right: 16, top: 40, bottom: 30 },
        legend: { top: 6 },
        tooltip: {
          trigger: 'item',
          formatter: ({ value }: { readonly value: readonly number[] }) => {
            const hospital = hospitals[value[1] ?? 0];
            const month = monthAt(value[0], value[1]);
            const slice = month?.slices[dataset];
            if (hospital === undefined || month === undefined || slice === undefined) return '';
            const arrived = slice.arrivedOn === null ? '' : `\n${say('arrivedOn')} ${form.date(slice.arrivedOn)}`;
            return `${hospital.name} ${month.month}\n${status(slice.status)}${arrived}`;
          },
        },
        xAxis: { type: 'category', data: months },
        yAxis: {
          type: 'category',
          inverse: true,
          data: hospitals.map(({ name }) => name),
          axisLabel: { width: 178, overflow: 'truncate' },
        },
        series: states.map((state) => ({
          name: `${looks[state].mark} ${status(state)}`,
          type: 'custom',
          itemStyle: { color: looks[state].color, borderColor: '#8fa3b3', borderWidth: state === 'awaited' ? 1 : 0 },
          data: cells(state),
          renderItem: (_: unknown, at: CellApi) => {
            const [x, y] = at.coord([at.value(0), at.value(1)]);
            const [width, height] = at.size([1, 1]);
            return {
              type: 'group',
              children: [
                {
                  type: 'rect',
                  shape: { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2 },
                  style: { fill: looks[state].color, stroke: '#b9c6d1', lineWidth: state === 'awaited' ? 1 : 0 },
                },
                {
                  type: 'text',
                  style: {
                    x,
                    y,
                    text: looks[state].mark,
                    fill: '#33414e',
                    fontSize: 11,
                    align: 'center',
                    verticalAlign: 'middle',
                  },
                },
              ],
            };
          },
        })),
      }}
      rows={rows}
      columns={[
        { key: 'hospital', title: common('hospital'), value: ({ hospital }) => hospital },
        { key: 'month', title: common('month'), value: ({ month }) => month },
        { key: 'status', title: common('statusColumn'), value: (row) => status(row.status) },
        { key: 'due', title: say('dueOn'), value: ({ dueOn }) => dueOn },
        { key: 'arrived', title: say('arrivedOn'), value: ({ arrivedOn }) => arrivedOn },
        { key: 'late', title: say('daysLate'), value: ({ daysLate }) => daysLate },
      ]}
      source={say('source')}
      status={say('status', { complete, partial, late, awaited })}
      notes={[say('due', { day: dueDay }), common('missingIsGap')]}
    />
  );
}

interface CellApi {
  readonly value: (dimension: number) => number;
  readonly coord: (at: readonly [number, number]) => [number, number];
  readonly size: (of: readonly [number, number]) => [number, number];
}

const rowPx = 24;
const axesPx = 84;

const drawing = { name: 'custom', load: () => import('../../charts/echart-custom.ts') };
