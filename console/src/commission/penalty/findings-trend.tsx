import { useQueries } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink, line, monthAxes } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { Loading } from '../../parts/states.tsx';
import { commissionWords } from '../messages.ts';
import { monthAfter, monthsBetween } from '../month.ts';
import type { Question } from '../question.ts';
import { penaltyWords } from './messages.ts';

interface Row {
  readonly month: string;
  readonly level: '2' | '3';
  readonly value: number | null;
  readonly findings: number;
  readonly reviewed: number;
  readonly assessed: number;
  readonly hospitals: number;
}

/** Month by month, over all that was reviewed in a level: Σ findings ÷ Σ reviewed. At most a year, newest last. */
export function FindingsTrend({
  question,
  levels,
}: {
  readonly question: Question;
  readonly levels: readonly ('2' | '3')[];
}) {
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const months = monthsBetween(question.from, question.until).slice(-maxMonths);
  const asked = levels.flatMap((level) => months.map((month) => ({ level, month })));
  const answers = useQueries({
    queries: asked.map(({ level, month }) => {
      const query = {
        ...(question.county === undefined ? {} : { county: question.county }),
        level,
        from: month,
        until: monthAfter(month, 1),
      };
      return {
        queryKey: ['cost', 'deduction-rates', query],
        queryFn: () => answered(api.GET('/v1/cost/deduction-rates', { params: { query } })),
      };
    }),
  });
  if (answers.some(({ isPending }) => isPending)) return <Loading />;
  const rows: Row[] = asked.map(({ level, month }, at) => {
    const all = answers[at]?.data?.hospitals ?? [];
    const hospitals =
      question.hospital === undefined ? all : all.filter((each) => each.hospitalId === question.hospital);
    const assessed = hospitals.filter(({ place }) => place !== 'not-assessed');
    const findings = assessed.reduce((sum, { numerator }) => sum + numerator, 0);
    const reviewed = assessed.reduce((sum, { denominator }) => sum + denominator, 0);
    const value = reviewed === 0 ? null : (findings / reviewed) * perReviewed;
    return { month, level, value, findings, reviewed, assessed: assessed.length, hospitals: hospitals.length };
  });
  const levelName = (level: '2' | '3') => common(level === '3' ? 'level3' : 'level2');
  const drawn = levels.filter((level) => rows.some((row) => row.level === level && row.hospitals > 0));
  const shown = rows.filter(({ level }) => drawn.includes(level));
  return (
    <ChartFrame<Row>
      id="findings-trend"
      title={say('trend')}
      option={{
        ...monthAxes({ months, unit: '‰', label: (value) => form.number(value, 1), fromZero: true }),
        legend: { top: 8 },
        tooltip: {
          trigger: 'axis',
          valueFormatter: (value: unknown) =>
            typeof value === 'number' ? `${form.number(value, 1)} ‰` : common('noData'),
        },
        series: drawn.map((level, at) => {
          const color = at === 0 ? ink.blue : ink.orange;
          const data = rows.filter((row) => row.level === level).map(({ value }) => value);
          return line(levelName(level), data, {
            symbol: at === 0 ? 'circle' : 'rect',
            itemStyle: { color },
            lineStyle: { color, width: 2.5 },
          });
        }),
      }}
      rows={shown}
      columns={[
        { key: 'month', title: say('monthly'), value: ({ month }) => month },
        { key: 'level', title: common('level'), value: ({ level }) => levelName(level) },
        {
          key: 'value',
          title: say('rate'),
          value: ({ value }) => value,
          shown: (value) => form.number(Number(value), 2),
        },
        { key: 'findings', title: say('findings'), value: ({ findings }) => findings },
        { key: 'reviewed', title: say('reviewed'), value: ({ reviewed }) => reviewed },
        { key: 'assessed', title: common('reporting'), value: ({ assessed, hospitals }) => `${assessed}/${hospitals}` },
      ]}
      source={say('source')}
      status={common('statusLine', {
        until: months.at(-1) ?? '',
        reporting: shown.reduce((sum, { assessed }) => sum + assessed, 0),
        expected: shown.reduce((sum, { hospitals }) => sum + hospitals, 0),
        missing: shown.reduce((sum, { assessed, hospitals }) => sum + hospitals - assessed, 0),
        partial: 0,
      })}
      notes={[say('trendNote')]}
    />
  );
}

const maxMonths = 12;
const perReviewed = 1000;
