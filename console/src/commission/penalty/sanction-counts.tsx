import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, api } from '../../api/client.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink, monthAxes } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useMe } from '../../session/me.ts';
import { commissionWords } from '../messages.ts';
import { useHospitals } from '../queries.ts';
import type { Question } from '../question.ts';
import { penaltyWords } from './messages.ts';

const states = ['waiting', 'open', 'in-force', 'done', 'set-aside'] as const;
type State = (typeof states)[number];

interface Row {
  readonly month: string;
  readonly hospitalId: string;
  readonly state: State;
  readonly count: number;
}

/**
 * How many sanctions came due, by hospital, month and state. The list they are counted from names doctors, so it is read
 * only when somebody asks, and every doctor on it sees that it was.
 */
export function SanctionCounts({ question }: { readonly question: Question }) {
  const say = useWords(penaltyWords);
  const { hospital } = question;
  const counts = useQuery({
    queryKey: ['sanction-counts', hospital],
    queryFn: () => countAll(hospital),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section aria-label={say('sanctions')}>
      {counts.data === undefined && (
        <div className="block wide no-print">
          <h2>{say('sanctions')}</h2>
          <p className="soft">{say('sanctionsWhat')}</p>
          <Button loading={counts.isFetching} onClick={() => void counts.refetch()}>
            {say('sanctionsRead')}
          </Button>
        </div>
      )}
      {(counts.data !== undefined || counts.isError) && (
        <Answered query={counts}>{(rows) => <Counted rows={rows} question={question} />}</Answered>
      )}
    </section>
  );
}

function Counted({ rows, question }: { readonly rows: readonly Row[]; readonly question: Question }) {
  const say = useWords(penaltyWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const { today } = useMe();
  const hospitals = useHospitals().data?.items ?? [];
  const inCounty = ({ hospitalId }: Row) =>
    question.county === undefined ||
    hospitals.find((each) => each.hospitalId === hospitalId)?.regionId === question.county;
  const shown = rows.filter(inCounty);
  const months = [...new Set(shown.map(({ month }) => month))].sort();
  const colours = [ink.grey, ink.orange, ink.blue, ink.green, '#9db3c1'] as const;
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  return (
    <ChartFrame<Row>
      id="sanctions"
      title={say('sanctionsChart')}
      option={{
        ...monthAxes({ months, unit: say('count'), label: (value) => form.number(value), fromZero: true }),
        legend: { top: 8 },
        tooltip: { trigger: 'axis' },
        series: states.map((state, at) => ({
          name: say(state),
          type: 'bar',
          stack: 'states',
          barMaxWidth: 36,
          itemStyle: { color: colours[at], borderColor: '#fff', borderWidth: 1 },
          data: months.map((month) =>
            shown
              .filter((row) => row.month === month && row.state === state)
              .reduce((sum, { count }) => sum + count, 0),
          ),
        })),
      }}
      rows={shown}
      columns={[
        { key: 'month', title: say('monthly'), value: ({ month }) => month },
        {
          key: 'hospital',
          title: common('hospital'),
          value: ({ hospitalId }) => hospitals.find((each) => each.hospitalId === hospitalId)?.name ?? hospitalId,
        },
        { key: 'state', title: say('state'), value: ({ state }) => say(state) },
        { key: 'count', title: say('count'), value: ({ count }) => count },
      ]}
      source={say('sanctionsSource')}
      status={say('sanctionsStatus', { on: form.date(today), count: total })}
    />
  );
}

/** @throws as `answered`. Reads page after page; no more than a city can have. */
async function countAll(hospital: string | undefined): Promise<readonly Row[]> {
  const counts = new Map<string, Row>();
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const query = {
      limit: '100',
      ...(hospital === undefined ? {} : { hospital }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const header = { 'Access-Purpose': 'supervision' } as const;
    const { items, links } = await answered(api.GET('/v1/sanctions', { params: { query, header } }));
    for (const { sanction } of items) {
      for (const { hospitalId, state } of sanction.duties) {
        if (hospital !== undefined && hospitalId !== hospital) continue;
        const known = states.find((each) => each === state);
        if (known === undefined) continue;
        const month = sanction.dueOn.slice(0, 7);
        const key = `${month} ${hospitalId} ${known}`;
        counts.set(key, { month, hospitalId, state: known, count: (counts.get(key)?.count ?? 0) + 1 });
      }
    }
    if (links.next === null) break;
    cursor = new URL(links.next, location.origin).searchParams.get('cursor') ?? undefined;
  }
  return [...counts.values()].sort((left, right) => left.month.localeCompare(right.month));
}

const maxPages = 100;
