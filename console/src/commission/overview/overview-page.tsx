import { useFilter } from '../../charts/filter.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { monthAfter } from '../month.ts';
import { FindingsFunnel } from '../penalty/findings-page.tsx';
import { FindingsTrend } from '../penalty/findings-trend.tsx';
import { usePenaltyCounts } from '../penalty/penalty-queries.ts';
import { SanctionPeers, SanctionTrend } from '../penalty/sanction-charts.tsx';
import { headMeasure, type Question, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { TrendChart } from '../trend/trend-chart.tsx';
import { useAdoptions, useTrend } from '../trend/trend-queries.ts';
import { MeasureCard } from './measure-card.tsx';
import { overviewWords } from './messages.ts';
import { CompletenessCard, DeductionCard, quarter } from './other-cards.tsx';
import { PeersNow } from './peers-now.tsx';
import { SanctionCard } from './sanction-card.tsx';
import '../commission.css';

const levels = ['3', '2'] as const;

/** How the city, a county or a hospital stands: cost, findings, sanctions and how whole the data is; each with its trend and peers. */
export function OverviewPage() {
  const say = useWords(overviewWords);
  const [question, change] = useQuestion();
  const [shown, show] = useFilter('show', 'cost');
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['county', 'hospital', 'months']} />
      <div className="cards">
        {headMeasures.map((measure) => (
          <MeasureCard
            key={measure}
            question={{ ...question, measure }}
            shown={shown === 'cost' && question.measure === measure}
            onShow={() => change({ measure, show: undefined })}
          />
        ))}
        <DeductionCard question={question} shown={shown === 'findings'} onShow={() => show('findings')} />
        <SanctionCard question={question} shown={shown === 'sanctions'} onShow={() => show('sanctions')} />
        <CompletenessCard question={question} />
      </div>
      <Charts question={question} shown={shown} />
    </Page>
  );
}

const headMeasures = [headMeasure, 'drugShare'] as const;

function Charts({ question, shown }: { readonly question: Question; readonly shown: string }) {
  switch (shown) {
    case 'findings':
      return <FindingCharts question={question} />;
    case 'sanctions':
      return <SanctionCharts question={question} />;
    default:
      return <CostCharts question={question} />;
  }
}

function CostCharts({ question }: { readonly question: Question }) {
  const trend = useTrend(question);
  const adoptions = useAdoptions(question);
  return (
    <>
      <Answered query={trend}>{(found) => <TrendChart trend={found} adoptions={adoptions} />}</Answered>
      {question.hospital === undefined &&
        levels.map((level) => <PeersNow key={level} question={question} level={level} />)}
    </>
  );
}

function FindingCharts({ question }: { readonly question: Question }) {
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

function SanctionCharts({ question }: { readonly question: Question }) {
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
