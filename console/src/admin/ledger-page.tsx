import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { answered, api } from '../api/client.ts';
import { useForm } from '../language/form.ts';
import { useWords } from '../language/words.ts';
import { Page } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { adminWords } from './messages.ts';
import './admin.css';

/** Whether the ledger grows, is signed and was verified; nothing of what it holds. */
export function LedgerPage() {
  const say = useWords(adminWords);
  const form = useForm();
  const ledger = useQuery({
    queryKey: ['ledger'],
    queryFn: () => answered(api.GET('/v1/ledger')),
    refetchInterval: lookEveryMs,
  });
  return (
    <Page title={say('ledgerTitle')} lead={say('ledgerLead')}>
      <Answered query={ledger}>
        {({ origin, entries, newestAt, checkpoint, readOnly, verification }) => (
          <>
            {readOnly === null ? null : (
              <Alert
                className="problem column"
                type="error"
                showIcon
                title={say('readOnly')}
                description={say('readOnlyText', { code: readOnly })}
              />
            )}
            <div className="gauges">
              <Gauge title={say('entries')} value={form.number(entries)}>
                {newestAt === null ? '' : say('newest', { time: form.time(newestAt) })}
              </Gauge>
              <Gauge
                title={say('checkpoint')}
                value={checkpoint === null ? say('none') : form.number(checkpoint.entries)}
              >
                {checkpoint === null ? '' : say('signedAt', { time: form.time(checkpoint.at) })}
                {checkpoint !== null && checkpoint.entries < entries
                  ? ` · ${say('unsigned', { count: entries - checkpoint.entries })}`
                  : ''}
              </Gauge>
              <Gauge
                title={say('verification')}
                value={
                  verification === null
                    ? say('never')
                    : say(verification.findings === 0 ? 'allWell' : 'findings', { count: verification.findings })
                }
                tone={verification === null ? undefined : verification.findings === 0 ? 'well' : 'late'}
              >
                {verification === null
                  ? say('verifyHow')
                  : say('verifiedAt', { time: form.time(verification.at), count: form.number(verification.entries) })}
              </Gauge>
            </div>
            <p className="soft">{say('origin', { origin })}</p>
            {verification !== null && verification.findings > 0 ? (
              <Alert
                className="column"
                type="error"
                showIcon
                title={say('findingsTitle')}
                description={say('findingsText')}
              />
            ) : null}
          </>
        )}
      </Answered>
    </Page>
  );
}

function Gauge(props: {
  readonly title: string;
  readonly value: string;
  readonly tone?: 'well' | 'late' | undefined;
  readonly children: ReactNode;
}) {
  return (
    <section className="gauge" aria-label={props.title}>
      <h2>{props.title}</h2>
      <strong className={props.tone}>{props.value}</strong>
      <span className="soft">{props.children}</span>
    </section>
  );
}

const lookEveryMs = 30_000;
