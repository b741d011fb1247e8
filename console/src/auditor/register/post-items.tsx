import { AutoComplete, Form } from 'antd';
import { useWords } from '../../language/words.ts';
import { ChoiceItem, TextItem } from '../step/fields.tsx';
import { stepWords } from '../step/messages.ts';
import { registerWords } from './messages.ts';
import { useWards } from './register-queries.ts';

export interface TypedPost {
  readonly staffNo: string;
  readonly department: string;
  readonly wardId?: string;
}

/** By which number and where a hospital knows a doctor; departments are those that its wards name. */
export function PostItems({ hospitalId, typed }: { readonly hospitalId: string; readonly typed: Partial<TypedPost> }) {
  const say = useWords(registerWords);
  const needed = useWords(stepWords)('needed');
  const wards = useWards(hospitalId).data?.items ?? [];
  const departments = [...new Set(wards.map(({ department }) => department))];
  const here = wards.filter(({ department }) => department === typed.department);
  return (
    <>
      <TextItem width="third" name="staffNo" label={say('staffNo')} maxLength={40} />
      <Form.Item
        className="third"
        name="department"
        label={say('department')}
        rules={[{ required: true, whitespace: true, message: needed }]}
      >
        <AutoComplete
          options={departments.map((value) => ({ value }))}
          showSearch={{ filterOption: (text, option) => option?.value.includes(text) ?? false }}
          maxLength={100}
        />
      </Form.Item>
      <ChoiceItem
        width="third"
        name="wardId"
        label={say('ward')}
        optional
        options={(here.length > 0 ? here : wards).map(({ wardId, name }) => ({ value: wardId, label: name }))}
      />
    </>
  );
}

export function postOf({ staffNo, department, wardId }: TypedPost) {
  return { staffNo: staffNo.trim(), department: department.trim(), wardId: wardId ?? null };
}
