import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { type Question, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { useAdoptions } from '../trend/trend-queries.ts';
import { BesideTable } from './beside-table.tsx';
import { FindingsTrend } from './findings-trend.tsx';
import { penaltyWords } from './messages.ts';
import { FindingsFunnel } from './penalty-funnel.tsx';
import { usePenaltyCounts } from './penalty-queries.ts';
import { SanctionPeers, SanctionTrend } from './sanction-charts.tsx';
import '../commission.css';

/** Findings per reviewed prescription by hospital, their months, what became due of them, and findings beside cost. */
export function FindingsPage() {
  const say = useWords(penaltyWords);
  const [question, change] = useQuestion(6);
  const levels = question.level === undefined ? (['3', '2'] as const) : [question.level];
  const counts = usePenaltyCounts(question);
  const adoptions = useAdoptions(question);
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['county', 'hospital', 'level', 'months']} />
      {levels.map((level) => (
        <FindingsFunnel key={level} question={question} level={level} />
      ))}
      <Answered query={counts}>
        {(found) => (
          <>
            <FindingsTrend counts={found} levels={levels} adoptions={adoptions} />
            <SanctionTrend counts={found} level={question.level} />
            {question.hospital === undefined && <SanctionPeers counts={found} level={question.level} />}
          </>
        )}
      </Answered>
      {question.hospital !== undefined && <Beside question={question} hospital={question.hospital} />}
    </Page>
  );
}

function Beside({ question, hospital }: { readonly question: Question; readonly hospital: string }) {
  const { measure, from, until } = question;
  const query = { measure, hospital, from, until };
  const beside = useQuery({
    queryKey: ['cost', 'deductions-beside', query],
    queryFn: () => answered(api.GET('/v1/cost/deductions-beside', { params: { query } })),
  });
  return <Answered query={beside}>{(found) => <BesideTable beside={found} />}</Answered>;
}
