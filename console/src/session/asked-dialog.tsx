import { Button, Form, Input, Modal, Typography } from 'antd';
import { useWords } from '../language/words.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { logOut, stepUp } from './doors.ts';
import { LoginPanel } from './login-panel.tsx';
import { sessionWords } from './messages.ts';
import { settle } from './session.ts';
import { useDoor } from './use-door.ts';
import { useSession } from './use-session.ts';

/** Over whatever page is open: a login that ran out, or a check that a weighty step asks for. */
export function AskedDialog() {
  const { asked, session } = useSession();
  const say = useWords(sessionWords);
  if (asked === undefined || session.kind !== 'in') return null;
  if (asked === 'login') {
    return (
      <Modal open title={say('ended')} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
        <Typography.Paragraph>{say('endedText')}</Typography.Paragraph>
        <LoginPanel />
        <Button type="link" block className="below" onClick={() => void logOut()}>
          {say('otherPerson')}
        </Button>
      </Modal>
    );
  }
  return (
    <Modal open title={say('stepUp')} footer={null} onCancel={() => settle(false)} destroyOnHidden>
      <StepUpForm by={asked} />
    </Modal>
  );
}

function StepUpForm({ by }: { readonly by: 'code' | 'password' }) {
  const say = useWords(sessionWords);
  const door = useDoor(stepUp);
  return (
    <Form name="step-up" layout="vertical" requiredMark={false} onFinish={door.go}>
      <Typography.Paragraph>{say(by === 'code' ? 'stepUpCode' : 'stepUpPassword')}</Typography.Paragraph>
      <ProblemAlert error={door.error} />
      {by === 'code' ? (
        <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('codeNeeded') }]}>
          <Input autoComplete="one-time-code" autoFocus maxLength={40} />
        </Form.Item>
      ) : (
        <Form.Item name="password" label={say('password')} rules={[{ required: true, message: say('passwordNeeded') }]}>
          <Input.Password autoComplete="current-password" autoFocus maxLength={1_000} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={door.waiting}>
        {say('confirm')}
      </Button>
    </Form>
  );
}
