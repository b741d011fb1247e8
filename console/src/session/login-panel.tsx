import { LockOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Typography } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../language/words.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Loading } from '../parts/states.tsx';
import { changePassword, goToIssuer, hasIssuer, logIn, stepUp } from './doors.ts';
import { sessionWords } from './messages.ts';
import { leave } from './session.ts';
import { useDoor } from './use-door.ts';
import { useSession } from './use-session.ts';

const EnrolPanel = lazy(() =>
  import('./enrol-panel.tsx').then(({ EnrolPanel: component }) => ({ default: component })),
);

/** From a name and a password to a whole session: what is asked for next is what the last token is good for. */
export function LoginPanel() {
  const { stage } = useSession();
  switch (stage) {
    case undefined:
      return <PasswordForm />;
    case 'second-factor':
      return <CodeForm />;
    case 'change-password':
      return <NewPasswordForm />;
    case 'enrol-factor':
      return (
        <Suspense fallback={<Loading />}>
          <EnrolPanel />
        </Suspense>
      );
  }
}

function PasswordForm() {
  const say = useWords(sessionWords);
  const door = useDoor(logIn);
  const issuer = useDoor((_command: undefined) => goToIssuer());
  return (
    <Form name="log-in" layout="vertical" requiredMark={false} onFinish={door.go} size="large">
      <ProblemAlert error={door.error ?? issuer.error} />
      <Form.Item name="login" label={say('login')} rules={[{ required: true, message: say('loginNeeded') }]}>
        <Input prefix={<UserOutlined />} autoComplete="username" autoFocus maxLength={100} />
      </Form.Item>
      <Form.Item name="password" label={say('password')} rules={[{ required: true, message: say('passwordNeeded') }]}>
        <Input.Password prefix={<LockOutlined />} autoComplete="current-password" maxLength={1_000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={door.waiting}>
        {say('enter')}
      </Button>
      {hasIssuer && (
        <Button block className="below" loading={issuer.waiting} onClick={() => issuer.go(undefined)}>
          {say('issuer')}
        </Button>
      )}
    </Form>
  );
}

function CodeForm() {
  const say = useWords(sessionWords);
  const door = useDoor(stepUp);
  return (
    <Form name="second-factor" layout="vertical" requiredMark={false} onFinish={door.go} size="large">
      <Typography.Paragraph>{say('codeText')}</Typography.Paragraph>
      <ProblemAlert error={door.error} />
      <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('codeNeeded') }]}>
        <Input prefix={<SafetyOutlined />} autoComplete="one-time-code" autoFocus maxLength={40} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={door.waiting}>
        {say('confirm')}
      </Button>
    </Form>
  );
}

interface NewPassword {
  readonly currentPassword: string;
  readonly newPassword: string;
}

function NewPasswordForm() {
  const say = useWords(sessionWords);
  const [changed, setChanged] = useState(false);
  const door = useDoor(async ({ currentPassword, newPassword }: NewPassword) => {
    await changePassword({ currentPassword, newPassword });
    setChanged(true);
  });
  if (changed) {
    return (
      <>
        <Alert type="success" showIcon title={say('changed')} />
        <Button type="primary" block className="below" onClick={leave}>
          {say('enter')}
        </Button>
      </>
    );
  }
  return (
    <Form name="new-password" layout="vertical" requiredMark={false} onFinish={door.go} size="large">
      <Typography.Paragraph>{say('changeText')}</Typography.Paragraph>
      <ProblemAlert error={door.error} />
      <NewPasswordFields />
      <Button type="primary" htmlType="submit" block loading={door.waiting}>
        {say('changePassword')}
      </Button>
    </Form>
  );
}

export function NewPasswordFields() {
  const say = useWords(sessionWords);
  const needed = { required: true, message: say('passwordNeeded') };
  return (
    <>
      <Form.Item name="currentPassword" label={say('password')} rules={[needed]}>
        <Input.Password autoComplete="current-password" maxLength={1_000} />
      </Form.Item>
      <Form.Item name="newPassword" label={say('newPassword')} rules={[needed]}>
        <Input.Password autoComplete="new-password" maxLength={1_000} />
      </Form.Item>
      <Form.Item
        name="again"
        label={say('newPasswordAgain')}
        dependencies={['newPassword']}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) =>
              value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(say('notEqual'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={1_000} />
      </Form.Item>
    </>
  );
}
