import { Button, Form, Input, Select } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { categoryWords } from '../../language/vocabulary.ts';
import { said, useWords, type Words } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useRoles } from '../../session/me.ts';
import { roleWords } from '../../shell/messages.ts';
import { HospitalSelect } from '../hospital-select.tsx';
import { adminWords } from '../messages.ts';
import { useRegions } from '../queries.ts';
import { today } from '../today.ts';

type Role = keyof typeof roleWords;
type Scope =
  | { readonly kind: 'self'; readonly doctorId: string }
  | { readonly kind: 'department'; readonly hospitalId: string; readonly department: string }
  | { readonly kind: 'hospital'; readonly hospitalId: string }
  | { readonly kind: 'county'; readonly regionId: string }
  | { readonly kind: 'city' };

interface Wanted {
  readonly role: Role;
  readonly kind: Scope['kind'];
  readonly hospitalId?: string;
  readonly department?: string;
  readonly regionId?: string;
  readonly category?: string;
  readonly from: string;
  readonly until?: string;
}

/** A role for a place and a time. What goes together is the service's to say; this only asks for what a place needs. */
export function GrantForm({ personId, onDone }: { readonly personId: string; readonly onDone: () => void }) {
  const say = useWords(adminWords);
  const isSecurity = useRoles().has('security-administrator');
  const options = useOptions();
  const regions = useRegions();
  const [form] = Form.useForm<Wanted>();
  const kind = Form.useWatch('kind', form);
  const grant = useWrite({
    write: (
      { role, category = null, from, until = '', ...place }: Omit<Wanted, 'category'> & { category?: string | null },
      key,
    ) => {
      const body = {
        personId,
        role,
        scope: scopeOf(place, personId),
        category,
        from,
        until: until === '' ? null : until,
      };
      return answered(api.POST('/v1/access-grants', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    onDone,
  });
  const needed = { required: true, message: say('needed') };
  return (
    <Form
      form={form}
      layout="vertical"
      className="narrow below"
      initialValues={{ kind: 'hospital', from: today() }}
      onFinish={(wanted) => grant.mutate(wanted)}
    >
      <ProblemAlert error={grant.error} />
      <Form.Item name="role" label={say('role')} rules={[needed]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={options(roleWords)} />
      </Form.Item>
      <Form.Item name="kind" label={say('scope')} rules={[needed]}>
        <Select options={options(isSecurity ? scopeWords : hospitalScopeWords)} />
      </Form.Item>
      {(kind === 'hospital' || kind === 'department') && (
        <Form.Item name="hospitalId" label={say('hospital')} rules={[needed]}>
          <HospitalSelect />
        </Form.Item>
      )}
      {kind === 'department' && (
        <Form.Item name="department" label={say('department')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
      )}
      {kind === 'county' && (
        <Form.Item name="regionId" label={say('county')} rules={[needed]}>
          <Select
            options={(regions.data?.items ?? [])
              .filter(({ level }) => level === 'county')
              .map(({ regionId, name }) => ({ value: regionId, label: name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="category" label={say('category')}>
        <Select allowClear placeholder={say('everyCategory')} options={options(categoryWords)} />
      </Form.Item>
      <Form.Item name="from" label={say('from')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="until" label={say('untilField')} extra={say('untilText')}>
        <Input type="date" />
      </Form.Item>
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={grant.isPending}>
          {say('grantRole')}
        </Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </div>
    </Form>
  );
}

function useOptions(): (words: Words) => { value: string; label: string }[] {
  const { language } = useLanguage();
  return (words) => Object.entries(words).map(([value, sentence]) => ({ value, label: said(sentence, language) }));
}

function scopeOf(place: Pick<Wanted, 'kind' | 'hospitalId' | 'department' | 'regionId'>, personId: string): Scope {
  const { kind, hospitalId = '', department = '', regionId = '' } = place;
  switch (kind) {
    case 'self':
      return { kind, doctorId: personId };
    case 'department':
      return { kind, hospitalId, department };
    case 'hospital':
      return { kind, hospitalId };
    case 'county':
      return { kind, regionId };
    case 'city':
      return { kind };
  }
}

const hospitalScopeWords = {
  hospital: { zh: '一家医院', en: 'One hospital' },
  department: { zh: '一个科室', en: 'One department' },
  self: { zh: '本人记录（医师）', en: 'The own record (a doctor)' },
} satisfies Words;

const scopeWords = {
  ...hospitalScopeWords,
  county: { zh: '一个县区', en: 'One county' },
  city: { zh: '全市', en: 'The whole city' },
} satisfies Words;
