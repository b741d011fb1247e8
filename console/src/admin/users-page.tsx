import { Button, Input, Select, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import { answered, api, type Schema } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useWrite } from '../api/queries.ts';
import { useFilter } from '../charts/filter.ts';
import { useForm } from '../language/form.ts';
import { useLanguage } from '../language/language.tsx';
import { categoryWords } from '../language/vocabulary.ts';
import { said, useCodeWords, useWords } from '../language/words.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Answered } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { roleWords } from '../shell/messages.ts';
import { HospitalSelect } from './hospital-select.tsx';
import { adminWords } from './messages.ts';
import './admin.css';

type StaffGrant = Schema<'StaffGrant'>;
type Role = StaffGrant['role'] & keyof typeof roleWords;

/** Who holds which role, and the way to an account. */
export function UsersPage() {
  const say = useWords(adminWords);
  const navigate = useNavigate();
  return (
    <Watermark>
      <Page
        title={say('usersTitle')}
        lead={say('usersLead')}
        actions={
          <Button type="primary" onClick={() => void navigate('/admin/users/new')}>
            {say('newAccount')}
          </Button>
        }
      >
        <ByLogin />
        <Staff />
      </Page>
    </Watermark>
  );
}

function ByLogin() {
  const say = useWords(adminWords);
  const navigate = useNavigate();
  const find = useWrite({
    write: (login: string) => answered(api.GET('/v1/accounts', { params: { query: { login } } })),
    onDone: ({ accountId }) => void navigate(`/admin/users/${accountId}`),
  });
  return (
    <section className="block" aria-label={say('byLogin')}>
      <h2>{say('byLogin')}</h2>
      <ProblemAlert error={find.error} />
      <Input.Search
        className="narrow"
        aria-label={say('loginName')}
        placeholder={say('loginName')}
        enterButton={say('find')}
        loading={find.isPending}
        maxLength={64}
        onSearch={(login) => {
          if (login.trim() !== '') find.mutate(login.trim());
        }}
      />
    </section>
  );
}

function Staff() {
  const say = useWords(adminWords);
  const { language } = useLanguage();
  const [role, setRole] = useFilter('role', '');
  const [hospital, setHospital] = useFilter('hospital', '');
  const { query, ...rest } = usePages(['staff', role, hospital], (page) => {
    const asked = {
      ...(role === '' ? {} : { role: role as Role }),
      ...(hospital === '' ? {} : { hospital }),
      ...page,
    };
    return answered(api.GET('/v1/access-grants', { params: { query: asked } }));
  });
  return (
    <section className="block" aria-label={say('whoHolds')}>
      <h2>{say('whoHolds')}</h2>
      <div className="choosers no-print">
        <Select
          className="chooser"
          aria-label={say('role')}
          placeholder={say('everyRole')}
          value={role === '' ? undefined : role}
          onChange={(next?: string) => setRole(next ?? '')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={Object.entries(roleWords)
            .filter(([key]) => key !== 'doctor')
            .map(([value, words]) => ({ value, label: said(words, language) }))}
        />
        <HospitalSelect
          label={say('hospital')}
          placeholder={say('everyHospital')}
          {...(hospital === '' ? {} : { value: hospital })}
          onChange={(next) => setHospital(next ?? '')}
        />
      </div>
      <Answered query={query} empty={{ when: (items) => items.length === 0, says: say('nobodyHolds') }}>
        {(items) => (
          <>
            <ul className="rows">
              {items.map((each) => (
                <GrantRow key={each.grantId} grant={each} />
              ))}
            </ul>
            <MoreButton {...rest} />
          </>
        )}
      </Answered>
    </section>
  );
}

function GrantRow({ grant }: { readonly grant: StaffGrant }) {
  const say = useWords(adminWords);
  const roleName = useCodeWords(roleWords);
  const category = useCodeWords(categoryWords);
  const form = useForm();
  const { name, institution, logins, from, until } = grant;
  return (
    <li>
      <div>
        <strong>{name}</strong> <Tag>{roleName(grant.role)}</Tag>
        {grant.category === null ? null : <Tag>{category(grant.category)}</Tag>}
        <div className="soft">
          {institution ?? say('wholeCity')} · {say('since', { on: form.date(from) })}
          {until === null ? '' : ` · ${say('until', { on: form.date(until) })}`}
        </div>
      </div>
      <div className="row-end">
        {logins.length === 0 ? <span className="soft">{say('noAccount')}</span> : null}
        {logins.map(({ accountId, login }) => (
          <Link key={accountId} to={`/admin/users/${accountId}`}>
            {login}
          </Link>
        ))}
      </div>
    </li>
  );
}
