import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import type { Schema } from '../api/client.ts';
import { useWords } from '../language/words.ts';
import { useDraft } from '../parts/draft.ts';
import { FileMark } from '../parts/file-mark.tsx';
import { doctorWords } from './messages.ts';

export interface Said {
  readonly text: string;
  readonly attachments: Schema<'Evidence'>[];
}

interface Draft {
  readonly text: string;
  readonly attachments: readonly { readonly ref?: string; readonly sha256?: string }[];
}

/** What a doctor says in the own case, with references to what proves it. It is kept while it is being written. */
export function SayForm(props: {
  readonly kind: 'state' | 'appeal';
  readonly deductionId: string;
  readonly waiting: boolean;
  readonly onSend: (said: Said) => Promise<unknown>;
  readonly onCancel: () => void;
}) {
  const { kind, deductionId, waiting, onSend, onCancel } = props;
  const say = useWords(doctorWords);
  const [form] = Form.useForm<Draft>();
  const [draft, keep, forget] = useDraft<Draft>(`${kind}/${deductionId}`, { text: '', attachments: [] });
  const send = async ({ text, attachments }: Draft) => {
    await onSend({
      text,
      attachments: attachments.map(({ ref = '', sha256 = null }) => ({ ref, note: null, sha256 })),
    }).then(forget, () => {});
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="below"
      initialValues={draft}
      onValuesChange={(_part, all) => keep(all)}
      onFinish={send}
    >
      <Form.Item
        name="text"
        label={say(kind === 'state' ? 'stateLabel' : 'appealLabel')}
        extra={say('neverHeavier')}
        rules={[{ required: true, whitespace: true, message: say('textNeeded') }]}
      >
        <Input.TextArea rows={5} maxLength={maxText} showCount autoFocus />
      </Form.Item>
      <Form.List name="attachments">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div className="attachment" key={key}>
                <Form.Item
                  name={[name, 'ref']}
                  label={say('attachmentRef')}
                  rules={[{ required: true, message: say('refNeeded') }]}
                >
                  <Input maxLength={maxRef} />
                </Form.Item>
                <Form.Item
                  name={[name, 'sha256']}
                  label={say('attachmentFile')}
                  rules={[{ required: true, message: say('fileNeeded') }]}
                >
                  <FileMark />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={say('remove')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            {fields.length < maxAttachments && (
              <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
                {say('addAttachment')}
              </Button>
            )}
          </>
        )}
      </Form.List>
      <div className="buttons below">
        <Button type="primary" htmlType="submit" loading={waiting}>
          {say(kind === 'state' ? 'sendStatement' : 'sendAppeal')}
        </Button>
        <Button onClick={onCancel}>{say('later')}</Button>
      </div>
    </Form>
  );
}

const maxText = 2_000;
const maxRef = 200;
const maxAttachments = 10;
