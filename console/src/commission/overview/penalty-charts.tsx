import { Answered } from '../../parts/states.tsx';
import { monthAfter } from '../month.ts';
import { FindingsTrend } from '../penalty/findings-trend.tsx';
import { FindingsFunnel } from '../penalty/penalty-funnel.tsx';
import { usePenaltyCounts } from '../penalty/penalty-queries.ts';
import { SanctionPeers, SanctionTrend } from '../penalty/sanction-charts.tsx';
import type { Question } from '../question.ts';
import { useAdoptions } from '../trend/trend-queries.ts';
import { quarter } from './other-cards.tsx';

const levels = ['3', '2'] as const;

/** The rate of findings over the months, and its hospitals beside each other lately. */
export function FindingCharts({ question }: { readonly question: Question }) {
  const counts = usePenaltyCounts(question);
  const adoptions = useAdoptions(question);
  const lately = { ...question, from: monthAfter(question.until, -quarter) };
  return (
    <>
      <Answered query={counts}>
        {(found) => <FindingsTrend counts={found} levels={levels} adoptions={adoptions} />}
      </Answered>
      {question.hospital === undefined &&
        levels.map((level) => <FindingsFunnel key={level} question={lately} level={level} />)}
    </>
  );
}

/** What came due over the months, and at which hospitals. */
export function SanctionCharts({ question }: { readonly question: Question }) {
  const counts = usePenaltyCounts(question);
  return (
    <Answered query={counts}>
      {(found) => (
        <>
          <SanctionTrend counts={found} level={undefined} />
          {question.hospital === undefined && <SanctionPeers counts={found} level={undefined} />}
        </>
      )}
    </Answered>
  );
}
