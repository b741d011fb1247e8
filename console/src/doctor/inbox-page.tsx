import { Badge, Button } from 'antd';
import { Link } from 'react-router';
import { answered, api, type Schema } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useForm } from '../language/form.ts';
import { useWords } from '../language/words.ts';
import { useConfirm } from '../parts/confirm.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Answered } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { doctorWords } from './messages.ts';
import { useReadItem } from './read-decision.ts';
import './doctor.css';

/** What concerns the doctor, newest first. Nothing is delivered by only looking at the list. */
export function InboxPage() {
  const say = useWords(doctorWords);
  const { query, ...rest } = usePages(['inbox', 'all'], (page) =>
    answered(api.GET('/v1/inbox', { params: { query: page } })),
  );
  return (
    <Watermark>
      <Page title={say('inboxTitle')} lead={say('inboxLead')}>
        <Answered query={query} empty={{ when: (items) => items.length === 0, says: say('inboxNone') }}>
          {(items) => (
            <div className="block">
              <ul className="rows">
                {items.map((item) => (
                  <InboxRow key={item.position} item={item} />
                ))}
              </ul>
              <MoreButton {...rest} />
            </div>
          )}
        </Answered>
      </Page>
    </Watermark>
  );
}

function InboxRow({ item }: { readonly item: Schema<'InboxItem'> }) {
  const say = useWords(doctorWords);
  const form = useForm();
  const confirm = useConfirm();
  const read = useReadItem();
  const open = async () => {
    const question = { title: say('readTitle'), text: say('readText'), act: say('readDecision') };
    if (!item.delivers || (await confirm(question))) read.mutate(item.position);
  };
  return (
    <li className={item.unread ? 'unread' : ''}>
      <div className="row-text">
        {item.unread && <Badge status="processing" text={say('unread')} />}
        <div>{item.text}</div>
        <div className="soft">{form.time(item.at)}</div>
        <ProblemAlert error={read.error} />
      </div>
      <div className="row-end">
        {item.deductionId !== null && <Link to={`/my/deductions/${item.deductionId}`}>{say('open')}</Link>}
        {item.unread && (
          <Button type={item.delivers ? 'primary' : 'default'} loading={read.isPending} onClick={() => void open()}>
            {say(item.delivers ? 'readDecision' : 'markRead')}
          </Button>
        )}
      </div>
    </li>
  );
}
