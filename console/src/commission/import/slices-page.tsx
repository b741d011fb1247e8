import { useQuery } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { datasetWords } from '../completeness/messages.ts';
import { useMonthForm } from '../measure-form.ts';
import { statusWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import { type SliceImport, useHospitals } from '../queries.ts';
import { useOneHospital, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { type Dataset, datasetNamed, datasets } from './datasets.ts';
import { importWords } from './messages.ts';
import '../commission.css';

interface Slice {
  readonly hospitalId: string;
  readonly month: string;
  readonly dataset: Dataset;
}

/** Every import of one hospital, month and dataset, and the way back from a wrong file. */
export function SlicesPage() {
  const say = useWords(importWords);
  const datasetName = useCodeWords(datasetWords);
  const [question, change] = useQuestion(1);
  const hospitalId = useOneHospital(question);
  const [held, setDataset] = useFilter('dataset', 'inpatientRows');
  const dataset = datasetNamed(held);
  return (
    <Page title={say('slicesTitle')} lead={say('slicesLead')}>
      <QuestionBar question={question} change={change} asks={['hospital', 'month']} hospital={hospitalId}>
        <Choice
          label={say('dataset')}
          value={dataset}
          options={datasets.map((value) => ({ value, label: datasetName(value) }))}
          onChange={setDataset}
        />
      </QuestionBar>
      {hospitalId !== '' && <Imports slice={{ hospitalId, month: monthAfter(question.until, -1), dataset }} />}
    </Page>
  );
}

function Imports({ slice }: { readonly slice: Slice }) {
  const { hospitalId, month, dataset } = slice;
  const say = useWords(importWords);
  const datasetName = useCodeWords(datasetWords);
  const monthName = useMonthForm();
  const hospital = useHospitals().data?.items.find((each) => each.hospitalId === hospitalId)?.name ?? '';
  const title = say('slice', { hospital, month: monthName(month), dataset: datasetName(dataset) });
  const query = { hospital: hospitalId, month, dataset };
  const imports = useQuery({
    queryKey: ['cost', 'slices', query],
    queryFn: () => answered(api.GET('/v1/cost/slices', { params: { query } })),
  });
  const point = usePoint(slice, title);
  return (
    <section className="block wide" aria-label={title}>
      <h2>{title}</h2>
      <Answered query={imports}>
        {({ items }) => {
          if (items.length === 0) return <Nothing says={say('sliceNone')} />;
          const none = items.every(({ live }) => !live);
          return (
            <>
              <ul className="rows">
                {items.map((each) => (
                  <ImportRow key={each.importId} found={each} onPoint={() => void point.ask(each.importId)} />
                ))}
              </ul>
              <div className="buttons below">
                {none ? (
                  <span className="late">{say('noneLive')}</span>
                ) : (
                  <Button danger loading={point.isPending} onClick={() => void point.ask(null)}>
                    {say('pointNone')}
                  </Button>
                )}
              </div>
            </>
          );
        }}
      </Answered>
      <ProblemAlert error={point.error} />
    </section>
  );
}

function ImportRow({ found, onPoint }: { readonly found: SliceImport; readonly onPoint: () => void }) {
  const say = useWords(importWords);
  const status = useCodeWords(statusWords);
  const form = useForm();
  const { startedAt, rows, rejected, state, live, rolledFrom, fileSha256 } = found;
  return (
    <li>
      <div className="row-text">
        <strong>{say('started', { time: form.time(startedAt) })}</strong> <Tag>{status(state)}</Tag>
        {live && <Tag color="green">{say('live')}</Tag>}
        <div className="soft">
          {say('rows', { rows: form.number(rows), rejected: form.number(rejected) })} ·{' '}
          {rolledFrom === null ? say('fileMark', { sha256: fileSha256.slice(0, shownDigits) }) : say('rolled')}
        </div>
      </div>
      {!live && (
        <div className="row-end">
          <Button onClick={onPoint}>{say('pointHere')}</Button>
        </div>
      )}
    </li>
  );
}

const shownDigits = 12;

function usePoint(slice: Slice, title: string) {
  const say = useWords(importWords);
  const confirm = useConfirm();
  const { message } = App.useApp();
  const write = useWrite({
    // Pointed twice at the same one it stays where it is: it takes no key.
    write: (importId: string | null) => answered(api.POST('/v1/cost/slices/point', { body: { ...slice, importId } })),
    onDone: ({ position }) => void message.success(say('pointed', { position })),
  });
  const ask = async (importId: string | null) => {
    const question = {
      title: say(importId === null ? 'pointNoneTitle' : 'pointTitle'),
      text: say('pointText', { slice: title }),
      act: say(importId === null ? 'pointNone' : 'pointHere'),
      danger: importId === null,
    };
    if (await confirm(question)) write.mutate(importId);
  };
  return { ask, error: write.error, isPending: write.isPending };
}
