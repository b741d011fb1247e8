import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useCaveats, useSource } from '../caveats.tsx';
import { useMeasureForm } from '../measure-form.ts';
import { commissionWords, statusWords } from '../messages.ts';
import type { HeatMap } from '../queries.ts';
import { wardWords } from './messages.ts';

type Cell = NonNullable<HeatMap['wards'][number]['cells'][number]>;
type Row = Cell & { readonly ward: string; readonly specialty: string; readonly month: string };

export function HeatMapChart({ heatMap, hospital }: { readonly heatMap: HeatMap; readonly hospital: string }) {
  const say = useWords(wardWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const { language } = useLanguage();
  const measure = useMeasureForm(heatMap.measure.unit);
  const status = useCodeWords(statusWords);
  const caveats = useCaveats();
  const source = useSource();
  const { wards, months } = heatMap;
  const rows: Row[] = wards.flatMap(({ name, specialty, cells }) =>
    cells.flatMap((cell, at) => (cell === null ? [] : [{ ...cell, ward: name, specialty, month: months[at] ?? '' }])),
  );
  const known = (cell: Cell | null): cell is Cell & { value: number } => cell !== null && cell.value !== null;
  const coloured = (cell: Cell) => cell.percentile !== null && !cell.small;
  const cells = (wanted: boolean) =>
    wards.flatMap(({ cells: of }, y) =>
      of.flatMap((cell, x) =>
        known(cell) && coloured(cell) === wanted ? [[x, y, wanted ? cell.percentile : cell.value, cell.value]] : [],
      ),
    );
  const missing = rows.filter((row) => row.status === 'missing').length;
  const partial = rows.filter((row) => row.status === 'partial').length;
  const label = {
    show: months.length <= maxLabelledMonths,
    fontSize: 11,
    color: '#101e2c',
    formatter: ({ value }: { readonly value: readonly number[] }) => measure.bare(value[3] ?? 0),
  };
  return (
    <ChartFrame<Row>
      drawing={drawing}
      id="heat-map"
      title={say('chart', { hospital, measure: heatMap.measure.name[language] })}
      heightPx={wards.length * rowPx + axesPx}
      option={{
        grid: { left: 150, right: 16, top: 52, bottom: 30 },
        tooltip: {
          trigger: 'item',
          formatter: ({ value }: { readonly value: readonly number[] }) => {
            const [x = 0, y = 0] = value;
            const cell = wards[y]?.cells[x];
            if (cell === null || cell === undefined) return '';
            const place =
              cell.percentile === null ? say('noPeers') : `${say('percentile')} ${form.share(cell.percentile, 0)}`;
            const small = cell.small ? `\n${common('small')}` : '';
            return `${wards[y]?.name} ${months[x]}\n${measure.shown(cell.value)}\n${place}${small}`;
          },
        },
        xAxis: { type: 'category', data: months, position: 'bottom', splitArea: { show: false } },
        yAxis: {
          type: 'category',
          data: wards.map(({ name }) => name),
          inverse: true,
          axisLabel: { width: 138, overflow: 'truncate' },
        },
        visualMap: {
          min: 0,
          max: 1,
          dimension: 2,
          seriesIndex: 0,
          orient: 'horizontal',
          left: 'center',
          top: 4,
          itemWidth: 12,
          itemHeight: 180,
          text: [say('high'), `${say('percentile')}  ${say('low')}`],
          // Blue over white to orange: told apart without red and green.
          inRange: { color: ['#5b9fc6', '#cfe3ef', '#ffffff', '#f7d3b5', '#e08f4f'] },
        },
        series: [
          {
            name: say('percentile'),
            type: 'heatmap',
            data: cells(true),
            label,
            itemStyle: { borderColor: '#fff', borderWidth: 1 },
          },
          {
            name: say('noPeers'),
            type: 'heatmap',
            data: cells(false),
            label,
            itemStyle: { color: '#fff', borderColor: '#b9c6d1', borderWidth: 1, borderType: 'dashed' },
          },
        ],
      }}
      rows={rows}
      columns={[
        { key: 'ward', title: common('ward'), value: ({ ward }) => ward },
        { key: 'specialty', title: say('specialty'), value: ({ specialty }) => specialty },
        { key: 'month', title: common('month'), value: ({ month }) => month },
        { key: 'status', title: common('statusColumn'), value: (row) => status(row.status) },
        {
          key: 'value',
          title: `${common('value')} (${measure.unit})`,
          value: ({ value }) => value,
          shown: (value) => measure.bare(Number(value)),
        },
        {
          key: 'percentile',
          title: say('percentile'),
          value: ({ percentile }) => percentile,
          shown: (value) => form.share(Number(value), 0),
        },
        { key: 'numerator', title: common('numeratorFen'), value: ({ numerator }) => numerator },
        { key: 'denominator', title: common('denominator'), value: ({ denominator }) => denominator },
        { key: 'small', title: common('small'), value: ({ small }) => (small ? common('yes') : common('no')) },
      ]}
      source={source(heatMap.measure, heatMap.definition.version)}
      status={common('statusLine', {
        until: months.at(-1) ?? '',
        reporting: rows.length - missing,
        expected: rows.length,
        missing,
        partial,
      })}
      notes={[say('colourNote'), common('byDischargeWard'), ...caveats(heatMap.measure)]}
    />
  );
}

const rowPx = 30;
const axesPx = 96;
const maxLabelledMonths = 14;

const drawing = { name: 'heat-map', load: () => import('../../charts/echart-heat-map.ts') };
