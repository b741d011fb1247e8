import { Alert, Button, Form } from 'antd';
import { useState } from 'react';
import { answered, api, type Schema } from '../../api/client.ts';
import { fileBody } from '../../api/file-body.ts';
import { ProblemError } from '../../api/problem.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { saveFile } from '../../parts/file.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useHospitalIds } from '../queries.ts';
import { RefusedRows } from '../worksheet/report-table.tsx';
import { registerWords } from './messages.ts';
import '../auditor.css';

/** A hospital's own list of doctors in two steps: what it would change, and changing it. */
export function DoctorImportPage() {
  const say = useWords(registerWords);
  const [hospitalId] = useHospitalIds(['medical-affairs']);
  return (
    <Page
      title={say('importTitle')}
      lead={say('importLead')}
      actions={
        <Button onClick={() => saveFile('doctors.csv', `\ufeff${columns.join(',')}\r\n`, 'text/csv;charset=utf-8')}>
          {say('template')}
        </Button>
      }
    >
      {hospitalId === undefined ? null : <Upload hospitalId={hospitalId} />}
    </Page>
  );
}

function Upload({ hospitalId }: { readonly hospitalId: string }) {
  const say = useWords(registerWords);
  const confirm = useConfirm();
  const [file, setFile] = useState<File>();
  const send = useImport(hospitalId);
  const { data: report, error } = send;
  const rows = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const n = report?.rows ?? 0;
  const write = async () => {
    const question = { title: say('importAsk', { n }), text: say('importText'), act: say('import', { n }) };
    if (file !== undefined && (await confirm(question))) send.mutate({ file, dryRun: false });
  };
  return (
    <section className="block wide" aria-label={say('file')}>
      <p className="soft">{say('columns')}</p>
      <Form layout="vertical">
        <Form.Item label={say('file')} htmlFor="doctors">
          <FileButton
            id="doctors"
            accept=".csv,.xlsx"
            name={file?.name}
            onChoose={(next) => {
              send.reset();
              setFile(next);
            }}
          />
        </Form.Item>
      </Form>
      <div className="buttons">
        <Button
          type="primary"
          disabled={file === undefined}
          loading={send.isPending}
          onClick={() => file !== undefined && send.mutate({ file, dryRun: true })}
        >
          {say('dryRun')}
        </Button>
        {report?.outcome === 'dry-run' && report.unchanged < report.rows && (
          <Button danger loading={send.isPending} onClick={() => void write()}>
            {say('import', { n })}
          </Button>
        )}
      </div>
      <div className="below">
        {rows.length === 0 ? <ProblemAlert error={error} /> : <RefusedRows error={error} rows={rows} />}
      </div>
      {report !== undefined && <Report report={report} />}
    </section>
  );
}

/** What a dry run would do, or an import did, row by kind. */
function Report({ report }: { readonly report: Schema<'DoctorImport'> }) {
  const say = useWords(registerWords);
  const { outcome, positions } = report;
  const same = outcome === 'unchanged' || (outcome === 'dry-run' && report.unchanged === report.rows);
  const counts = [
    { what: say('rows'), count: String(report.rows) },
    { what: say('newOnes'), count: String(report.registered) },
    { what: say('changedOnes'), count: String(report.changed) },
    { what: say('sameOnes'), count: String(report.unchanged) },
    { what: say('posts'), count: String(report.postsStarted) },
    { what: say('rights'), count: String(report.rightsGranted) },
    ...(positions === null ? [] : [{ what: say('positions'), count: say('entries', positions) }]),
  ];
  return (
    <div aria-live="polite">
      {same && <Alert className="problem" type="info" showIcon title={say('nothing')} />}
      <Sheet
        rows={counts}
        rowKey={({ what }) => what}
        columns={[
          { title: say(outcome === 'dry-run' ? 'would' : 'did'), cell: ({ what }) => what },
          { title: say('rows'), cell: ({ count }) => count, className: 'number', widthPx: 180 },
        ]}
      />
    </div>
  );
}

interface Sent {
  readonly file: File;
  readonly dryRun: boolean;
}

function useImport(hospitalId: string) {
  return useWrite({
    write: ({ file, dryRun }: Sent, key) =>
      answered(
        api.POST('/v1/doctors/import', {
          params: { query: { hospital: hospitalId, ...(dryRun ? { dryRun: 'true' as const } : {}) } },
          ...fileBody(file, dryRun ? {} : { 'Idempotency-Key': key }),
        }),
      ),
  });
}

/** As the service knows them. */
const columns = [
  '姓名',
  '工号',
  '执业证书编码',
  '职称',
  '科室',
  '病区',
  '抗菌药物分级',
  '执业日期',
  '执业范围',
  '处方权',
  '起始日期',
];
