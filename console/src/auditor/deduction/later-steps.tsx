import { App, Button, Form, Input, Select } from 'antd';
import { answered, api, type Schema } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { deliveryWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import type { Deduction } from '../queries.ts';
import { useToday } from '../today.ts';
import { deductionWords } from './messages.ts';

interface Shown {
  readonly deduction: Deduction;
  readonly version: string | null;
}

/** What is left once it was decided: delivering it on paper, and reversing it by two persons. */
export function LaterSteps({ deduction, version }: Shown) {
  const { can } = deduction;
  return (
    <>
      {can.includes('deliver') && <Deliver deduction={deduction} version={version} />}
      {(['propose-reversal', 'confirm-reversal', 'drop-reversal'] as const).map((kind) =>
        can.includes(kind) ? <Reversal key={kind} kind={kind} deduction={deduction} version={version} /> : null,
      )}
    </>
  );
}

interface Delivered {
  readonly how: 'signed-paper' | 'refused-before-witness';
  readonly receivedOn: string;
  readonly document?: string;
  readonly witnessId?: string;
}

function Deliver({ deduction: { deductionId }, version }: Shown) {
  const say = useWords(deductionWords);
  const how = useCodeWords(deliveryWords);
  const today = useToday();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const [form] = Form.useForm<Delivered>();
  const refused = Form.useWatch('how', form) === 'refused-before-witness';
  const needed = [{ required: true, message: say('reasonNeeded') }];
  const write = useWrite({
    onDone: () => void message.success(say('done')),
    write: (values: Delivered, key) => {
      const { document = '', witnessId = '' } = values;
      return answered(
        api.POST('/v1/deductions/{deductionId}/delivery', {
          params: { path: { deductionId }, header: headerOf(version, key) },
          body: {
            how: values.how,
            receivedOn: values.receivedOn,
            document: document === '' ? null : { ref: document, note: null, sha256: null },
            witnessId: witnessId === '' ? null : witnessId,
          },
        }),
      );
    },
  });
  const send = async (values: Delivered) => {
    const question = { title: say('deliverTitle'), text: say('deliverText'), act: say('deliver') };
    if (await confirm(question)) write.mutate(values);
  };
  return (
    <section className="block" aria-label={say('deliver')}>
      <h2>{say('deliver')}</h2>
      <ProblemAlert error={write.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ how: 'signed-paper', receivedOn: today }}
        onFinish={(values) => void send(values)}
      >
        <Form.Item name="how" label={say('how')}>
          <Select options={ways.map((value) => ({ value, label: how(value) }))} />
        </Form.Item>
        <Form.Item name="receivedOn" label={say('receivedOn')} rules={needed}>
          <Input type="date" max={today} />
        </Form.Item>
        <Form.Item name="document" label={say('document')} rules={refused ? [] : needed}>
          <Input maxLength={maxRef} />
        </Form.Item>
        {refused && (
          <Form.Item name="witnessId" label={say('witness')} rules={needed}>
            <Input maxLength={maxRef} />
          </Form.Item>
        )}
        <Button htmlType="submit" loading={write.isPending}>
          {say('deliver')}
        </Button>
      </Form>
    </section>
  );
}

const ways = ['signed-paper', 'refused-before-witness'] as const;

type ReversalKind = Extract<Schema<'Deduction'>['can'][number], `${string}-reversal`>;

const reversalWords = {
  'propose-reversal': { act: 'reverse', text: 'reverseText' },
  'confirm-reversal': { act: 'confirmReversal', text: 'confirmReversalText' },
  'drop-reversal': { act: 'dropReversal', text: 'dropReversalText' },
} as const satisfies Record<ReversalKind, Record<'act' | 'text', keyof typeof deductionWords>>;

function Reversal({ deduction: { deductionId }, version, kind }: Shown & { readonly kind: ReversalKind }) {
  const say = useWords(deductionWords);
  const confirm = useConfirm();
  const { message } = App.useApp();
  const words = reversalWords[kind];
  const write = useWrite({
    onDone: () => void message.success(say('done')),
    write: (reason: string, key) => {
      const params = { path: { deductionId }, header: headerOf(version, key) };
      switch (kind) {
        case 'propose-reversal':
          return answered(api.POST('/v1/deductions/{deductionId}/reversal', { params, body: { reason } }));
        case 'confirm-reversal':
          return answered(
            api.POST('/v1/deductions/{deductionId}/reversal/confirmation', { params, body: { note: reason } }),
          );
        case 'drop-reversal':
          return answered(api.POST('/v1/deductions/{deductionId}/reversal/refusal', { params, body: { reason } }));
      }
    },
  });
  const send = async ({ reason = '' }: { reason?: string }) => {
    if (await confirm({ title: `${say(words.act)}?`, text: say(words.text), act: say(words.act), danger: true })) {
      write.mutate(reason);
    }
  };
  return (
    <section className="block" aria-label={say(words.act)}>
      <h2>{say(words.act)}</h2>
      <ProblemAlert error={write.error} />
      <Form layout="vertical" requiredMark={false} onFinish={(values) => void send(values)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={
            kind === 'confirm-reversal' ? [] : [{ required: true, whitespace: true, message: say('reasonNeeded') }]
          }
        >
          <Input maxLength={maxText} />
        </Form.Item>
        <Button htmlType="submit" loading={write.isPending}>
          {say(words.act)}
        </Button>
      </Form>
    </section>
  );
}

function headerOf(version: string | null, key: string) {
  return { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) };
}

const maxRef = 200;
const maxText = 2_000;
