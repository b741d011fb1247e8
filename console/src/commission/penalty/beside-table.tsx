import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink } from '../../charts/series.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useSource } from '../caveats.tsx';
import { useMeasureForm } from '../measure-form.ts';
import { commissionWords, statusWords } from '../messages.ts';
import { type DeductionsBeside, useHospitals } from '../queries.ts';
import { penaltyWords } from './messages.ts';

type Row = DeductionsBeside['wards'][number]['months'][number] & { readonly ward: string };

/** Findings and cost of each ward beside each other, with what must not be read out of it. */
export function BesideTable({ beside }: { readonly beside: DeductionsBeside }) {
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  const status = useCodeWords(statusWords);
  const form = useMeasureForm(beside.measure.unit);
  const source = useSource();
  const hospital = useHospitals().data?.items.find(({ hospitalId }) => hospitalId === beside.hospitalId)?.name ?? '';
  const rows: Row[] = beside.wards.flatMap(({ name, months }) => months.map((each) => ({ ward: name, ...each })));
  const missing = rows.filter((row) => row.status === 'missing').length;
  return (
    <ChartFrame<Row>
      id="beside"
      title={say('beside', { hospital })}
      option={{
        grid: { left: 64, right: 36, top: 24, bottom: 46 },
        tooltip: {
          trigger: 'item',
          formatter: ({ value }: { readonly value: readonly [number, number, string] }) =>
            `${value[2]}\n${say('deductions')} ${value[0]}\n${form.shown(value[1])}`,
        },
        xAxis: { type: 'value', name: say('deductions'), nameLocation: 'middle', nameGap: 28, minInterval: 1, min: 0 },
        yAxis: {
          type: 'value',
          name: form.unit,
          nameTextStyle: { align: 'left' },
          scale: true,
          axisLabel: { formatter: form.bare },
        },
        series: [
          {
            type: 'scatter',
            symbolSize: 8,
            itemStyle: { color: ink.blue, opacity: 0.6 },
            data: rows.flatMap(({ ward, month, value, deductions }) =>
              value === null || deductions === null ? [] : [[deductions, value, `${ward} ${month}`]],
            ),
          },
        ],
      }}
      rows={rows}
      columns={[
        { key: 'ward', title: common('ward'), value: ({ ward }) => ward },
        { key: 'month', title: common('month'), value: ({ month }) => month },
        { key: 'status', title: common('statusColumn'), value: (row) => status(row.status) },
        {
          key: 'value',
          title: `${common('value')} (${form.unit})`,
          value: ({ value }) => value,
          shown: (value) => form.bare(Number(value)),
        },
        { key: 'deductions', title: say('deductions'), value: ({ deductions }) => deductions },
        { key: 'small', title: common('small'), value: ({ small }) => (small ? common('yes') : common('no')) },
      ]}
      source={source(beside.measure)}
      status={common('statusLine', {
        until: rows.at(-1)?.month ?? '',
        reporting: rows.length - missing,
        expected: rows.length,
        missing,
        partial: rows.filter((row) => row.status === 'partial').length,
      })}
      notes={[
        say('withoutWard', { count: beside.withoutWard }),
        common('byDischargeWard'),
        ...beside.caveats.map(({ text }) => text),
      ]}
    />
  );
}
