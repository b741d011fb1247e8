import { Alert, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../api/client.ts';
import { useWrite } from '../api/queries.ts';
import { useWords } from '../language/words.ts';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { HospitalSelect } from './hospital-select.tsx';
import { adminWords } from './messages.ts';
import './admin.css';

interface Wanted {
  readonly personKind: 'human' | 'machine';
  readonly name: string;
  readonly identityNo?: string;
  readonly login: string;
  readonly password: string;
  readonly hospitalId?: string;
}

/** Registers a person or a machine and opens its account. Roles are granted afterwards, on the account's page. */
export function NewAccountPage() {
  const say = useWords(adminWords);
  const [form] = Form.useForm<Wanted>();
  const [opened, setOpened] = useState<string>();
  const open = useWrite({
    write: (
      { identityNo = '', hospitalId = null, ...given }: Omit<Wanted, 'hospitalId'> & { hospitalId?: string | null },
      key,
    ) => {
      const body = { ...given, hospitalId, identityNo: identityNo.trim() === '' ? null : identityNo.trim() };
      return answered(api.POST('/v1/accounts', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    onDone: ({ id }) => {
      setOpened(id);
      form.resetFields();
    },
  });
  const needed = { required: true, whitespace: true, message: say('needed') };
  return (
    <Page title={say('newAccountTitle')} lead={say('newAccountLead')}>
      {opened === undefined ? null : (
        <Alert
          className="problem column"
          type="success"
          showIcon
          title={say('opened')}
          action={<Link to={`/admin/users/${opened}`}>{say('grantRoles')}</Link>}
        />
      )}
      <section className="block" aria-label={say('newAccountTitle')}>
        <Form
          form={form}
          layout="vertical"
          className="narrow"
          initialValues={{ personKind: 'human' }}
          onFinish={(given) => open.mutate(given)}
        >
          <ProblemAlert error={open.error} />
          <Form.Item name="personKind" label={say('personKind')}>
            <Radio.Group
              options={[
                { value: 'human', label: say('human') },
                { value: 'machine', label: say('machine') },
              ]}
            />
          </Form.Item>
          <Form.Item name="name" label={say('name')} rules={[needed]}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name="identityNo" label={say('identityNo')} extra={say('identityText')}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="hospitalId" label={say('accountAt')} extra={say('accountAtText')}>
            <HospitalSelect />
          </Form.Item>
          <Form.Item name="login" label={say('loginName')} rules={[needed]} extra={say('loginText')}>
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
          <Form.Item name="password" label={say('firstPassword')} rules={[needed]} extra={say('firstPasswordText')}>
            <Input.Password maxLength={128} autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={open.isPending}>
            {say('openAccount')}
          </Button>
        </Form>
      </section>
    </Page>
  );
}
