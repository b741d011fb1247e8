import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useMonthForm } from '../measure-form.ts';
import { monthAfter, monthsBetween } from '../month.ts';
import type { Question } from '../question.ts';
import { baselineWords } from './messages.ts';

/** The months, from when they hold, and why; asked once more before it is written. */
export function BaselineForm({ question }: { readonly question: Question }) {
  const { newest, from: shownFrom } = question;
  const say = useWords(baselineWords);
  const month = useMonthForm();
  const confirm = useConfirm();
  const reasonId = useId();
  const { message } = App.useApp();
  const [from, setFrom] = useState(monthAfter(newest, 1 - usualMonths));
  const [to, setTo] = useState(newest);
  const [appliesFrom, setAppliesFrom] = useState(from);
  const [reason, setReason, forget] = useDraft(`baseline/${JSON.stringify(ownerOf(question))}`, '');
  const write = useSet(question, () => {
    forget();
    void message.success(say('done'));
  });
  const first = [shownFrom, from, monthAfter(newest, -yearsBack * 12)].sort()[0] ?? from;
  const months = monthsBetween(first, monthAfter(newest, 1)).reverse();
  const option = (value: string) => ({ value, label: month(value) });
  const act = async () => {
    const words = { from: month(from), to: month(to), appliesFrom: month(appliesFrom) };
    if (!(await confirm({ title: say('confirm'), text: say('confirmText', words), act: say('act') }))) return;
    write.mutate({ from, until: monthAfter(to, 1), appliesFrom, reason: reason.trim() });
  };
  return (
    <section className="block wide no-print" aria-label={say('set')}>
      <h2>{say('set')}</h2>
      <div className="choices">
        <Choice
          label={say('from')}
          value={from}
          options={months.filter((each) => each <= to).map(option)}
          onChange={(chosen) => {
            setFrom(chosen);
            if (appliesFrom < chosen) setAppliesFrom(chosen);
          }}
        />
        <Choice
          label={say('to')}
          value={to}
          options={months.filter((each) => each >= from).map(option)}
          onChange={setTo}
        />
        <Choice
          label={say('appliesFrom')}
          value={appliesFrom}
          options={months.filter((each) => each >= from).map(option)}
          onChange={setAppliesFrom}
        />
      </div>
      <label htmlFor={reasonId}>{say('reason')}</label>
      <Input.TextArea
        id={reasonId}
        rows={3}
        maxLength={1_000}
        placeholder={say('reasonHint')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <ProblemAlert error={write.error} />
      <div className="buttons below">
        <Button type="primary" disabled={reason.trim() === ''} loading={write.isPending} onClick={() => void act()}>
          {say('act')}
        </Button>
      </div>
    </section>
  );
}

const usualMonths = 12;
const yearsBack = 3;

function useSet(question: Question, onDone: () => void) {
  return useWrite({
    onDone,
    write: (set: { from: string; until: string; appliesFrom: string; reason: string }, key) =>
      answered(
        api.POST('/v1/cost/baselines', {
          params: { header: { 'Idempotency-Key': key } },
          body: { measure: question.measure, ...ownerOf(question), ...set },
        }),
      ),
  });
}

/** Whose limits they are: a ward's, a hospital's, or those of one level in a county or the city. */
function ownerOf({ county, hospital, ward, level }: Question) {
  if (ward !== undefined) return { scope: { kind: 'ward' as const, wardId: ward }, level: null };
  if (hospital !== undefined) return { scope: { kind: 'hospital' as const, hospitalId: hospital }, level: null };
  const asked = level === undefined ? null : level === '2' ? (2 as const) : (3 as const);
  if (county !== undefined) return { scope: { kind: 'county' as const, regionId: county }, level: asked };
  return { scope: { kind: 'city' as const }, level: asked };
}
