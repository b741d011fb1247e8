import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useMe } from '../../session/me.ts';
import type { FollowUp } from '../queries.ts';
import { followUpWords } from './messages.ts';
import { BasisField, DateField, LinesField, OutcomeField, TextField } from './step-fields.tsx';

type Step = 'notice' | 'interview' | 'recheck' | 'close';

interface Typed {
  readonly basis: 'monthly-monitoring' | 'medical-quality-41' | 'local-rule';
  readonly document: string;
  readonly text: string;
  readonly answerBy: string;
  readonly heldOn: string;
  readonly attendees: string;
  readonly problems: string;
  readonly deadline: string;
  readonly checkedOn: string;
  readonly outcome: 'put-right' | 'not-put-right';
  readonly findings: string;
  readonly reason: string;
}

/** The steps that may follow now, one form at a time. What is typed survives a look at another page. */
export function StepForms({ followUp, version }: { readonly followUp: FollowUp; readonly version: string | null }) {
  const say = useWords(followUpWords);
  const { today } = useMe();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const { followUpId, next } = followUp;
  const steps = (['notice', 'interview', 'recheck', 'close'] as const).filter((step) => next.includes(step));
  const [step, setStep] = useState<Step | undefined>(steps[0]);
  const start: Typed = {
    basis: 'monthly-monitoring',
    document: '',
    text: '',
    answerBy: '',
    heldOn: today,
    attendees: '',
    problems: '',
    deadline: '',
    checkedOn: today,
    outcome: 'put-right',
    findings: '',
    reason: '',
  };
  const [typed, setTyped, forget] = useDraft(`follow-up/${followUpId}`, start);
  const write = useWrite({
    write: (of: Step, key: string) =>
      send(of, typed, followUpId, {
        'Idempotency-Key': key,
        ...(version === null ? {} : { 'If-Match': version }),
      }),
    onDone: () => {
      forget();
      setStep(undefined);
      void message.success(say('saved'));
    },
  });
  if (steps.length === 0) return <p className="soft">{say('done')}</p>;
  const shown = step !== undefined && steps.includes(step) ? step : steps[0];
  if (shown === undefined) return null;
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const sure = { notice: say('sendNoticeSure'), close: say('closeSure') } as const;
  const act = {
    notice: say('sendNotice'),
    interview: say('recordInterview'),
    recheck: say('recordRecheck'),
    close: say('close'),
  }[shown];
  const submit = async () => {
    const asks = shown === 'notice' || shown === 'close';
    if (asks && !(await confirm({ title: act, text: sure[shown], act }))) return;
    write.mutate(shown);
  };
  return (
    <section className="block no-print" aria-label={say('next')}>
      <h2>{say('next')}</h2>
      {followUp.recheckOwed && <p className="soft">{say('recheckOwed')}</p>}
      <Segmented
        value={shown}
        onChange={setStep}
        options={steps.map((value) => ({
          value,
          label: {
            notice: say('notice'),
            interview: say('interview'),
            recheck: say('recordRecheck'),
            close: say('close'),
          }[value],
        }))}
      />
      <form
        className="form-column below"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Fields step={shown} typed={typed} change={change} />
        <ProblemAlert error={write.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={write.isPending}>
            {act}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Fields(props: {
  readonly step: Step;
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
}) {
  const { step, typed, change } = props;
  const say = useWords(followUpWords);
  const basisAndDocument = (
    <>
      <BasisField value={typed.basis} onChange={(basis) => change({ basis })} />
      <TextField label={say('document')} value={typed.document} onChange={(document) => change({ document })} short />
    </>
  );
  switch (step) {
    case 'notice':
      return (
        <>
          {basisAndDocument}
          <TextField label={say('text')} value={typed.text} onChange={(text) => change({ text })} required />
          <DateField label={say('answerBy')} value={typed.answerBy} onChange={(answerBy) => change({ answerBy })} />
        </>
      );
    case 'interview':
      return (
        <>
          {basisAndDocument}
          <DateField label={say('heldOn')} value={typed.heldOn} onChange={(heldOn) => change({ heldOn })} required />
          <LinesField
            label={say('attendees')}
            value={typed.attendees}
            onChange={(attendees) => change({ attendees })}
          />
          <LinesField label={say('problems')} value={typed.problems} onChange={(problems) => change({ problems })} />
          <DateField
            label={say('putRightBy')}
            value={typed.deadline}
            onChange={(deadline) => change({ deadline })}
            required
          />
        </>
      );
    case 'recheck':
      return (
        <>
          <DateField
            label={say('checkedOn')}
            value={typed.checkedOn}
            onChange={(checkedOn) => change({ checkedOn })}
            required
          />
          <OutcomeField value={typed.outcome} onChange={(outcome) => change({ outcome })} />
          <TextField
            label={say('findings')}
            value={typed.findings}
            onChange={(findings) => change({ findings })}
            required
          />
        </>
      );
    case 'close':
      return (
        <TextField label={say('reason')} value={typed.reason} onChange={(reason) => change({ reason })} required />
      );
  }
}

function send(
  step: Step,
  typed: Typed,
  followUpId: string,
  header: { readonly 'Idempotency-Key': string; readonly 'If-Match'?: string },
) {
  const params = { path: { followUpId }, header };
  const { basis } = typed;
  const document = typed.document.trim() === '' ? null : typed.document.trim();
  switch (step) {
    case 'notice': {
      const answerBy = typed.answerBy === '' ? null : typed.answerBy;
      const body = { basis, document, text: typed.text, answerBy };
      return answered(api.POST('/v1/cost/follow-ups/{followUpId}/notice', { params, body }));
    }
    case 'interview': {
      const { heldOn, deadline } = typed;
      const body = {
        basis,
        document,
        heldOn,
        deadline,
        attendees: linesOf(typed.attendees),
        problems: linesOf(typed.problems),
      };
      return answered(api.POST('/v1/cost/follow-ups/{followUpId}/interview', { params, body }));
    }
    case 'recheck': {
      const { checkedOn, outcome, findings } = typed;
      return answered(
        api.POST('/v1/cost/follow-ups/{followUpId}/recheck', { params, body: { checkedOn, outcome, findings } }),
      );
    }
    case 'close':
      return answered(api.POST('/v1/cost/follow-ups/{followUpId}/close', { params, body: { reason: typed.reason } }));
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
