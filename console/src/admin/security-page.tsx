import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schema } from '../api/client.ts';
import { useWords, type Words } from '../language/words.ts';
import { Page } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { adminWords } from './messages.ts';
import './admin.css';

/** What is asked of whoever logs in, and who holds the three offices that nobody holds two of. */
export function SecurityPage() {
  const say = useWords(adminWords);
  const settings = useQuery({
    queryKey: ['security-settings'],
    queryFn: () => answered(api.GET('/v1/security-settings')),
  });
  return (
    <Page title={say('securityTitle')} lead={say('securityLead')}>
      <Answered query={settings}>
        {({
          secondFactor,
          stepUpMin,
          sessionIdleMin,
          sessionsPerAccount,
          password,
          issuer,
          webhookTargets,
          syslogLost,
        }) => (
          <>
            <Facts
              title={say('logins')}
              rows={[
                [say('secondFactor'), say(factorOf[secondFactor]), 'RX12_SECOND_FACTOR'],
                [say('stepUp'), say('minutes', { count: stepUpMin }), 'RX12_STEP_UP_MIN'],
                [say('idle'), say('minutes', { count: sessionIdleMin }), 'RX12_SESSION_IDLE_MIN'],
                [say('perAccount'), String(sessionsPerAccount), 'RX12_SESSIONS_PER_ACCOUNT'],
                [say('issuer'), issuer ?? say('none'), 'RX12_OIDC_ISSUER'],
              ]}
            />
            <Facts
              title={say('passwords')}
              rows={[
                [say('minLength'), say('letters', { count: password.minLength }), 'RX12_PASSWORD_MIN_LENGTH'],
                [say('minLengthAlone'), say('letters', { count: password.minLengthAlone }), ''],
                [
                  say('classes'),
                  password.classes === 0 ? say('anyClasses') : String(password.classes),
                  'RX12_PASSWORD_CLASSES',
                ],
                [say('history'), String(password.history), 'RX12_PASSWORD_HISTORY'],
                [
                  say('maxAge'),
                  password.maxAgeDays === null ? say('noAge') : say('days', { count: password.maxAgeDays }),
                  'RX12_PASSWORD_MAX_AGE_DAYS',
                ],
              ]}
            />
            <Facts
              title={say('outside')}
              rows={[
                [say('webhooks'), webhookTargets.join(' ') || say('none'), 'RX12_WEBHOOK_TARGETS'],
                [say('syslogLost'), String(syslogLost), 'RX12_SYSLOG'],
              ]}
            />
          </>
        )}
      </Answered>
      <section className="block" aria-label={say('separation')}>
        <h2>{say('separation')}</h2>
        <p className="soft">{say('separationText')}</p>
        <ul className="sentences">
          <li>{say('separationSystem')}</li>
          <li>{say('separationSecurity')}</li>
          <li>{say('separationAudit')}</li>
        </ul>
      </section>
    </Page>
  );
}

function Facts({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [string, string, string])[];
}) {
  return (
    <section className="block" aria-label={title}>
      <h2>{title}</h2>
      <dl className="facts wide-facts">
        {rows.map(([name, value, setting]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value} <span className="soft setting">{setting}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const factorOf = { off: 'factorOff', privileged: 'factorPrivileged', all: 'factorAll' } as const satisfies Record<
  Schema<'SecuritySettings'>['secondFactor'],
  keyof typeof adminWords & keyof Words
>;
