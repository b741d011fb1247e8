import { Alert, Button, Form, Input, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { useWords } from '../language/words.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { type Confirmed, confirmFactor, enrolFactor } from './doors.ts';
import { sessionWords } from './messages.ts';
import { enter } from './session.ts';
import { useDoor } from './use-door.ts';

/** Setting up a second factor: a secret for an authenticator, a code of it, and the recovery codes to keep. */
export function EnrolPanel({ onDone }: { readonly onDone?: () => void }) {
  const say = useWords(sessionWords);
  const [secret, setSecret] = useState<{ readonly secret: string; readonly uri: string }>();
  const [confirmed, setConfirmed] = useState<Confirmed>();
  const start = useDoor(async (_command: undefined) => setSecret(await enrolFactor()));
  const confirm = useDoor(async ({ code }: { readonly code: string }) => setConfirmed(await confirmFactor(code)));
  if (confirmed !== undefined) {
    return (
      <>
        <Alert type="warning" showIcon title={say('recoveryTitle')} description={say('recoveryText')} />
        <pre className="codes">{confirmed.recoveryCodes.join('\n')}</pre>
        <Button block onClick={() => window.print()}>
          {say('printCodes')}
        </Button>
        <Button
          type="primary"
          block
          className="below"
          onClick={() => {
            enter(confirmed.token);
            onDone?.();
          }}
        >
          {say('recoverySaved')}
        </Button>
      </>
    );
  }
  if (secret === undefined) {
    return (
      <>
        <Typography.Paragraph>{say('enrolText')}</Typography.Paragraph>
        <ProblemAlert error={start.error} />
        <Button type="primary" block loading={start.waiting} onClick={() => start.go(undefined)}>
          {say('enrolStart')}
        </Button>
      </>
    );
  }
  return (
    <Form name="enrol" layout="vertical" requiredMark={false} onFinish={confirm.go}>
      <Typography.Paragraph>{say('enrolText')}</Typography.Paragraph>
      <QRCode className="centred" value={secret.uri} type="svg" />
      <Typography.Paragraph type="secondary">
        {say('secret')} <Typography.Text code>{secret.secret}</Typography.Text>
      </Typography.Paragraph>
      <ProblemAlert error={confirm.error} />
      <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('codeNeeded') }]}>
        <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={confirm.waiting}>
        {say('confirm')}
      </Button>
    </Form>
  );
}
