import { Link } from 'react-router';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { addressOf, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { trendWords } from './messages.ts';
import { PeerChart } from './peer-chart.tsx';
import { SignalList } from './signal-list.tsx';
import { TrendChart } from './trend-chart.tsx';
import { useAdoptions, usePeers, useSignals, useTrend } from './trend-queries.ts';
import { YoyChart } from './yoy-chart.tsx';

/** One measure over time: levels apart for a city or county; one hospital or ward among its peers, with limits. */
export function TrendPage() {
  const say = useWords(trendWords);
  const [question, change] = useQuestion();
  const { language } = useLanguage();
  const trend = useTrend(question);
  const signals = useSignals(question);
  const adoptions = useAdoptions(question);
  const isUnit = question.hospital !== undefined;
  const peers = usePeers(question);
  const maySet = useRoles().has('commission-officer');
  return (
    <Page
      title={say('title')}
      lead={say('lead')}
      actions={maySet ? <Link to={addressOf('/commission/baselines', question)}>{say('toBaselines')}</Link> : undefined}
    >
      <QuestionBar
        question={question}
        change={change}
        asks={['measure', 'county', 'hospital', 'ward', 'level', 'months']}
      />
      {isUnit && (
        <Answered query={peers}>
          {(found) => <PeerChart peers={found} signals={signals.data} adoptions={adoptions} />}
        </Answered>
      )}
      <Answered query={trend}>
        {(found) => (
          <>
            {!isUnit && <TrendChart trend={found} signals={signals.data} adoptions={adoptions} />}
            <YoyChart trend={found} />
          </>
        )}
      </Answered>
      {(isUnit || question.level !== undefined) && (
        <Answered query={signals}>
          {(found) => <SignalList signals={found} adoptions={adoptions} language={language} />}
        </Answered>
      )}
    </Page>
  );
}
