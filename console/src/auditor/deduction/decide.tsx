import { Alert, App, Button, Form, Input, Select } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { Consequence } from '../finding/consequence.tsx';
import { type Deduction, decidingRoles, usePreview } from '../queries.ts';
import { deductionWords } from './messages.ts';

interface Shown {
  readonly deduction: Deduction;
  readonly version: string | null;
}

/** The decision beside the evidence. Where the service would refuse this person, its reason stands here instead. */
export function Decide({ deduction, version }: Shown) {
  const say = useWords(deductionWords);
  const roles = useRoles();
  const isOpen = deduction.decided === null && deduction.status.state !== 'lapsed';
  const decides = decidingRoles.some((role) => roles.has(role));
  const preview = usePreview(deduction.deductionId, isOpen && decides);
  if (!isOpen) return null;
  return (
    <>
      {decides && (
        <section className="block" aria-label={say('decide')}>
          <h2>{say('preview')}</h2>
          <Answered query={preview}>
            {(would) => (
              <>
                <Consequence would={would} />
                {would.refusedBecause !== null && (
                  <Alert
                    className="below"
                    type="warning"
                    showIcon
                    title={say('cannot')}
                    description={would.refusedBecause.text}
                  />
                )}
              </>
            )}
          </Answered>
          <DecideForm deduction={deduction} version={version} />
        </section>
      )}
      {deduction.can.includes('withdraw') && <Withdraw deduction={deduction} version={version} />}
    </>
  );
}

interface Typed {
  readonly note?: string;
  readonly reason?: string;
  readonly exculpation?: string;
}

/** A dismissal needs its reason, a confirmation may have a note: two fields, each over its button. */
function DecideForm({ deduction, version }: Shown) {
  const { deductionId, can, items } = deduction;
  const say = useWords(deductionWords);
  const { language } = useLanguage();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [draft, keep, forget] = useDraft<Typed>(`decide/${deductionId}`, {});
  const step = useDecision(deductionId, version, () => {
    forget();
    void message.success(say('done'));
  });
  const doConfirm = async () => {
    const question = { title: say('confirmTitle'), text: say('confirmText'), act: say('confirm'), danger: true };
    if (await confirm(question)) step.mutate({ kind: 'confirm', note: form.getFieldValue('note') ?? '' });
  };
  const doDismiss = async ({ reason = '', exculpation = null }: { reason?: string; exculpation?: string | null }) => {
    const question = { title: say('dismissTitle'), text: say('dismissText'), act: say('dismiss') };
    if (await confirm(question)) step.mutate({ kind: 'dismiss', reason, exculpation });
  };
  const exculpations = items.flatMap((item) => item.exculpations);
  if (!can.includes('confirm') && !can.includes('dismiss')) return null;
  return (
    <Form
      form={form}
      layout="vertical"
      className="below"
      requiredMark={false}
      initialValues={draft}
      onValuesChange={(_part, all) => keep(all)}
      onFinish={(values) => void doDismiss(values)}
    >
      <ProblemAlert error={step.error} />
      {can.includes('confirm') && (
        <>
          <Form.Item name="note" label={say('note')}>
            <Input.TextArea rows={2} maxLength={maxText} />
          </Form.Item>
          <Button type="primary" danger block loading={step.isPending} onClick={() => void doConfirm()}>
            {say('confirm')}
          </Button>
        </>
      )}
      {can.includes('dismiss') && (
        <div className="below">
          <Form.Item
            name="reason"
            label={say('reason')}
            rules={[{ required: true, whitespace: true, message: say('reasonNeeded') }]}
          >
            <Input.TextArea rows={2} maxLength={maxText} />
          </Form.Item>
          {exculpations.length > 0 && (
            <Form.Item name="exculpation" label={say('exculpation')}>
              <Select
                allowClear
                placeholder={say('none')}
                options={exculpations.map((each) => ({ value: each.id, label: each[language] }))}
              />
            </Form.Item>
          )}
          <Button block htmlType="submit" loading={step.isPending}>
            {say('dismiss')}
          </Button>
        </div>
      )}
    </Form>
  );
}

type Decision =
  | { readonly kind: 'confirm'; readonly note: string }
  | { readonly kind: 'dismiss'; readonly reason: string; readonly exculpation: string | null };

function useDecision(deductionId: string, version: string | null, onDone: () => void) {
  return useWrite({
    onDone,
    write: (decision: Decision, key) => {
      const header = { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) };
      const params = { path: { deductionId }, header };
      switch (decision.kind) {
        case 'confirm': {
          const { note } = decision;
          return answered(api.POST('/v1/deductions/{deductionId}/confirmation', { params, body: { note } }));
        }
        case 'dismiss': {
          const { reason, exculpation } = decision;
          return answered(
            api.POST('/v1/deductions/{deductionId}/dismissal', { params, body: { reason, exculpation } }),
          );
        }
      }
    },
  });
}

function Withdraw({ deduction: { deductionId }, version }: Shown) {
  const say = useWords(deductionWords);
  const confirm = useConfirm();
  const { message } = App.useApp();
  const write = useWrite({
    onDone: () => void message.success(say('done')),
    write: (reason: string, key) => {
      const header = { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) };
      const params = { path: { deductionId }, header };
      return answered(api.POST('/v1/deductions/{deductionId}/withdrawal', { params, body: { reason } }));
    },
  });
  const send = async ({ reason }: { reason: string }) => {
    const question = { title: say('withdrawTitle'), text: say('withdrawText'), act: say('withdraw'), danger: true };
    if (await confirm(question)) write.mutate(reason);
  };
  return (
    <section className="block" aria-label={say('withdraw')}>
      <h2>{say('withdraw')}</h2>
      <ProblemAlert error={write.error} />
      <Form layout="vertical" requiredMark={false} onFinish={(values) => void send(values)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('reasonNeeded') }]}
        >
          <Input maxLength={maxText} />
        </Form.Item>
        <Button htmlType="submit" loading={write.isPending}>
          {say('withdraw')}
        </Button>
      </Form>
    </section>
  );
}

const maxText = 2_000;
