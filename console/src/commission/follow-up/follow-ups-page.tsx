import { Tag } from 'antd';
import { Link } from 'react-router';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { useMe } from '../../session/me.ts';
import { type FollowUps, useHospitals } from '../queries.ts';
import { useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { type FollowUpState, useFollowUps } from './follow-up-queries.ts';
import { followUpStateWords, followUpWords } from './messages.ts';
import { useSignalText } from './signal-text.ts';
import '../commission.css';

/** Everything that was taken up, newest first, with what is overdue. */
export function FollowUpsPage() {
  const say = useWords(followUpWords);
  const stateName = useCodeWords(followUpStateWords);
  const [question, change] = useQuestion();
  const [state, setState] = useFilter('state', '');
  const { hospital } = question;
  const list = useFollowUps({
    ...(hospital === undefined ? {} : { hospital }),
    ...(isState(state) ? { state } : {}),
  });
  return (
    <Page title={say('listTitle')} lead={say('listLead')}>
      <QuestionBar question={question} change={change} asks={['hospital']}>
        <Choice
          label={say('state')}
          value={state}
          options={[
            { value: '', label: say('anyState') },
            ...Object.keys(followUpStateWords).map((code) => ({ value: code, label: stateName(code) })),
          ]}
          onChange={setState}
        />
      </QuestionBar>
      <Answered query={list.query} empty={{ when: (items) => items.length === 0, says: say('listNone') }}>
        {(items) => (
          <section className="block wide" aria-label={say('listTitle')}>
            <ul className="rows">
              {items.map((item) => (
                <Row key={item.followUpId} item={item} />
              ))}
            </ul>
            <MoreButton {...list} />
          </section>
        )}
      </Answered>
    </Page>
  );
}

function Row({ item }: { readonly item: FollowUps['items'][number] }) {
  const say = useWords(followUpWords);
  const stateName = useCodeWords(followUpStateWords);
  const form = useForm();
  const text = useSignalText(item);
  const { today } = useMe();
  const hospital = useHospitals().data?.items.find(({ hospitalId }) => hospitalId === item.hospitalId);
  const isLate = item.deadline !== null && item.deadline < today && item.state !== 'closed';
  return (
    <li>
      <div className="row-text">
        <Link to={`/commission/follow-ups/${item.followUpId}`}>
          {hospital?.name ?? item.hospitalId} · {text.measure}
        </Link>
        <div className="soft">
          {text.change} · {text.when} · {say('openedOn', { on: form.date(item.openedOn) })}
        </div>
      </div>
      <div className="row-end">
        {item.deadline !== null && (
          <span className={isLate ? 'late' : 'soft'}>
            {say('deadline', { on: form.date(item.deadline) })} {isLate ? say('overdue') : ''}
          </span>
        )}
        <Tag color={item.state === 'closed' ? 'default' : 'blue'}>{stateName(item.state)}</Tag>
      </div>
    </li>
  );
}

function isState(state: string): state is FollowUpState {
  return state in followUpStateWords;
}
