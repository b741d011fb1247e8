import { useFilter } from '../../charts/filter.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { CompletenessChart } from './completeness-chart.tsx';
import { useCompleteness, useReconciliations } from './completeness-queries.ts';
import { completenessWords, datasetWords } from './messages.ts';
import { ReconciliationChart } from './reconciliation-chart.tsx';

/** What every figure rests on: what came, what did not, and whether two accounts of the same money agree. */
export function CompletenessPage() {
  const say = useWords(completenessWords);
  const dataset = useCodeWords(datasetWords);
  const [question, change] = useQuestion(12);
  const [chosen, setChosen] = useFilter('dataset', 'inpatientRows');
  const completeness = useCompleteness(question);
  const reconciliations = useReconciliations(question);
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['county', 'hospital', 'months']}>
        <Choice
          label={say('dataset')}
          value={chosen}
          options={Object.keys(datasetWords).map((code) => ({ value: code, label: dataset(code) }))}
          onChange={setChosen}
        />
      </QuestionBar>
      <Answered query={completeness}>{(found) => <CompletenessChart completeness={found} dataset={chosen} />}</Answered>
      <Answered query={reconciliations}>{(found) => <ReconciliationChart reconciliation={found} />}</Answered>
    </Page>
  );
}
