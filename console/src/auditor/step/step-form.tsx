import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import type { ReactNode } from 'react';
import { ProblemError } from '../../api/problem.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { stepWords } from './messages.ts';

export interface StepHeader {
  readonly 'Idempotency-Key': string;
  readonly 'If-Match'?: string;
}

export interface StepFormProps<Typed extends object> {
  /** Tells its draft and its fields apart from those of other steps, such as `end-ward/wrd_1`. */
  readonly name: string;
  /** On its button. */
  readonly act: string;
  /** Takes something from somebody. */
  readonly danger?: boolean;
  /** Asked before what cannot be undone; none: it is done as soon as it is sent. */
  readonly question?: (typed: Typed) => { readonly title: string; readonly text: ReactNode };
  readonly start: Partial<Typed>;
  /** The version that was read; the service refuses where another person was faster. */
  readonly version?: string | null;
  readonly write: (typed: Typed, header: StepHeader) => Promise<unknown>;
  readonly onDone?: () => void;
  readonly onCancel?: () => void;
  readonly children: (typed: Partial<Typed>) => ReactNode;
}

/**
 * One signed step: its fields, the question before it cannot be undone, what the service answers. What is typed stays
 * until it was sent, through other pages, an ended session, and somebody else's step that has to be read first.
 */
export function StepForm<Typed extends object>(props: StepFormProps<Typed>) {
  const { name, act, danger = false, question, start, version = null, write, onDone, onCancel, children } = props;
  const say = useWords(stepWords);
  const confirm = useConfirm();
  const { message } = App.useApp();
  const [changed, keep, forget] = useDraft<Partial<Typed>>(`step/${name}`, {});
  const typed = { ...start, ...changed };
  const [form] = Form.useForm<Typed>();
  const step = useWrite({
    onDone: () => {
      forget();
      // Not resetFields, which would bring back what was typed: that is what the form was last given to begin with.
      const names = Object.keys(form.getFieldsValue());
      const beside: Partial<Record<string, unknown>> = { ...start };
      form.setFieldsValue(Object.fromEntries(names.map((each) => [each, beside[each]])) as never);
      void message.success(say('done'));
      onDone?.();
    },
    write: (values: Typed, key) =>
      write(values, { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) }),
  });
  const send = async (values: Typed) => {
    const asked = question?.(values);
    if (asked === undefined || (await confirm({ ...asked, act, danger }))) step.mutate(values);
  };
  return (
    <Form<Typed>
      form={form}
      name={name.replace(/\W+/g, '-')}
      layout="vertical"
      className="fields"
      requiredMark={false}
      initialValues={typed}
      onValuesChange={(_part, all) => keep(differing(all, start))}
      onFinish={(values) => void send(values)}
    >
      {children(typed)}
      <div className="whole">
        <ProblemAlert error={step.error} />
        {hasMoved(step.error) && <ReadAnew onClick={step.reset} />}
        <div className="buttons">
          <Button type="primary" htmlType="submit" danger={danger} loading={step.isPending}>
            {act}
          </Button>
          {onCancel !== undefined && <Button onClick={onCancel}>{say('cancel')}</Button>}
        </div>
      </div>
    </Form>
  );
}

/** Only what somebody typed is kept: what they left as it was follows whoever changes it meanwhile. */
function differing<Typed extends object>(all: Typed, start: Partial<Typed>): Partial<Typed> {
  const beside: Partial<Record<keyof Typed, unknown>> = start;
  const kept = Object.entries(all).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(beside[name as keyof Typed]),
  );
  return Object.fromEntries(kept) as Partial<Typed>;
}

function hasMoved(error: Error | null): boolean {
  return error instanceof ProblemError && error.problem.status === 412;
}

function ReadAnew({ onClick }: { readonly onClick: () => void }) {
  const say = useWords(stepWords);
  const client = useQueryClient();
  const read = async () => {
    await client.invalidateQueries();
    onClick();
  };
  return (
    <p>
      <Button onClick={() => void read()}>{say('readAnew')}</Button>
    </p>
  );
}
