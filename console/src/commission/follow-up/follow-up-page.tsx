import { Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useRoles } from '../../session/me.ts';
import { type FollowUp, useHospitals, useWards } from '../queries.ts';
import { addressOf } from '../question.ts';
import { useFollowUp } from './follow-up-queries.ts';
import { basisWords, followUpStateWords, followUpWords } from './messages.ts';
import { useSignalText } from './signal-text.ts';
import { StepForms } from './step-forms.tsx';
import '../commission.css';

/** One signal that was taken up: what was seen then, what has been done, and what may follow. */
export function FollowUpPage() {
  const { followUpId = '' } = useParams();
  const say = useWords(followUpWords);
  const followUp = useFollowUp(followUpId);
  const maySend = useRoles().has('commission-officer');
  return (
    <Watermark>
      <Page title={say('one')}>
        <Answered query={followUp}>
          {({ data, version }) => (
            <>
              <Seen followUp={data} />
              <Steps followUp={data} />
              {maySend && <StepForms followUp={data} version={version} />}
            </>
          )}
        </Answered>
      </Page>
    </Watermark>
  );
}

function Seen({ followUp }: { readonly followUp: FollowUp }) {
  const say = useWords(followUpWords);
  const stateName = useCodeWords(followUpStateWords);
  const form = useForm();
  const { signal, state, deadline, openedOn } = followUp;
  const text = useSignalText(signal);
  const hospital = useHospitals().data?.items.find(({ hospitalId }) => hospitalId === signal.hospitalId);
  const ward = useWards(signal.wardId === null ? '' : signal.hospitalId).data?.items.find(
    ({ wardId }) => wardId === signal.wardId,
  );
  return (
    <section className="block" aria-label={say('signal')}>
      <h2>
        {hospital?.name} {ward?.name} <Tag color={state === 'closed' ? 'default' : 'blue'}>{stateName(state)}</Tag>
      </h2>
      <div className="big">{text.measure}</div>
      <dl className="facts">
        <div>
          <dt>{say('change')}</dt>
          <dd>{text.change}</dd>
        </div>
        <div>
          <dt>{say('signal')}</dt>
          <dd>
            {text.when} · {text.rule}
          </dd>
        </div>
        {deadline !== null && (
          <div>
            <dt>{say('putRightBy')}</dt>
            <dd>{form.date(deadline)}</dd>
          </div>
        )}
      </dl>
      <p className="chart-note">
        {say('asItWas')} · {say('openedOn', { on: form.date(openedOn) })}
      </p>
      <Link
        className="no-print"
        to={addressOf('/commission/trend', {
          measure: signal.measure,
          hospital: signal.hospitalId,
          ...(signal.wardId === null ? {} : { ward: signal.wardId }),
        })}
      >
        {say('toSeries')}
      </Link>
    </section>
  );
}

/** What each step holds differs by its kind; all of it is text that somebody wrote. */
function Steps({ followUp }: { readonly followUp: FollowUp }) {
  const say = useWords(followUpWords);
  const stateName = useCodeWords(followUpStateWords);
  const basis = useCodeWords(basisWords);
  const form = useForm();
  const label: Readonly<Record<string, string>> = {
    basis: say('basis'),
    document: say('document'),
    answerBy: say('answerBy'),
    heldOn: say('heldOn'),
    attendees: say('attendees'),
    problems: say('problems'),
    deadline: say('putRightBy'),
    checkedOn: say('checkedOn'),
    outcome: say('outcome'),
    findings: say('findings'),
    note: say('note'),
    text: say('text'),
    reason: say('reason'),
  };
  const shown = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.join('\n');
    if (name === 'basis') return basis(String(value));
    if (value === 'put-right' || value === 'not-put-right') return say(value);
    return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? form.date(String(value)) : String(value);
  };
  return (
    <section className="block" aria-label={say('steps')}>
      <h2>{say('steps')}</h2>
      <ol className="plain">
        {followUp.steps.map((step, at) => (
          // Steps are only ever added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li className="item" key={at}>
            <div className="item-head">
              <strong>{stateName(step.kind)}</strong>
              <span className="soft">{form.date(step.on)}</span>
            </div>
            <dl className="facts">
              {Object.entries(step)
                .filter(([name, value]) => name in label && value !== null && value !== '')
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{label[name]}</dt>
                    <dd className="as-written">{shown(name, value)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}
