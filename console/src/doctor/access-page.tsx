import { useQuery } from '@tanstack/react-query';
import { Checkbox, Tag } from 'antd';
import { answered, api } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useFilter } from '../charts/filter.ts';
import { useForm } from '../language/form.ts';
import { purposeWords } from '../language/vocabulary.ts';
import { useCodeWords, useWords } from '../language/words.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { Page } from '../parts/page.tsx';
import { Answered, Nothing } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { roleWords } from '../shell/messages.ts';
import { doctorWords } from './messages.ts';
import './doctor.css';

/** Who looked at the own record, in which role and for what; what one looked at oneself can be left in. */
export function AccessPage() {
  const say = useWords(doctorWords);
  const [own, setOwn] = useFilter('own', 'no');
  return (
    <Watermark>
      <Page title={say('accessTitle')} lead={say('accessLead')}>
        <Checkbox
          className="problem"
          checked={own === 'yes'}
          onChange={({ target }) => setOwn(target.checked ? 'yes' : 'no')}
        >
          {say('withOwn')}
        </Checkbox>
        <Lookers withOwn={own === 'yes'} />
        <Checks />
      </Page>
    </Watermark>
  );
}

function Lookers({ withOwn }: { readonly withOwn: boolean }) {
  const say = useWords(doctorWords);
  const role = useCodeWords(roleWords);
  const purpose = useCodeWords(purposeWords);
  const form = useForm();
  const { query, ...rest } = usePages(['access', 'me'], (page) =>
    answered(api.GET('/v1/me/access-records', { params: { query: page } })),
  );
  return (
    <section className="block" aria-label={say('accessTitle')}>
      <Answered query={query}>
        {(items) => {
          const shown = items.filter((each) => withOwn || !each.own);
          return (
            <>
              {shown.length === 0 && <Nothing says={say('accessNone')} />}
              <ul className="rows">
                {shown.map((each) => (
                  <li key={each.recordId}>
                    <div>
                      <strong>{each.name}</strong>{' '}
                      {each.capacities.map((capacity) => (
                        <Tag key={capacity.role}>{role(capacity.role)}</Tag>
                      ))}
                      <div className="soft">
                        {each.capacities.flatMap(({ institution }) => institution ?? []).join('、')}{' '}
                        {purpose(each.purpose ?? '')}
                        {each.purposeStated ? '' : ` (${say('purposeByRole')})`}
                      </div>
                    </div>
                    <span className="soft">{form.time(each.at)}</span>
                  </li>
                ))}
              </ul>
              <MoreButton {...rest} />
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Checks() {
  const say = useWords(doctorWords);
  const form = useForm();
  const checks = useQuery({ queryKey: ['right-checks'], queryFn: () => answered(api.GET('/v1/me/right-checks')) });
  return (
    <section className="block" aria-label={say('checksTitle')}>
      <h2>{say('checksTitle')}</h2>
      <p className="soft">{say('checksLead')}</p>
      <Answered query={checks} empty={{ when: ({ items }) => items.length === 0, says: say('checksNone') }}>
        {({ items }) => (
          <ul className="rows">
            {items.map((each) => (
              <li key={`${each.accountId} ${each.hour} ${each.wholeList}`}>
                <span>{each.name}</span>
                <span className="soft">
                  {form.time(each.hour)} · {say('times', { count: each.checks })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}
