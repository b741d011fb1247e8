import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { answered, api, type Schema } from '../../api/client.ts';
import { fileBody } from '../../api/file-body.ts';
import { ProblemError } from '../../api/problem.ts';
import { useWrite } from '../../api/queries.ts';
import { settingWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { FileButton } from '../../parts/file-button.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered } from '../../parts/states.tsx';
import { recordingRoles, useHospitalIds, useSchemes } from '../queries.ts';
import { useToday } from '../today.ts';
import { MappingForm } from './mapping-form.tsx';
import { worksheetWords } from './messages.ts';
import { RefusedRows, ReportTable } from './report-table.tsx';
import '../auditor.css';

/** A worksheet in two steps: what it would record, and recording it. */
export function WorksheetPage() {
  const say = useWords(worksheetWords);
  const [hospitalId = ''] = useHospitalIds(recordingRoles);
  const mappings = useQuery({
    queryKey: ['mappings', hospitalId],
    queryFn: () => answered(api.GET('/v1/mappings', { params: { query: { hospital: hospitalId } } })),
    enabled: hospitalId !== '',
  });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Answered query={mappings}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Alert type="info" showIcon className="problem" title={say('mappingNone')} />
            ) : (
              <Upload hospitalId={hospitalId} mappings={items} />
            )}
            <MappingForm hospitalId={hospitalId} open={items.length === 0} />
          </>
        )}
      </Answered>
    </Page>
  );
}

interface Chosen {
  readonly mapping: string;
  readonly scheme: string;
  readonly setting: 'outpatient' | 'emergency' | 'inpatient';
}

function Upload({ hospitalId, mappings }: { readonly hospitalId: string; readonly mappings: Schema<'Mapping'>[] }) {
  const say = useWords(worksheetWords);
  const setting = useCodeWords(settingWords);
  const confirm = useConfirm();
  const [form] = Form.useForm<Chosen>();
  const [file, setFile] = useState<File>();
  const schemes = useSchemes(hospitalId, useToday());
  const send = useWorksheet(hospitalId);
  const { data: report, error } = send;
  const run = async (dryRun: boolean) => {
    const chosen = await form.validateFields().catch(() => undefined);
    if (chosen === undefined || file === undefined) return;
    const n = report?.recorded.length ?? 0;
    const question = { title: say('recordTitle', { n }), text: say('recordText'), act: say('record', { n }) };
    if (dryRun || (await confirm(question)))
      send.mutate({ ...chosen, scheme: chosen.scheme ?? schemes[0]?.value, file, dryRun });
  };
  const rows = error instanceof ProblemError ? error.problem.errors : undefined;
  const needed = [{ required: true, message: say('needed') }];
  return (
    <section className="block wide" aria-label={say('file')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className="fields"
        initialValues={{ mapping: mappings[0]?.mappingId, scheme: schemes[0]?.value, setting: 'outpatient' }}
        onValuesChange={() => send.reset()}
      >
        <Form.Item className="third" name="mapping" label={say('mapping')} rules={needed}>
          <Select options={mappings.map(({ mappingId, name }) => ({ value: mappingId, label: name }))} />
        </Form.Item>
        <Form.Item className="third" name="scheme" label={say('scheme')} rules={needed}>
          <Select options={schemes} />
        </Form.Item>
        <Form.Item className="third" name="setting" label={say('setting')}>
          <Select options={Object.keys(settingWords).map((value) => ({ value, label: setting(value) }))} />
        </Form.Item>
        <Form.Item className="whole" label={say('file')} htmlFor="worksheet">
          <FileButton
            id="worksheet"
            accept=".csv,.xlsx"
            name={file?.name}
            onChoose={(next) => {
              send.reset();
              setFile(next);
            }}
          />
        </Form.Item>
        <div className="whole buttons">
          <Button type="primary" disabled={file === undefined} loading={send.isPending} onClick={() => void run(true)}>
            {say('dryRun')}
          </Button>
          {report?.outcome === 'dry-run' && report.recorded.length > 0 && (
            <Button danger loading={send.isPending} onClick={() => void run(false)}>
              {say('record', { n: report.recorded.length })}
            </Button>
          )}
        </div>
      </Form>
      {rows === undefined || rows.length === 0 ? (
        <ProblemAlert error={error} />
      ) : (
        <RefusedRows error={error} rows={rows} />
      )}
      {report !== undefined && <ReportTable report={report} />}
    </section>
  );
}

interface Sent extends Chosen {
  readonly file: File;
  readonly dryRun: boolean;
}

function useWorksheet(hospitalId: string) {
  return useWrite({
    write: ({ file, mapping, scheme, setting, dryRun }: Sent, key) =>
      answered(
        api.POST('/v1/worksheets', {
          params: {
            query: { hospital: hospitalId, mapping, scheme, setting, ...(dryRun ? { dryRun: 'true' as const } : {}) },
          },
          ...fileBody(file, dryRun ? {} : { 'Idempotency-Key': key }),
        }),
      ),
  });
}
