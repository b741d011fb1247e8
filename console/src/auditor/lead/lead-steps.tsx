import { Form } from 'antd';
import { answered, api, type Schema } from '../../api/client.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { DoctorField } from '../finding/doctor-field.tsx';
import type { Chosen } from '../search-field.tsx';
import { ChoiceItem, DateItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import { leadSourceWords, leadWords } from './messages.ts';

interface TypedLead {
  readonly source: keyof typeof leadSourceWords;
  readonly doctor?: Chosen;
  readonly occurredOn: string;
  readonly actRef?: string;
  readonly code?: string;
  readonly text: string;
}

export function NewLead({ hospitalId, onCancel }: { readonly hospitalId: string; readonly onCancel: () => void }) {
  const say = useWords(leadWords);
  const source = useCodeWords(leadSourceWords);
  const today = useToday();
  return (
    <StepDialog<TypedLead>
      title={say('post')}
      lead={say('lead')}
      name="lead"
      act={say('post')}
      start={{ source: 'complaint', occurredOn: today }}
      onCancel={onCancel}
      write={({ doctor, actRef = '', code = '', ...typed }, header) => {
        const body = {
          hospitalId,
          ...typed,
          doctor: doctor === undefined ? null : { doctorId: doctor.value },
          actRef: actRef.trim() === '' ? null : actRef.trim(),
          code: code.trim() === '' ? null : code.trim(),
        };
        return answered(api.POST('/v1/leads', { params: { header }, body }));
      }}
    >
      {() => (
        <>
          <ChoiceItem
            name="source"
            label={say('source')}
            options={Object.keys(leadSourceWords).map((value) => ({ value, label: source(value) }))}
          />
          <DateItem name="occurredOn" label={say('occurredOn')} max={today} />
          <Form.Item className="whole" name="doctor" label={say('doctor')} extra={say('unknown')}>
            <DoctorField />
          </Form.Item>
          <TextItem name="actRef" label={say('actRef')} maxLength={100} optional />
          <TextItem name="code" label={say('code')} maxLength={20} optional />
          <TextItem width="whole" name="text" label={say('text')} maxLength={2_000} lines={3} />
        </>
      )}
    </StepDialog>
  );
}

export function SetLeadAside({ lead, onCancel }: { readonly lead: Schema<'Lead'>; readonly onCancel: () => void }) {
  const { leadId, text } = lead;
  const say = useWords(leadWords);
  return (
    <StepDialog<{ readonly reason: string }>
      title={say('setAsideTitle')}
      lead={text}
      name={`lead/${leadId}`}
      act={say('setAside')}
      question={() => ({ title: say('setAsideAsk'), text: say('setAsideText') })}
      start={{}}
      onCancel={onCancel}
      write={({ reason }, header) => {
        const params = { path: { leadId }, header };
        const body = { outcome: 'set-aside' as const, deductionId: null, reason };
        return answered(api.POST('/v1/leads/{leadId}/close', { params, body }));
      }}
    >
      {() => <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} lines={2} />}
    </StepDialog>
  );
}
