import { useFilter } from '../../charts/filter.ts';
import { useWords } from '../../language/words.ts';
import { useLater } from '../../parts/later.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { headMeasures } from '../first-page.ts';
import { type Question, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { TrendChart } from '../trend/trend-chart.tsx';
import { useAdoptions, useTrend } from '../trend/trend-queries.ts';
import { MeasureCard } from './measure-card.tsx';
import { overviewWords } from './messages.ts';
import { CompletenessCard, DeductionCard } from './other-cards.tsx';
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

function Charts({ question, shown }: { readonly question: Question; readonly shown: string }) {
  switch (shown) {
    case 'findings':
    case 'sanctions':
      return <Penalties question={question} shown={shown} />;
    default:
      return <CostCharts question={question} />;
  }
}

/** Loaded when somebody asks for them: most people begin with cost. */
function Penalties({ question, shown }: { readonly question: Question; readonly shown: 'findings' | 'sanctions' }) {
  const charts = useLater('overview-penalties', () => import('./penalty-charts.tsx'), true);
  return (
    <Answered query={charts}>
      {({ FindingCharts, SanctionCharts }) =>
        shown === 'findings' ? <FindingCharts question={question} /> : <SanctionCharts question={question} />
      }
    </Answered>
  );
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
