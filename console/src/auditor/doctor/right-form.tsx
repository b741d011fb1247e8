import { Button, Form, Input, Select } from 'antd';
import type { operations } from '../../api/schema.gen.ts';
import { rightKindWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useToday } from '../today.ts';
import { basisWords, doctorPageWords, measureWords } from './messages.ts';

export type RightAct =
  | { readonly kind: 'grant' }
  | { readonly kind: 'measure' }
  | { readonly kind: 'lift'; readonly measureId: string };

type MeasureBody = operations['measureRight']['requestBody']['content']['application/json'];

export interface TypedRight {
  readonly rightKinds: MeasureBody['rightKinds'];
  readonly measure: MeasureBody['measure'];
  readonly legalBasis: MeasureBody['legalBasis'];
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
  readonly document: string | null;
}

/** One form for the three things that change a right; each is asked about once more before it is signed. */
export function RightForm(props: {
  readonly act: RightAct;
  readonly waiting: boolean;
  readonly onSend: (typed: TypedRight) => void;
  readonly onCancel: () => void;
}) {
  const { act, waiting, onSend, onCancel } = props;
  const say = useWords(doctorPageWords);
  const today = useToday();
  const kind = useCodeWords(rightKindWords);
  const measure = useCodeWords(measureWords);
  const basis = useCodeWords(basisWords);
  const confirm = useConfirm();
  const needed = [{ required: true, message: say('needed') }];
  const kinds = Object.keys(rightKindWords).map((value) => ({ value, label: kind(value) }));
  const send = async (typed: Typed) => {
    const question = { title: say(titles[act.kind]), text: say('irreversible'), act: say(act.kind) };
    if (!(await confirm({ ...question, danger: act.kind === 'measure' }))) return;
    const { rightKinds = [], until = '', document = '' } = typed;
    onSend({
      measure: 'restricted',
      legalBasis: 'order53-45',
      reason: '',
      ...typed,
      rightKinds: Array.isArray(rightKinds) ? rightKinds : [rightKinds],
      until: until === '' ? null : until,
      document: document === '' ? null : document,
    });
  };
  return (
    <Form<Typed>
      layout="vertical"
      className="below fields"
      requiredMark={false}
      initialValues={{ from: today }}
      onFinish={(typed) => void send(typed)}
    >
      {act.kind !== 'lift' && (
        <Form.Item name="rightKinds" label={say('kind')} rules={needed}>
          <Select {...(act.kind === 'measure' ? { mode: 'multiple' as const } : {})} options={kinds} />
        </Form.Item>
      )}
      {act.kind === 'measure' && (
        <>
          <Form.Item name="measure" label={say('what')} rules={needed}>
            <Select options={Object.keys(measureWords).map((value) => ({ value, label: measure(value) }))} />
          </Form.Item>
          <Form.Item name="legalBasis" label={say('basis')} rules={needed}>
            <Select options={bases.map((value) => ({ value, label: basis(value) }))} />
          </Form.Item>
        </>
      )}
      <Form.Item name="from" label={say('from')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      {act.kind === 'measure' && (
        <Form.Item name="until" label={say('untilLabel')}>
          <Input type="date" />
        </Form.Item>
      )}
      {act.kind !== 'grant' && (
        <Form.Item className="whole" name="reason" label={say('reason')} rules={needed}>
          <Input maxLength={1_000} />
        </Form.Item>
      )}
      <Form.Item name="document" label={say('document')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="whole buttons">
        <Button type="primary" htmlType="submit" loading={waiting} danger={act.kind === 'measure'}>
          {say(act.kind)}
        </Button>
        <Button onClick={onCancel}>{say('cancel')}</Button>
      </div>
    </Form>
  );
}

interface Typed {
  readonly rightKinds?: TypedRight['rightKinds'] | TypedRight['rightKinds'][number];
  readonly measure?: TypedRight['measure'];
  readonly legalBasis?: TypedRight['legalBasis'];
  readonly from: string;
  readonly until?: string;
  readonly reason?: string;
  readonly document?: string;
}

const titles = { grant: 'grantTitle', measure: 'measureTitle', lift: 'liftTitle' } as const;
const bases = ['order53-45', 'order53-46', 'order84', 'periodic-assessment', 'administrative-penalty', 'nhsa'] as const;
