import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { commissionWords } from '../messages.ts';
import type { Reconciliation } from '../queries.ts';
import { completenessWords } from './messages.ts';

type Row = Reconciliation['months'][number];

/** How far two accounts of the same drug money lie apart, and whether blood products explain it. */
export function ReconciliationChart({ reconciliation }: { readonly reconciliation: Reconciliation }) {
  const say = useWords(completenessWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const { months: rows, tolerance } = reconciliation;
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const points = (verdict: Row['verdict']) =>
    rows.flatMap((row) =>
      row.verdict === verdict && row.differenceShare !== null
        ? [[row.month, row.differenceShare, row.hospitalName]]
        : [],
    );
  const missing = rows.filter(({ verdict }) => verdict === 'missing').length;
  return (
    <ChartFrame<Row>
      id="reconciliation"
      title={say('reconciliation')}
      option={{
        grid: { left: 64, right: 24, top: 44, bottom: 34 },
        legend: { top: 8 },
        tooltip: {
          trigger: 'item',
          formatter: ({ value }: { readonly value: readonly [string, number, string] }) =>
            `${value[2]} ${value[0]}\n${form.share(value[1])}`,
        },
        xAxis: { type: 'category', data: months },
        yAxis: {
          type: 'value',
          name: say('difference'),
          nameTextStyle: { align: 'left' },
          axisLabel: { formatter: (value: number) => form.share(value, 0) },
        },
        series: [
          {
            name: say('explained'),
            type: 'scatter',
            symbol: 'circle',
            symbolSize: 8,
            itemStyle: { color: ink.blue, opacity: 0.6 },
            data: points('explained'),
          },
          {
            name: say('unexplained'),
            type: 'scatter',
            symbol: 'diamond',
            symbolSize: 11,
            itemStyle: { color: ink.orange },
            data: points('unexplained'),
          },
        ],
      }}
      rows={rows}
      columns={[
        { key: 'hospital', title: common('hospital'), value: ({ hospitalName }) => hospitalName },
        { key: 'month', title: common('month'), value: ({ month }) => month },
        {
          key: 'front',
          title: say('front'),
          value: ({ frontPages }) => frontPages.drugFen,
          shown: (fen) => form.money(Number(fen)),
        },
        {
          key: 'finance',
          title: say('finance'),
          value: ({ finance }) => finance.drugFen,
          shown: (fen) => form.money(Number(fen)),
        },
        {
          key: 'difference',
          title: say('differenceFen'),
          value: ({ differenceFen }) => differenceFen,
          shown: (fen) => form.money(Number(fen)),
        },
        {
          key: 'share',
          title: say('difference'),
          value: ({ differenceShare }) => differenceShare,
          shown: (share) => form.share(Number(share)),
        },
        {
          key: 'blood',
          title: say('blood'),
          value: ({ bloodProductFen }) => bloodProductFen,
          shown: (fen) => form.money(Number(fen)),
        },
        { key: 'verdict', title: say('verdict'), value: ({ verdict }) => say(verdict) },
      ]}
      source={say('source')}
      status={common('statusLine', {
        until: months.at(-1) ?? '',
        reporting: rows.length - missing,
        expected: rows.length,
        missing,
        partial: 0,
      })}
      notes={[say('reconciliationWhat', { tolerance }), common('missingIsGap')]}
    />
  );
}
