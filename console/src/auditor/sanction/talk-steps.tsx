import { Form, Radio } from 'antd';
import { answered, api } from '../../api/client.ts';
import type { operations } from '../../api/schema.gen.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { ChoiceItem, DateItem, EvidenceItems, evidenceOf, TextItem, type TypedEvidence } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import type { OneDuty } from './impose-dialog.tsx';
import { sanctionWords } from './messages.ts';
import { dueWords, requirementWords } from './sanction-words.ts';

interface TypedTalk extends TypedEvidence {
  readonly heldOn: string;
}

/** A talk was held, with its minutes. */
export function TalkDialog({ doctorId, sanction, duty, version, onCancel }: OneDuty) {
  const say = useWords(sanctionWords);
  const what = useCodeWords(dueWords)(sanction.due);
  const today = useToday();
  return (
    <StepDialog<TypedTalk>
      title={say('talkTitle', { what })}
      name={`talk/${doctorId}/${sanction.id}/${duty.hospitalId}`}
      act={say('talk')}
      question={() => ({ title: say('talkAsk'), text: say('irreversible') })}
      start={{ heldOn: today }}
      version={version}
      onCancel={onCancel}
      write={({ heldOn, ...paper }, header) => {
        const minutes = evidenceOf(paper) ?? { ref: '', note: null, sha256: null };
        const body = { sanctionDueId: sanction.id, hospitalId: duty.hospitalId, heldOn, minutes };
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/sanctions/talk', { params, body }));
      }}
    >
      {() => (
        <>
          <DateItem width="whole" name="heldOn" label={say('heldOn')} min={sanction.dueOn} max={today} />
          <EvidenceItems />
        </>
      )}
    </StepDialog>
  );
}

type Requirement = operations['recordRequirement']['requestBody']['content']['application/json']['requirement'];

interface TypedRequirement extends TypedEvidence {
  readonly requirement: Requirement;
  readonly doneOn: string;
  readonly passed: boolean;
}

/** The doctor did what was asked, or failed an exam. */
export function RequirementDialog({ doctorId, sanction, duty, version, onCancel }: OneDuty) {
  const say = useWords(sanctionWords);
  const name = useCodeWords(requirementWords);
  const today = useToday();
  const [first] = duty.missing;
  return (
    <StepDialog<TypedRequirement>
      title={say('requirementTitle')}
      name={`requirement/${doctorId}/${sanction.id}/${duty.hospitalId}`}
      act={say('requirement')}
      question={({ requirement, passed }) => ({
        title: say('requirementAsk', { what: name(requirement), result: say(passed ? 'passed' : 'failed') }),
        text: say('irreversible'),
      })}
      start={{ ...(first === undefined ? {} : { requirement: first as Requirement }), doneOn: today, passed: true }}
      version={version}
      onCancel={onCancel}
      write={({ requirement, doneOn, passed, ...paper }, header) => {
        const evidence = evidenceOf(paper);
        const body = {
          sanctionDueId: sanction.id,
          hospitalId: duty.hospitalId,
          requirement,
          doneOn,
          passed,
          evidence: evidence === null ? [] : [evidence],
        };
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/sanctions/requirement', { params, body }));
      }}
    >
      {() => (
        <>
          <ChoiceItem
            width="third"
            name="requirement"
            label={say('whichRequirement')}
            options={duty.missing.map((value) => ({ value, label: name(value) }))}
          />
          <DateItem width="third" name="doneOn" label={say('doneOn')} max={today} />
          <Form.Item className="third" name="passed" label={say('result')}>
            <Radio.Group
              optionType="button"
              options={[
                { value: true, label: say('passed') },
                { value: false, label: say('failed') },
              ]}
            />
          </Form.Item>
          <EvidenceItems optional />
        </>
      )}
    </StepDialog>
  );
}

export function SetAsideDialog({ doctorId, sanction, duty, version, onCancel }: OneDuty) {
  const say = useWords(sanctionWords);
  const what = useCodeWords(dueWords)(sanction.due);
  return (
    <StepDialog<{ readonly reason: string }>
      title={say('setAsideTitle', { what })}
      lead={say('setAsideLead')}
      name={`set-aside/${doctorId}/${sanction.id}/${duty.hospitalId}`}
      act={say('setAside')}
      question={() => ({ title: say('setAsideAsk'), text: say('irreversible') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={({ reason }, header) => {
        const body = { sanctionDueId: sanction.id, hospitalId: duty.hospitalId, reason };
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/sanctions/set-aside', { params, body }));
      }}
    >
      {() => <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} lines={3} />}
    </StepDialog>
  );
}
