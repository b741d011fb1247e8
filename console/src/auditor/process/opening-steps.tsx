import { Form, InputNumber } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { useSchemes } from '../queries.ts';
import { ChoiceItem, DateItem, EvidenceItems, evidenceOf, TextItem, type TypedEvidence } from '../step/fields.tsx';
import { stepWords } from '../step/messages.ts';
import { StepDialog } from '../step/step-dialog.tsx';
import type { StepHeader } from '../step/step-form.tsx';
import { useToday } from '../today.ts';
import { processWords } from './messages.ts';
import type { Opening } from './opening-list.tsx';

interface OneDoctor {
  readonly doctorId: string;
  readonly version: string | null;
  readonly onCancel: () => void;
}

interface TypedOpening extends TypedEvidence {
  readonly scheme: string;
  readonly points: number;
  readonly carriedOn: string;
  readonly reason: string;
}

export function NewOpening({ doctorId, version, hospitalId, onCancel }: OneDoctor & { readonly hospitalId: string }) {
  const say = useWords(processWords);
  const needed = useWords(stepWords)('needed');
  const today = useToday();
  const schemes = useSchemes(hospitalId, today);
  return (
    <StepDialog<TypedOpening>
      title={say('recordOpening')}
      lead={say('openingsLead')}
      name={`opening/${doctorId}`}
      act={say('recordOpening')}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={({ scheme, points, carriedOn, reason, ...paper }, header) => {
        const document = evidenceOf(paper) ?? { ref: '', note: null, sha256: null };
        const params = { path: { doctorId }, header };
        const body = { hospitalId, scheme, points, carriedOn, document, reason };
        return answered(api.POST('/v1/doctors/{doctorId}/openings', { params, body }));
      }}
    >
      {() => (
        <>
          <ChoiceItem width="third" name="scheme" label={say('scheme')} options={schemes} />
          <Form.Item
            className="third"
            name="points"
            label={say('pointsLabel')}
            rules={[{ required: true, message: needed }]}
          >
            <InputNumber min={1} max={maxPoints} precision={0} />
          </Form.Item>
          <DateItem width="third" name="carriedOn" label={say('carriedOn')} max={today} />
          <EvidenceItems />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} />
        </>
      )}
    </StepDialog>
  );
}

const maxPoints = 1_000;

export type OpeningAct = 'confirmOpening' | 'dropOpening' | 'reverseOpening' | 'confirmReversal' | 'dropReversal';

/** One step about a balance; confirming takes a note, everything else its reason. */
export function OpeningStep(props: OneDoctor & { readonly act: OpeningAct; readonly opening: Opening }) {
  const { doctorId, version, act, opening, onCancel } = props;
  const say = useWords(processWords);
  const question = questions[act];
  const confirms = question !== undefined;
  return (
    <StepDialog<{ readonly reason?: string }>
      title={`${say(act)}：${say('points', { points: opening.points })}`}
      name={`${act}/${opening.openingId}`}
      act={say(act)}
      danger={confirms}
      {...(question === undefined
        ? {}
        : { question: () => ({ title: say(question.title), text: say(question.text) }) })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={({ reason = '' }, header) => send(act, { doctorId, opening, reason }, header)}
    >
      {() => (
        <TextItem
          width="whole"
          name="reason"
          label={say(confirms ? 'note' : 'reason')}
          optional={confirms}
          maxLength={2_000}
          lines={2}
        />
      )}
    </StepDialog>
  );
}

const questions: Readonly<Partial<Record<OpeningAct, Record<'title' | 'text', keyof typeof processWords>>>> = {
  confirmOpening: { title: 'confirmOpeningAsk', text: 'confirmOpeningText' },
  confirmReversal: { title: 'confirmReversalAsk', text: 'confirmReversalText' },
};

function send(
  act: OpeningAct,
  { doctorId, opening, reason }: { readonly doctorId: string; readonly opening: Opening; readonly reason: string },
  header: StepHeader,
) {
  const { openingId, hospitalId } = opening;
  const params = { path: { doctorId, openingId }, header };
  const body = { hospitalId, reason };
  const noted = { hospitalId, note: reason };
  switch (act) {
    case 'confirmOpening':
      return answered(api.POST('/v1/doctors/{doctorId}/openings/{openingId}/confirmation', { params, body: noted }));
    case 'dropOpening':
      return answered(api.POST('/v1/doctors/{doctorId}/openings/{openingId}/refusal', { params, body }));
    case 'reverseOpening':
      return answered(
        api.POST('/v1/doctors/{doctorId}/openings/{openingId}/reversal', { params, body: { ...body, document: null } }),
      );
    case 'confirmReversal':
      return answered(
        api.POST('/v1/doctors/{doctorId}/openings/{openingId}/reversal/confirmation', { params, body: noted }),
      );
    case 'dropReversal':
      return answered(api.POST('/v1/doctors/{doctorId}/openings/{openingId}/reversal/refusal', { params, body }));
  }
}
