import { Button, Form, Input, Modal, Typography } from 'antd';
import { useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { adminWords } from '../messages.ts';

export interface Given {
  readonly reason: string;
  readonly password?: string;
}

/** Asks before a step that cannot be taken back, and for the reason that is written with it; where need be a password. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly danger?: boolean;
  readonly withPassword?: boolean;
  /** What is written beside the step where it needs no reason. */
  readonly reasonLabel?: string;
  readonly optional?: boolean;
  readonly waiting: boolean;
  readonly error: unknown;
  readonly onSend: (given: Given) => void;
  readonly onCancel: () => void;
}) {
  const { title, text, act, danger = false, waiting, error, onSend, onCancel } = props;
  const say = useWords(adminWords);
  const needed = { required: true, whitespace: true, message: say('needed') };
  return (
    <Modal open title={title} footer={null} onCancel={onCancel} destroyOnHidden>
      <Typography.Paragraph>{text}</Typography.Paragraph>
      <Form
        name="reason"
        layout="vertical"
        onFinish={({ reason = '', ...rest }: Partial<Given>) => onSend({ reason, ...rest })}
      >
        <ProblemAlert error={error} />
        {props.withPassword ? (
          <Form.Item name="password" label={say('firstPassword')} rules={[needed]} extra={say('firstPasswordText')}>
            <Input.Password maxLength={128} autoComplete="new-password" />
          </Form.Item>
        ) : null}
        <Form.Item name="reason" label={props.reasonLabel ?? say('reason')} rules={props.optional ? [] : [needed]}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <div className="buttons">
          <Button type="primary" htmlType="submit" danger={danger} loading={waiting}>
            {act}
          </Button>
          <Button onClick={onCancel}>{say('cancel')}</Button>
        </div>
      </Form>
    </Modal>
  );
}
