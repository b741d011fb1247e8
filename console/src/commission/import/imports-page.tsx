import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Spin, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { saveFile } from '../../parts/file.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered } from '../../parts/states.tsx';
import { datasetWords } from '../completeness/messages.ts';
import { statusWords } from '../messages.ts';
import type { ImportJob } from '../queries.ts';
import { addressOf, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { datasetNamed } from './datasets.ts';
import { importWords } from './messages.ts';
import { Upload } from './upload.tsx';
import '../commission.css';

/** The files that were sent for a hospital, how far each is, and its refused rows. */
export function ImportsPage() {
  const say = useWords(importWords);
  const [question, change] = useQuestion();
  const { hospital } = question;
  const [held, setDataset] = useFilter('dataset', 'inpatientRows');
  const dataset = datasetNamed(held);
  const [sending, setSending] = useState(false);
  const jobs = useQuery({
    queryKey: ['import-jobs', hospital],
    queryFn: () =>
      answered(api.GET('/v1/cost/import-jobs', { params: { query: hospital === undefined ? {} : { hospital } } })),
    // Only while something moves.
    refetchInterval: ({ state }) =>
      sending || state.data?.items.some((job) => job.state === 'running') ? refreshMs : false,
  });
  // What is being sent is the newest that runs.
  const current = jobs.data?.items.find((job) => job.state === 'running' && job.dataset === dataset);
  return (
    <Page
      title={say('title')}
      lead={say('lead')}
      actions={<Link to={addressOf('/commission/slices', { hospital })}>{say('toSlices')}</Link>}
    >
      <QuestionBar question={question} change={change} asks={['hospital']} />
      <Upload
        hospital={hospital}
        dataset={dataset}
        setDataset={setDataset}
        bytesRead={current?.bytesRead ?? null}
        onSending={setSending}
      />
      {hospital === undefined && <p className="soft">{say('shared')}</p>}
      <Answered query={jobs} empty={{ when: ({ items }) => items.length === 0, says: say('none') }}>
        {({ items }) => (
          <section className="block wide" aria-label={say('title')}>
            <ul className="rows">
              {items.map((job) => (
                <Job key={job.jobId} job={job} />
              ))}
            </ul>
          </section>
        )}
      </Answered>
    </Page>
  );
}

const refreshMs = 2_000;

function Job({ job }: { readonly job: ImportJob }) {
  const say = useWords(importWords);
  const dataset = useCodeWords(datasetWords);
  const status = useCodeWords(statusWords);
  const form = useForm();
  const { result, problem } = job;
  const report = useWrite({
    write: () =>
      answered<string>(
        api.GET('/v1/cost/import-jobs/{jobId}/report', { params: { path: { jobId: job.jobId } }, parseAs: 'text' }),
      ),
    onDone: (text) => saveFile('rejected-rows.csv', text, 'text/csv'),
  });
  const unmapped = result?.unmappedWardCodes ?? [];
  const shrunk = result?.shrunk ?? [];
  return (
    <li>
      <div className="row-text">
        <strong>{dataset(job.dataset)}</strong> <Tag color={colours[job.state]}>{say(job.state)}</Tag>
        {result !== null && result.outcome !== 'refused' && <Tag>{say(result.outcome)}</Tag>}
        <div className="soft">{say('started', { time: form.time(job.startedAt) })}</div>
        {job.state === 'running' && (
          <div role="status">
            <Spin size="small" aria-label={say('running')} />{' '}
            {job.bytesRead !== null && say('bytes', { count: form.number(job.bytesRead) })} ·{' '}
            {say('auto', { seconds: refreshMs / 1000 })}
          </div>
        )}
        {problem !== null && <div className="late">{problem.detail}</div>}
        {result !== null && (
          <div className="soft">
            {say('rows', { rows: form.number(result.rows), rejected: form.number(result.rejected) })} ·{' '}
            {say('dropped', { count: result.droppedColumns })}
            {result.slices.length > 0 &&
              ` · ${say('slices')}：${result.slices.map(({ month, state }) => `${month} ${status(state)}`).join('、')}`}
          </div>
        )}
        {shrunk.length > 0 && (
          <div className="late">
            {say('shrunk', {
              months: shrunk.map(({ month, rowsBefore, rows }) => `${month} (${rowsBefore} → ${rows})`).join('、'),
            })}
          </div>
        )}
        {unmapped.length > 0 && (
          <div className="late">
            {say('unmapped', { codes: unmapped.map(({ code, rows }) => `${code ?? '–'} (${rows})`).join('、') })}
          </div>
        )}
        <ProblemAlert error={report.error} />
      </div>
      {result !== null && result.rejected > 0 && (
        <div className="row-end">
          <Button
            size="small"
            icon={<DownloadOutlined />}
            loading={report.isPending}
            onClick={() => report.mutate(undefined)}
          >
            {say('report')}
          </Button>
        </div>
      )}
    </li>
  );
}

const colours = { running: 'blue', done: 'green', refused: 'red', failed: 'red', interrupted: 'default' } as const;
