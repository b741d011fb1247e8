import { Button, Checkbox, Input, Progress } from 'antd';
import { useId, useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { fileBody } from '../../api/file-body.ts';
import { useWrite } from '../../api/queries.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { FileButton } from '../../parts/file-button.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { datasetWords } from '../completeness/messages.ts';
import { type Dataset, datasets } from './datasets.ts';
import { importWords } from './messages.ts';

interface Sent {
  readonly file: File;
  readonly dryRun: boolean;
  readonly grouper: string;
}

/** Sends a file; a dry run says what it would do. While it is read the page says how far that is. */
export function Upload(props: {
  readonly hospital: string | undefined;
  readonly dataset: Dataset;
  readonly setDataset: (dataset: string) => void;
  /** Of the job that reads the file now, as the list below knows it. */
  readonly bytesRead: number | null;
  readonly onSending: (sending: boolean) => void;
}) {
  const { hospital, dataset, setDataset, bytesRead, onSending } = props;
  const say = useWords(importWords);
  const datasetName = useCodeWords(datasetWords);
  const fileId = useId();
  const grouperId = useId();
  const [file, setFile] = useState<File>();
  const [dryRun, setDryRun] = useState(true);
  const [grouper, setGrouper] = useState('');
  const write = useSend(hospital, dataset, () => onSending(false));
  const ofRows = dataset === 'inpatientRows' || dataset === 'drugLines';
  const send = () => {
    if (file === undefined) return;
    onSending(true);
    write.mutate({ file, dryRun, grouper: dataset === 'inpatientRows' ? grouper.trim() : '' });
  };
  return (
    <section className="block wide no-print" aria-label={say('send')}>
      <h2>{say('send')}</h2>
      <p className="soft">{say('sendLead')}</p>
      <div className="choices">
        <Choice
          label={say('dataset')}
          value={dataset}
          options={datasets.map((value) => ({ value, label: datasetName(value) }))}
          onChange={setDataset}
        />
        <div className="choice">
          <label htmlFor={fileId}>{say('file')}</label>
          <FileButton id={fileId} accept=".csv,.txt,.xlsx" name={file?.name} onChoose={setFile} />
        </div>
        {dataset === 'inpatientRows' && (
          <div className="choice">
            <label htmlFor={grouperId}>{say('grouper')}</label>
            <Input
              id={grouperId}
              value={grouper}
              maxLength={40}
              placeholder="CHS-DRG 2.0"
              onChange={({ target }) => setGrouper(target.value)}
            />
          </div>
        )}
      </div>
      <Checkbox checked={dryRun} onChange={({ target }) => setDryRun(target.checked)}>
        {say('dryRunFirst')}
      </Checkbox>
      {ofRows && hospital === undefined && <p className="late">{say('hospitalNeeded')}</p>}
      <div className="buttons below">
        <Button
          type="primary"
          loading={write.isPending}
          disabled={file === undefined || (ofRows && hospital === undefined)}
          onClick={send}
        >
          {say(dryRun ? 'tryOut' : 'import')}
        </Button>
      </div>
      {write.isPending && file !== undefined && <Reading bytesRead={bytesRead} bytes={file.size} />}
      <ProblemAlert error={write.error} />
    </section>
  );
}

/** Less than all of it until the answer is there: what was read has still to be stored. */
function Reading({ bytesRead, bytes }: { readonly bytesRead: number | null; readonly bytes: number }) {
  const say = useWords(importWords);
  const form = useForm();
  const percent = Math.min(almost, Math.floor((100 * (bytesRead ?? 0)) / Math.max(1, bytes)));
  return (
    <div role="status" className="below">
      <Progress percent={percent} status="active" aria-label={say('running')} />
      <span className="soft">{say('bytesOf', { count: form.number(bytesRead ?? 0), all: form.number(bytes) })}</span>
    </div>
  );
}

const almost = 99;

function useSend(hospital: string | undefined, dataset: Dataset, onEnd: () => void) {
  return useWrite({
    write: ({ file, dryRun, grouper }: Sent) =>
      answered(
        api.POST('/v1/cost/imports', {
          params: {
            query: {
              dataset,
              ...(hospital === undefined ? {} : { hospital }),
              ...(dryRun ? { dryRun: 'true' as const } : {}),
              ...(grouper === '' ? {} : { grouper }),
            },
          },
          ...fileBody(file),
        }),
      ).finally(onEnd),
  });
}
