import { ExclamationCircleOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Tag } from 'antd';
import { Link } from 'react-router';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { provenanceWords, sanctionStateWords, taskWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useClock } from '../../parts/clock.ts';
import { partWords } from '../../parts/messages.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { doctorWords } from '../messages.ts';
import { type Standing, useOwnDuties, useOwnStanding } from '../queries.ts';
import { ItemLists } from './item-list.tsx';
import { LicenceCard } from './licence-card.tsx';
import { PointsOverCycle } from './points-over-cycle.tsx';
import '../doctor.css';

/** Where a doctor starts: what is left, what the right is worth today, what waits for them, and why. */
export function CardPage() {
  const say = useWords(doctorWords);
  const part = useWords(partWords);
  const standing = useOwnStanding();
  return (
    <Watermark>
      <Page
        title={say('cardTitle')}
        actions={
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {part('print')}
          </Button>
        }
      >
        <Answered query={standing}>
          {({ standings: [main, ...others] }) =>
            main === undefined ? null : (
              <div className="column">
                <LicenceCard standing={main} />
                <Waiting />
                <Sanctions standing={main} />
                <ItemLists standing={main} />
                <PointsOverCycle standing={main} />
                <Whole standing={main} />
                <OtherSchemes standings={others} />
              </div>
            )
          }
        </Answered>
      </Page>
    </Watermark>
  );
}

/** What only the doctor can do, and until when. */
function Waiting() {
  const say = useWords(doctorWords);
  const task = useCodeWords(taskWords);
  const clock = useClock();
  const duties = useOwnDuties();
  return (
    <section className="block" aria-label={say('waits')}>
      <h2>{say('waits')}</h2>
      <Answered query={duties}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{say('waitsNothing')}</p>
          ) : (
            <ul className="rows">
              {items.map((duty) => (
                <li key={`${duty.task} ${duty.deductionId} ${duty.openingId} ${duty.creditId}`}>
                  <div>
                    <strong>{task(duty.task)}</strong>
                    <div className="soft">{duty.hospitalName}</div>
                  </div>
                  <div className="row-end">
                    <span className={duty.overdue ? 'late' : 'soft'}>
                      {duty.overdue ? `${say('overdue')} · ` : ''}
                      {clock(duty.clock)}
                    </span>
                    {duty.deductionId !== null && (
                      <Link to={`/my/deductions/${duty.deductionId}`}>
                        <Button type="primary">{say('open')}</Button>
                      </Link>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

function Sanctions({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  const stateOf = useCodeWords(sanctionStateWords);
  const { language } = useLanguage();
  const form = useForm();
  if (standing.sanctionsDue.length === 0) return null;
  return (
    <section className="block" aria-label={say('sanctions')}>
      <h2>{say('sanctions')}</h2>
      <ul className="rows">
        {standing.sanctionsDue.map((sanction) => (
          <li key={sanction.id}>
            <div>
              <strong>
                <ExclamationCircleOutlined className="late" /> {sanction.threshold[language]}
              </strong>
              <div className="soft">{form.date(sanction.dueOn)}</div>
            </div>
            <Tag>{stateOf(sanction.state)}</Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The sum as sentences, each from a rule: what is shown above can be worked out again by hand. */
function Whole({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  return (
    <section className="block" aria-label={say('whole')}>
      <h2>{say('whole')}</h2>
      {standing.provenance === 'proposal' && (
        <Alert type="info" showIcon className="problem" title={say('proposalNote')} />
      )}
      <ol className="sentences">
        {standing.explanation.map((why) => (
          <li key={`${why.code} ${why.text}`}>{why.text}</li>
        ))}
      </ol>
    </section>
  );
}

function OtherSchemes({ standings }: { readonly standings: readonly Standing[] }) {
  const say = useWords(doctorWords);
  const provenance = useCodeWords(provenanceWords);
  const { language } = useLanguage();
  if (standings.length === 0) return null;
  return (
    <section className="block" aria-label={say('otherSchemes')}>
      <h2>{say('otherSchemes')}</h2>
      <ul className="rows">
        {standings.map((each) => (
          <li key={each.schemeId}>
            <div>
              <strong>{each.title[language]}</strong>
              <div className="soft">{provenance(each.provenance)}</div>
            </div>
            <div className="row-end">
              <span className="big">
                {each.direction === 'accumulate' ? each.counted - each.credited : each.left}
                <small> / {each.total}</small>
              </span>
              <span className="soft">{say(each.direction === 'accumulate' ? 'scored' : 'left')}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
