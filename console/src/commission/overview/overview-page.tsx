import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { headMeasure, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { TrendChart } from '../trend/trend-chart.tsx';
import { useAdoptions, useTrend } from '../trend/trend-queries.ts';
import { MeasureCard } from './measure-card.tsx';
import { overviewWords } from './messages.ts';
import { CompletenessCard, DeductionCard, SanctionCard } from './other-cards.tsx';
import { PeersNow } from './peers-now.tsx';
import '../commission.css';

/** How the city, a county or a hospital stands: cost, findings and how whole the data is; each with its trend and peers. */
export function OverviewPage() {
  const say = useWords(overviewWords);
  const [question, change] = useQuestion();
  const trend = useTrend(question);
  const adoptions = useAdoptions(question);
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['county', 'hospital', 'months']} />
      <div className="cards">
        {headMeasures.map((measure) => (
          <MeasureCard
            key={measure}
            question={{ ...question, measure }}
            change={change}
            shown={question.measure === measure}
          />
        ))}
        <DeductionCard question={question} />
        <SanctionCard question={question} />
        <CompletenessCard question={question} />
      </div>
      <Answered query={trend}>{(found) => <TrendChart trend={found} adoptions={adoptions} />}</Answered>
      {question.hospital === undefined &&
        (['3', '2'] as const).map((level) => <PeersNow key={level} question={question} level={level} />)}
    </Page>
  );
}

const headMeasures = [headMeasure, 'drugShare'] as const;
