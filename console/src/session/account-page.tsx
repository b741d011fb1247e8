import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Tag } from 'antd';
import { useState } from 'react';
import { answered, api } from '../api/client.ts';
import { useWrite } from '../api/queries.ts';
import { useForm } from '../language/form.ts';
import { useCodeWords, useWords } from '../language/words.ts';
import { useConfirm } from '../parts/confirm.tsx';
import { useLater } from '../parts/later.ts';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Answered } from '../parts/states.tsx';
import { changePassword } from './doors.ts';
import { NewPasswordFields } from './login-panel.tsx';
import { accountWords, checkedByWords, sessionWords } from './messages.ts';
import { leave } from './session.ts';
import { useDoor } from './use-door.ts';

/** The own account: where it is open, its password, its second factor. */
export function AccountPage() {
  const say = useWords(accountWords);
  return (
    <Page title={say('title')}>
      <Sessions />
      <Factor />
      <Password />
    </Page>
  );
}

function Sessions() {
  const say = useWords(accountWords);
  const checkedBy = useCodeWords(checkedByWords);
  const form = useForm();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => answered(api.GET('/v1/me/sessions')) });
  const end = useWrite({
    write: (sessionId: string) =>
      answered(api.DELETE('/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } })),
  });
  return (
    <section className="block" aria-label={say('sessions')}>
      <h2>{say('sessions')}</h2>
      <ProblemAlert error={end.error} />
      <Answered query={sessions}>
        {({ items }) => (
          <ul className="rows">
            {items.map((each) => (
              <li key={each.sessionId}>
                <div>
                  {say('since', { time: form.time(each.startedAt) })} {each.current && <Tag>{say('thisOne')}</Tag>}
                  <div className="soft">
                    {say('lastUsed', { time: form.time(each.lastUsedAt) })} · {checkedBy(each.checkedBy)}
                  </div>
                </div>
                {!each.current && <Button onClick={() => end.mutate(each.sessionId)}>{say('endSession')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}

function Factor() {
  const say = useWords(accountWords);
  const confirm = useConfirm();
  const [codes, setCodes] = useState<readonly string[]>();
  const [enrolling, setEnrolling] = useState(false);
  const panel = useLater('enrol', () => import('./enrol-panel.tsx'), enrolling);
  const factor = useQuery({ queryKey: ['factor'], queryFn: () => answered(api.GET('/v1/auth/factor')) });
  const renewCodes = useWrite({
    write: (_command: undefined) => answered(api.POST('/v1/auth/factor/recovery-codes')),
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  const enrolled = () => {
    setEnrolling(false);
    void factor.refetch();
  };
  const renewing = async () => {
    const question = { title: say('renewTitle'), text: say('renewText'), act: say('renewCodes') };
    if (await confirm(question)) renewCodes.mutate(undefined);
  };
  return (
    <section className="block" aria-label={say('factor')}>
      <h2>{say('factor')}</h2>
      <ProblemAlert error={renewCodes.error} />
      <Answered query={factor}>
        {({ enrolled: hasOne, recoveryCodesLeft }) => {
          if (enrolling)
            return <Answered query={panel}>{({ EnrolPanel }) => <EnrolPanel onDone={enrolled} />}</Answered>;
          if (!hasOne) {
            return (
              <>
                <p className="soft">{say('noFactor')}</p>
                <Button onClick={() => setEnrolling(true)}>{say('setUpFactor')}</Button>
              </>
            );
          }
          return (
            <>
              <p className="soft">{say('hasFactor', { count: recoveryCodesLeft })}</p>
              <Button onClick={() => void renewing()}>{say('renewCodes')}</Button>
              {codes === undefined ? null : <pre className="codes">{codes.join('\n')}</pre>}
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Password() {
  const say = useWords(sessionWords);
  const account = useWords(accountWords);
  const [changed, setChanged] = useState(false);
  const door = useDoor(async (given: { readonly currentPassword: string; readonly newPassword: string }) => {
    await changePassword({ currentPassword: given.currentPassword, newPassword: given.newPassword });
    setChanged(true);
  });
  return (
    <section className="block" aria-label={say('changePassword')}>
      <h2>{say('changePassword')}</h2>
      {changed ? (
        <Alert
          type="success"
          showIcon
          title={say('changed')}
          action={
            <Button size="small" onClick={leave}>
              {say('enter')}
            </Button>
          }
        />
      ) : (
        <Form layout="vertical" requiredMark={false} className="narrow" onFinish={door.go}>
          <p className="soft">{account('passwordEnds')}</p>
          <ProblemAlert error={door.error} />
          <NewPasswordFields />
          <Button htmlType="submit" loading={door.waiting}>
            {say('changePassword')}
          </Button>
        </Form>
      )}
    </section>
  );
}
