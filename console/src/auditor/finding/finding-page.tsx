import { Alert, App, Button, Form, type RefSelectProps } from 'antd';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { answered, api, type Schema } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useDraft } from '../../parts/draft.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { recordingRoles, useHospitalIds } from '../queries.ts';
import type { Chosen } from '../search-field.tsx';
import { useToday } from '../today.ts';
import { draftOf, emptyDraft, type FindingDraft, findingOf, nextDraft } from './draft.ts';
import { FindingFields } from './finding-fields.tsx';
import { LivePreview } from './live-preview.tsx';
import { findingWords } from './messages.ts';
import '../auditor.css';

/** A finding of one's own, or what comes of a lead: each has a form of its own. */
export function FindingPage() {
  const { lead } = useNamed();
  return <FindingForm key={lead?.leadId ?? ''} />;
}

/** A finding in half a minute by keyboard, with what it would do beside it. What is typed is kept until it was sent. */
function FindingForm() {
  const say = useWords(findingWords);
  const [hospitalId] = useHospitalIds(recordingRoles);
  const today = useToday();
  const { doctor, lead } = useNamed();
  const [form] = Form.useForm<FindingDraft>();
  const [draft, keep, forget] = useDraft<FindingDraft>(`finding/${lead?.leadId ?? ''}`, {
    ...emptyDraft(hospitalId, today),
    ...(doctor === undefined ? {} : { doctor }),
    ...(lead === undefined ? {} : draftOf(lead)),
  });
  const [done, setDone] = useState<readonly Done[]>([]);
  const first = useRef<RefSelectProps>(null);
  const { message } = App.useApp();
  const write = useWrite({
    write: (body: Schema<'NewFinding'>, key) =>
      answered(api.POST('/v1/deductions', { params: { header: { 'Idempotency-Key': key } }, body })),
  });
  const restart = (next: FindingDraft) => {
    forget();
    // Not resetFields alone, which would bring back what the page began with.
    form.resetFields();
    form.setFieldsValue({ ...cleared, ...next });
    keep(next);
    first.current?.focus();
  };
  // No field of the form: a person cannot change what a finding comes of.
  const withLead = (values: FindingDraft) => (draft.lead === undefined ? values : { ...values, lead: draft.lead });
  const send = async (values: FindingDraft) => {
    const finding = findingOf(values);
    if (finding === undefined) return;
    const written = await write.mutateAsync(finding).catch(() => undefined);
    if (written === undefined) return;
    const what = `${values.doctor?.label ?? ''} · ${finding.items[0]?.code ?? ''} · ${finding.actRef}`;
    setDone((before) => [{ deductionId: written.id, what }, ...before].slice(0, maxDone));
    void message.success(say('done'));
    restart(nextDraft(values));
  };
  return (
    <Page title={say('title')} lead={say('lead')}>
      <div className="two">
        <Form
          form={form}
          className="block"
          layout="vertical"
          requiredMark={false}
          initialValues={draft}
          onValuesChange={(_part, all) => keep(withLead(all))}
          onFinish={(values) => void send(withLead(values))}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
          }}
        >
          {draft.lead !== undefined && (
            <Alert className="problem" type="info" showIcon title={say('fromLead')} description={draft.lead.text} />
          )}
          <FindingFields draft={draft} first={first} />
          <ProblemAlert error={write.error} />
          <div className="buttons">
            <Button type="primary" htmlType="submit" loading={write.isPending}>
              {say('record')}
            </Button>
            <Button onClick={() => restart(emptyDraft(hospitalId, today))}>{say('clear')}</Button>
          </div>
          <p className="soft">{say('tells')}</p>
        </Form>
        <aside>
          <LivePreview finding={findingOf(draft)} />
          {done.length > 0 && (
            <section className="block" aria-label={say('recordedNow')}>
              <h2>{say('recordedNow')}</h2>
              <ul className="plain">
                {done.map(({ deductionId, what }) => (
                  <li key={deductionId}>
                    <Link to={`/review/deductions/${deductionId}`}>{what}</Link>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </aside>
      </div>
    </Page>
  );
}

interface Done {
  readonly deductionId: string;
  readonly what: string;
}

/** Whom or what another page was about when it led here. */
function useNamed(): { readonly doctor?: Chosen; readonly lead?: Schema<'Lead'> } {
  const state = useLocation().state as ReturnType<typeof useNamed> | null;
  return state ?? {};
}

const cleared = {
  doctor: undefined,
  others: undefined,
  actRef: undefined,
  violation: undefined,
  points: undefined,
  pointsReason: undefined,
  drugs: undefined,
  evidenceRef: undefined,
  evidenceHash: undefined,
  remarks: undefined,
};
const maxDone = 20;
