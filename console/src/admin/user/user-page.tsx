import { Tag } from 'antd';
import { useParams } from 'react-router';
import type { Schema } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useRoles } from '../../session/me.ts';
import { adminWords } from '../messages.ts';
import { useAccount, useHospitals } from '../queries.ts';
import { AccountSessions } from './account-sessions.tsx';
import { AccountSteps } from './account-steps.tsx';
import { PersonGrants } from './person-grants.tsx';
import '../admin.css';

/** One account: whose it is, what its person may do, where it is open, and what can be done with it. */
export function UserPage() {
  const say = useWords(adminWords);
  const { accountId = '' } = useParams();
  const account = useAccount(accountId);
  return (
    <Watermark>
      <Page title={say('userTitle')}>
        <Answered query={account}>
          {(data) => (
            <>
              <Facts account={data} />
              <PersonGrants personId={data.personId} />
              {data.closed ? null : <AccountSessions accountId={accountId} />}
              {data.closed ? null : <AccountSteps accountId={accountId} />}
            </>
          )}
        </Answered>
      </Page>
    </Watermark>
  );
}

function Facts({ account }: { readonly account: Schema<'Account'> }) {
  const say = useWords(adminWords);
  const hospitals = useHospitals();
  const isSecurity = useRoles().has('security-administrator');
  const { name, login, hospitalId, closed, personId } = account;
  const hospital = hospitals.data?.items.find((each) => each.hospitalId === hospitalId)?.name;
  return (
    <section className="block" aria-label={name}>
      <h2>
        {name} {closed ? <Tag color="red">{say('closed')}</Tag> : <Tag color="green">{say('open')}</Tag>}
      </h2>
      <dl className="facts">
        <div>
          <dt>{say('loginName')}</dt>
          <dd>{login}</dd>
        </div>
        <div>
          <dt>{say('accountAt')}</dt>
          <dd>{hospitalId === null ? say('noHospital') : (hospital ?? hospitalId)}</dd>
        </div>
        {isSecurity && (
          <div>
            <dt>{say('personId')}</dt>
            <dd>{personId}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
