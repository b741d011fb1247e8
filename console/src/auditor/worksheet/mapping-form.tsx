import { Button, Form, Input } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { fieldWords, worksheetWords } from './messages.ts';

/** How the hospital's own sheet names its columns; saved once, so that next month's needs no work. */
export function MappingForm({ hospitalId, open }: { readonly hospitalId: string; readonly open: boolean }) {
  const say = useWords(worksheetWords);
  const field = useCodeWords(fieldWords);
  const save = useWrite({
    write: ({ name, ...typed }: Record<string, string | undefined>, key) => {
      const columns = Object.fromEntries(
        Object.entries(typed).flatMap(([each, header = '']) => (header.trim() === '' ? [] : [[each, header.trim()]])),
      );
      const body = { hospitalId, name: name ?? '', columns, codes: {} };
      return answered(api.POST('/v1/mappings', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
  });
  return (
    <details className="block wide" open={open}>
      <summary>{say('newMapping')}</summary>
      <ProblemAlert error={save.error} />
      <Form layout="vertical" requiredMark={false} className="fields below" onFinish={(typed) => save.mutate(typed)}>
        <Form.Item
          className="whole"
          name="name"
          label={say('mappingName')}
          rules={[{ required: true, whitespace: true, message: say('needed') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        {Object.keys(fieldWords).map((name) => (
          <Form.Item className="third" key={name} name={name} label={field(name)}>
            <Input maxLength={100} placeholder={say('columnHint')} />
          </Form.Item>
        ))}
        <div className="whole">
          <Button htmlType="submit" loading={save.isPending}>
            {say('save')}
          </Button>
        </div>
      </Form>
    </details>
  );
}
