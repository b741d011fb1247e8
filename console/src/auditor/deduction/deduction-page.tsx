import { Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { useForm } from '../../language/form.ts';
import { capacityWords, settingWords, sourceWords, stateColours, stateWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useClock } from '../../parts/clock.ts';
import { Decisions } from '../../parts/deduction/decisions.tsx';
import { FoundItems } from '../../parts/deduction/found-items.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { type Deduction, useDeduction } from '../queries.ts';
import { Decide } from './decide.tsx';
import { LaterSteps } from './later-steps.tsx';
import { deductionWords } from './messages.ts';
import { Papers } from './papers.tsx';
import '../auditor.css';

/** Evidence, the doctor's side and the decision on one page; below it everything that was signed. */
export function DeductionPage() {
  const { deductionId = '' } = useParams();
  const say = useWords(deductionWords);
  const deduction = useDeduction(deductionId);
  return (
    <Watermark>
      <Answered query={deduction}>
        {({ data, version }) => (
          <Page title={say('caseTitle', { name: data.doctorName })} actions={<Papers deduction={data} />}>
            <div className="two">
              <div>
                <Finding deduction={data} />
                <Evidence deduction={data} />
                <Side deduction={data} />
                <Decisions deduction={data} />
              </div>
              <aside className="no-print">
                <Decide key={version} deduction={data} version={version} />
                <LaterSteps deduction={data} version={version} />
              </aside>
            </div>
          </Page>
        )}
      </Answered>
    </Watermark>
  );
}

interface Shown {
  readonly deduction: Deduction;
}

function Finding({ deduction }: Shown) {
  const say = useWords(deductionWords);
  const state = useCodeWords(stateWords);
  const setting = useCodeWords(settingWords);
  const capacity = useCodeWords(capacityWords);
  const source = useCodeWords(sourceWords);
  const form = useForm();
  const facts = [
    [
      say('doctor'),
      <Link key="doctor" to={`/review/doctors/${deduction.doctorId}`}>
        {deduction.doctorName}
      </Link>,
    ],
    [say('capacity'), capacity(deduction.capacity)],
    [say('hospital'), `${deduction.hospitalName} · ${deduction.department}`],
    [say('act'), `${deduction.actRef} · ${form.date(deduction.occurredOn)} · ${setting(deduction.setting)}`],
    [say('drugs'), deduction.drugs.map(({ name }) => name).join('、')],
    [say('source'), source(deduction.source)],
    [say('remarks'), deduction.remarks],
  ] as const;
  return (
    <section className="block" aria-label={say('finding')}>
      <div className="item-line">
        <Tag color={stateColours[deduction.status.state] ?? 'default'}>{state(deduction.status.state)}</Tag>
        <span>
          {say('recordedOn')}: {deduction.recorded.name} · {form.time(deduction.recorded.at)}
        </span>
      </div>
      <FoundItems items={deduction.items} />
      <Facts facts={facts} />
      {deduction.sameFinding.length > 0 && (
        <p className="soft">
          {say('same')}:{' '}
          {deduction.sameFinding.map(({ deductionId, capacity: as }) => (
            <Link key={deductionId} to={`/review/deductions/${deductionId}`}>
              {capacity(as)}{' '}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

function Evidence({ deduction: { evidence } }: Shown) {
  const say = useWords(deductionWords);
  return (
    <section className="block" aria-label={say('evidence')}>
      <h2>{say('evidence')}</h2>
      {evidence.length === 0 ? (
        <p className="soft">{say('evidenceNone')}</p>
      ) : (
        <ul className="rows">
          {evidence.map(({ ref, note, sha256 }) => (
            <li key={`${ref} ${sha256}`}>
              <span>
                <strong>{ref}</strong> {note}
              </span>
              {sha256 !== null && <code className="soft">{sha256.slice(0, shownDigits)}…</code>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Side({ deduction: { statements, acknowledged, status } }: Shown) {
  const say = useWords(deductionWords);
  const form = useForm();
  const clock = useClock();
  return (
    <section className="block" aria-label={say('statement')}>
      <h2>{say('statement')}</h2>
      <div className="item-line">
        <span>
          {say('window')}: {clock(status.statement)}
        </span>
        <span>
          {say('decideBy')}: {clock(status.confirmation)}
        </span>
      </div>
      {statements.length === 0 && (
        <p className="soft">{say(acknowledged === null ? 'statementNone' : 'acknowledged')}</p>
      )}
      {statements.map(({ at, name, text, attachments }) => (
        <div key={at}>
          <span className="soft">
            {name} · {form.time(at)}
          </span>
          <p className="quote">{text}</p>
          {attachments.map(({ ref, sha256 }) => (
            <div className="soft" key={ref}>
              {ref} {sha256 === null ? '' : `${sha256.slice(0, shownDigits)}…`}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

const shownDigits = 12;
