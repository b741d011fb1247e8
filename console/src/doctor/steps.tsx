import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { answered, api, type Schema } from '../api/client.ts';
import { useWrite } from '../api/queries.ts';
import { useWords } from '../language/words.ts';
import { useClock } from '../parts/clock.ts';
import { useConfirm } from '../parts/confirm.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { doctorWords } from './messages.ts';
import { useReadDecision } from './read-decision.ts';
import { type Said, SayForm } from './say-form.tsx';

type Open = 'state' | 'appeal' | undefined;

/** What the doctor may do about a record now; the service says what that is. Nothing is offered that would be refused. */
export function Steps(props: { readonly deduction: Schema<'Deduction'>; readonly version: string | null }) {
  const { deduction, version } = props;
  const { deductionId, can, status } = deduction;
  const say = useWords(doctorWords);
  const confirm = useConfirm();
  const clock = useClock();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Open>();
  const step = useStep(deductionId, version, () => {
    setOpen(undefined);
    void message.success(say('done'));
  });
  const read = useReadDecision(deductionId);
  const irreversible = async (what: Irreversible) => {
    const words = irreversibleWords[what];
    const question = { title: say(words.title), text: say(words.text), act: say(words.act), danger: true };
    if (await confirm(question)) step.mutate({ kind: what });
  };
  const own = can.filter((each) => ownSteps.includes(each));
  if (own.length === 0) return null;
  return (
    <section className="block no-print" aria-label={say('canDo')}>
      <h2>{say('canDo')}</h2>
      {can.includes('state') && (
        <Alert type="info" showIcon className="problem" title={say('stateWindow', { due: clock(status.statement) })} />
      )}
      <ProblemAlert error={step.error ?? read.error} />
      <div className="buttons">
        {can.includes('read') && read.position !== undefined && (
          <Button type="primary" loading={read.isPending} onClick={() => void read.open()}>
            {say('readDecision')}
          </Button>
        )}
        {can.includes('state') && (
          <Button type="primary" onClick={() => setOpen('state')}>
            {say('state')}
          </Button>
        )}
        {can.includes('acknowledge') && (
          <Button onClick={() => void irreversible('acknowledge')}>{say('acknowledge')}</Button>
        )}
        {can.includes('appeal') && (
          <Button type="primary" onClick={() => setOpen('appeal')}>
            {say('appeal')}
          </Button>
        )}
        {can.includes('waive-appeal') && (
          <Button danger onClick={() => void irreversible('waive-appeal')}>
            {say('waive')}
          </Button>
        )}
        {can.includes('withdraw-appeal') && (
          <Button danger onClick={() => void irreversible('withdraw-appeal')}>
            {say('withdrawAppeal')}
          </Button>
        )}
      </div>
      {open !== undefined && (
        <SayForm
          key={open}
          kind={open}
          deductionId={deductionId}
          waiting={step.isPending}
          onSend={(said) => step.mutateAsync({ kind: open, said })}
          onCancel={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

const ownSteps: readonly string[] = ['state', 'acknowledge', 'read', 'appeal', 'waive-appeal', 'withdraw-appeal'];

type Irreversible = 'acknowledge' | 'waive-appeal' | 'withdraw-appeal';

const irreversibleWords = {
  acknowledge: { title: 'acknowledgeTitle', text: 'acknowledgeText', act: 'acknowledge' },
  'waive-appeal': { title: 'waiveTitle', text: 'waiveText', act: 'waive' },
  'withdraw-appeal': { title: 'withdrawTitle', text: 'withdrawText', act: 'withdrawAppeal' },
} as const satisfies Record<Irreversible, Record<'title' | 'text' | 'act', keyof typeof doctorWords>>;

type Command = { readonly kind: 'state' | 'appeal'; readonly said: Said } | { readonly kind: Irreversible };

function useStep(deductionId: string, version: string | null, onDone: () => void) {
  return useWrite({
    onDone,
    write: (command: Command, key) => {
      const header = { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) };
      const params = { path: { deductionId }, header };
      switch (command.kind) {
        case 'state': {
          const { text, attachments } = command.said;
          return answered(api.POST('/v1/deductions/{deductionId}/statement', { params, body: { text, attachments } }));
        }
        case 'appeal': {
          const { text: grounds, attachments } = command.said;
          return answered(api.POST('/v1/deductions/{deductionId}/appeal', { params, body: { grounds, attachments } }));
        }
        case 'acknowledge':
          return answered(api.POST('/v1/deductions/{deductionId}/acknowledgement', { params }));
        case 'waive-appeal':
          return answered(api.POST('/v1/deductions/{deductionId}/appeal-waiver', { params }));
        case 'withdraw-appeal':
          return answered(api.POST('/v1/deductions/{deductionId}/appeal-withdrawal', { params }));
      }
    },
  });
}
