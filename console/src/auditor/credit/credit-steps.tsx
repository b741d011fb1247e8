import { Form } from 'antd';
import { answered, api, type Schema } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { DoctorField } from '../finding/doctor-field.tsx';
import { useSchemes } from '../queries.ts';
import type { Chosen } from '../search-field.tsx';
import { ChoiceItem, DateItem, EvidenceItems, evidenceOf, TextItem, type TypedEvidence } from '../step/fields.tsx';
import { stepWords } from '../step/messages.ts';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import { creditWords } from './messages.ts';

interface TypedCredit extends TypedEvidence {
  readonly doctor: Chosen;
  readonly scheme: string;
  readonly activity: string;
  readonly doneOn: string;
}

/** @param doctor whom the page is about that asks for it. */
export function NewCredit(props: {
  readonly hospitalId: string;
  readonly doctor?: Chosen;
  readonly onCancel: () => void;
}) {
  const { hospitalId, doctor, onCancel } = props;
  const say = useWords(creditWords);
  const needed = useWords(stepWords)('needed');
  const today = useToday();
  const schemes = useSchemes(hospitalId, today);
  return (
    <StepDialog<TypedCredit>
      title={say('record')}
      lead={say('lead')}
      name={`credit/${doctor?.value ?? 'any'}`}
      act={say('record')}
      start={{ ...(doctor === undefined ? {} : { doctor }), doneOn: today }}
      onCancel={onCancel}
      write={({ doctor: chosen, scheme, activity, doneOn, ...paper }, header) => {
        const evidence = evidenceOf(paper);
        const body = { hospitalId, scheme, activity, doneOn, evidence: evidence === null ? [] : [evidence] };
        const params = { path: { doctorId: chosen.value }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/credits', { params, body }));
      }}
    >
      {() => (
        <>
          <Form.Item
            className="whole"
            name="doctor"
            label={say('doctor')}
            rules={[{ required: true, message: needed }]}
          >
            <DoctorField />
          </Form.Item>
          <TextItem width="whole" name="activity" label={say('activity')} />
          <ChoiceItem name="scheme" label={say('scheme')} options={schemes} />
          <DateItem name="doneOn" label={say('doneOn')} max={today} />
          <EvidenceItems optional />
        </>
      )}
    </StepDialog>
  );
}

interface OneCredit {
  readonly credit: Schema<'Credit'>;
  readonly onCancel: () => void;
}

export function ConfirmCredit({ credit, onCancel }: OneCredit) {
  const { creditId, doctorId, doctorName, hospitalId, activity } = credit;
  const say = useWords(creditWords);
  return (
    <StepDialog<{ readonly note?: string }>
      title={say('confirmTitle', { name: doctorName })}
      lead={activity}
      name={`confirm-credit/${creditId}`}
      act={say('confirm')}
      question={() => ({ title: say('confirmAsk'), text: say('confirmText') })}
      start={{}}
      onCancel={onCancel}
      write={({ note = '' }, header) => {
        const params = { path: { doctorId, creditId }, header };
        const body = { hospitalId, note };
        return answered(api.POST('/v1/doctors/{doctorId}/credits/{creditId}/confirmation', { params, body }));
      }}
    >
      {() => <TextItem width="whole" name="note" label={say('note')} maxLength={2_000} optional />}
    </StepDialog>
  );
}

export function DeclineCredit({ credit, onCancel }: OneCredit) {
  const { creditId, doctorId, doctorName, hospitalId, activity } = credit;
  const say = useWords(creditWords);
  return (
    <StepDialog<{ readonly reason: string }>
      title={say('declineTitle', { name: doctorName })}
      lead={activity}
      name={`decline-credit/${creditId}`}
      act={say('decline')}
      question={() => ({ title: say('declineAsk'), text: say('declineText') })}
      start={{}}
      onCancel={onCancel}
      write={({ reason }, header) => {
        const params = { path: { doctorId, creditId }, header };
        const body = { hospitalId, reason };
        return answered(api.POST('/v1/doctors/{doctorId}/credits/{creditId}/decline', { params, body }));
      }}
    >
      {() => <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} lines={2} />}
    </StepDialog>
  );
}
