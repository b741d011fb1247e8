import { Tag } from 'antd';
import { Link } from 'react-router';
import { useForm } from '../language/form.ts';
import { useLanguage } from '../language/language.tsx';
import { stateColours, stateWords } from '../language/vocabulary.ts';
import { useCodeWords, useWords } from '../language/words.ts';
import { useClock } from '../parts/clock.ts';
import { Page } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { doctorWords } from './messages.ts';
import { useOwnDeductions } from './queries.ts';
import './doctor.css';

/** Everything that was ever recorded about the doctor, of every cycle, newest first. */
export function DeductionsPage() {
  const say = useWords(doctorWords);
  const state = useCodeWords(stateWords);
  const { language } = useLanguage();
  const form = useForm();
  const clock = useClock();
  const deductions = useOwnDeductions();
  return (
    <Watermark>
      <Page title={say('recordsTitle')} lead={say('recordsLead')}>
        <Answered query={deductions} empty={{ when: ({ items }) => items.length === 0, says: say('recordsNone') }}>
          {({ items }) => (
            <div className="block">
              <ul className="rows">
                {items.map((each) => (
                  <li key={each.deductionId}>
                    <div className="row-text">
                      <Link to={`/my/deductions/${each.deductionId}`}>
                        {each.items.map((item) => `${item.code} ${item.text[language]}`).join(' · ')}
                      </Link>
                      <div className="soft">
                        {each.hospitalName} · {say('occurred', { on: form.date(each.occurredOn) })}
                      </div>
                    </div>
                    <div className="row-end">
                      {each.can.includes('state') && <span className="late">{clock(each.status.statement)}</span>}
                      <Tag color={stateColours[each.status.state] ?? 'default'}>{state(each.status.state)}</Tag>
                    </div>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Answered>
      </Page>
    </Watermark>
  );
}
