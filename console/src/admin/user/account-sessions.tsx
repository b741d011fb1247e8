import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered } from '../../parts/states.tsx';
import { checkedByWords } from '../../session/messages.ts';
import { adminWords } from '../messages.ts';

/** Where an account is open now; all of it can be ended at once. */
export function AccountSessions({ accountId }: { readonly accountId: string }) {
  const say = useWords(adminWords);
  const checkedBy = useCodeWords(checkedByWords);
  const form = useForm();
  const confirm = useConfirm();
  const params = { path: { accountId } };
  const sessions = useQuery({
    queryKey: ['sessions', accountId],
    queryFn: () => answered(api.GET('/v1/accounts/{accountId}/sessions', { params })),
  });
  const end = useWrite({
    write: (_command: undefined) => answered(api.DELETE('/v1/accounts/{accountId}/sessions', { params })),
  });
  const ending = async () => {
    const question = {
      title: say('endSessionsTitle'),
      text: say('endSessionsText'),
      act: say('endSessions'),
      danger: true,
    };
    if (await confirm(question)) end.mutate(undefined);
  };
  return (
    <section className="block" aria-label={say('sessions')}>
      <h2>{say('sessions')}</h2>
      <ProblemAlert error={end.error} />
      <Answered query={sessions} empty={{ when: ({ items }) => items.length === 0, says: say('noSessions') }}>
        {({ items }) => (
          <>
            <ul className="rows">
              {items.map((each) => (
                <li key={each.sessionId}>
                  <span>{say('sessionSince', { time: form.time(each.startedAt) })}</span>
                  <span className="soft">
                    {say('lastUsed', { time: form.time(each.lastUsedAt) })} · {checkedBy(each.checkedBy)}
                  </span>
                </li>
              ))}
            </ul>
            <Button className="below" danger loading={end.isPending} onClick={() => void ending()}>
              {say('endSessions')}
            </Button>
          </>
        )}
      </Answered>
    </section>
  );
}
