import { Form, Select } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { ChoiceItem, DateItem, TextItem } from '../step/fields.tsx';
import { stepWords } from '../step/messages.ts';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import { placeWords } from './place-messages.ts';
import type { Ward } from './register-queries.ts';

interface TypedWard {
  readonly name: string;
  readonly department: string;
  readonly specialty: string;
  readonly codes: readonly string[];
  readonly from: string;
}

export function NewWard({ hospitalId, onCancel }: { readonly hospitalId: string; readonly onCancel: () => void }) {
  const say = useWords(placeWords);
  const today = useToday();
  return (
    <StepDialog<TypedWard>
      title={say('register')}
      name="register-ward"
      act={say('register')}
      start={{ from: today, codes: [] }}
      onCancel={onCancel}
      write={({ from, ...facts }, header) => {
        const params = { path: { hospitalId }, header };
        const body = { ...facts, codes: [...facts.codes], from };
        return answered(api.POST('/v1/hospitals/{hospitalId}/wards', { params, body }));
      }}
    >
      {() => <WardItems />}
    </StepDialog>
  );
}

interface OneWard {
  readonly ward: Ward;
  readonly version: string | null;
  readonly onCancel: () => void;
}

/** Only what was changed is sent: what another person changed meanwhile stays as they left it. */
export function ChangeWard({ ward, version, onCancel }: OneWard) {
  const { hospitalId, wardId } = ward;
  const say = useWords(placeWords);
  const today = useToday();
  return (
    <StepDialog<TypedWard>
      title={say('changeTitle', { name: ward.name })}
      lead={say('changeText')}
      name={`change-ward/${wardId}`}
      act={say('save')}
      start={{ ...ward, from: today }}
      version={version}
      onCancel={onCancel}
      write={({ from, name, department, specialty, codes }, header) => {
        const params = { path: { hospitalId, wardId }, header };
        const set = {
          ...(name === ward.name ? {} : { name }),
          ...(department === ward.department ? {} : { department }),
          ...(specialty === ward.specialty ? {} : { specialty }),
          ...(codes.join('\n') === ward.codes.join('\n') ? {} : { codes: [...codes] }),
        };
        return answered(api.PATCH('/v1/hospitals/{hospitalId}/wards/{wardId}', { params, body: { from, set } }));
      }}
    >
      {() => <WardItems />}
    </StepDialog>
  );
}

function WardItems() {
  const say = useWords(placeWords);
  const needed = useWords(stepWords)('needed');
  return (
    <>
      <TextItem name="name" label={say('name')} maxLength={100} />
      <TextItem name="department" label={say('department')} maxLength={100} />
      <TextItem name="specialty" label={say('specialty')} extra={say('specialtyHint')} maxLength={100} />
      <DateItem name="from" label={say('from')} />
      <Form.Item
        className="whole"
        name="codes"
        label={say('codes')}
        extra={say('codesHint')}
        rules={[{ required: true, type: 'array', min: 1, message: needed }]}
      >
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
    </>
  );
}

interface TypedEnd {
  readonly until: string;
  readonly intoId?: string;
  readonly reason: string;
}

export function EndWard({ ward, version, others, onCancel }: OneWard & { readonly others: readonly Ward[] }) {
  const { hospitalId, wardId, name } = ward;
  const say = useWords(placeWords);
  return (
    <StepDialog<TypedEnd>
      title={say('endTitle', { name })}
      name={`end-ward/${wardId}`}
      act={say('end')}
      danger
      question={() => ({ title: say('endAsk', { name }), text: say('endText') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={({ until, intoId = null, reason }, header) => {
        const params = { path: { hospitalId, wardId }, header };
        return answered(
          api.POST('/v1/hospitals/{hospitalId}/wards/{wardId}/end', { params, body: { until, reason, intoId } }),
        );
      }}
    >
      {() => (
        <>
          <DateItem name="until" label={say('until')} min={ward.from} />
          <ChoiceItem
            name="intoId"
            label={say('into')}
            extra={say('intoHint')}
            optional
            search
            options={others.map((each) => ({ value: each.wardId, label: each.name }))}
          />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} />
        </>
      )}
    </StepDialog>
  );
}
