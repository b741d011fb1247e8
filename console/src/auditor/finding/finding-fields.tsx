import { Form, Input, InputNumber, Radio, type RefSelectProps, Select } from 'antd';
import type { RefObject } from 'react';
import { settingWords, sourceWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { FileMark } from '../../parts/file-mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useMe } from '../../session/me.ts';
import { recordingRoles, useHospitalIds, useHospitalNames, useViolations, type ViolationType } from '../queries.ts';
import { useToday } from '../today.ts';
import { DoctorField } from './doctor-field.tsx';
import type { FindingDraft } from './draft.ts';
import { findingWords } from './messages.ts';
import { OtherPersons } from './other-persons.tsx';
import { keyOf, ViolationField } from './violation-field.tsx';

/** The fields in the order in which a worksheet is read aloud. */
export function FindingFields(props: {
  readonly draft: FindingDraft;
  readonly first: RefObject<RefSelectProps | null>;
}) {
  const { draft, first } = props;
  const say = useWords(findingWords);
  const setting = useCodeWords(settingWords);
  const source = useCodeWords(sourceWords);
  const today = useToday();
  const violations = useRecordable(draft);
  const chosen = violations.items.find((each) => keyOf(each) === draft.violation);
  const needed = [{ required: true, message: say('needed') }];
  return (
    <div className="fields">
      <HospitalItem />
      <Form.Item className="whole" name="doctor" label={say('doctor')} rules={needed}>
        <DoctorField ref={first} />
      </Form.Item>
      <OtherPersons />
      <Form.Item className="third" name="occurredOn" label={say('occurredOn')} rules={needed}>
        <Input type="date" max={today} />
      </Form.Item>
      <Form.Item className="third" name="setting" label={say('setting')}>
        <Radio.Group
          optionType="button"
          options={Object.keys(settingWords).map((value) => ({ value, label: setting(value) }))}
        />
      </Form.Item>
      <Form.Item className="third" name="actRef" label={say('actRef')} rules={[{ ...needed[0], whitespace: true }]}>
        <Input maxLength={maxRef} autoComplete="off" />
      </Form.Item>
      <div className="whole">
        <ProblemAlert error={violations.error} />
      </div>
      <Form.Item className="whole" name="violation" label={say('violation')} rules={needed}>
        <ViolationField violations={violations.items} />
      </Form.Item>
      {chosen !== undefined && chosen.points.min !== chosen.points.max && <RangeItems violation={chosen} />}
      <Form.Item name="drugs" label={say('drugs')}>
        <Select mode="tags" open={false} suffixIcon={null} placeholder={say('drugsHint')} />
      </Form.Item>
      <Form.Item name="source" label={say('source')}>
        <Select options={Object.keys(sourceWords).map((value) => ({ value, label: source(value) }))} />
      </Form.Item>
      <Form.Item name="evidenceRef" label={say('evidenceRef')}>
        <Input maxLength={maxEvidence} autoComplete="off" />
      </Form.Item>
      <Form.Item name="evidenceHash" label={say('evidenceFile')}>
        <FileMark />
      </Form.Item>
      <Form.Item className="whole" name="remarks" label={say('remarks')}>
        <Input.TextArea rows={2} maxLength={maxRemarks} />
      </Form.Item>
    </div>
  );
}

/** Only for whoever records at more than one hospital. */
function HospitalItem() {
  const say = useWords(findingWords);
  const ids = useHospitalIds(recordingRoles);
  const name = useHospitalNames();
  return (
    <Form.Item className="whole" name="hospitalId" label={say('hospital')} hidden={ids.length < 2}>
      <Select options={ids.map((value) => ({ value, label: name(value) }))} />
    </Form.Item>
  );
}

function RangeItems({ violation: { points } }: { readonly violation: ViolationType }) {
  const say = useWords(findingWords);
  const needed = [{ required: true, message: say('needed') }];
  return (
    <>
      <Form.Item
        className="third"
        name="points"
        label={say('points')}
        extra={say('pointsRange', points)}
        rules={needed}
      >
        <InputNumber min={points.min} max={points.max} precision={0} />
      </Form.Item>
      <Form.Item className="whole" name="pointsReason" label={say('pointsReason')} rules={needed}>
        <Input maxLength={maxReason} />
      </Form.Item>
    </>
  );
}

/** What binds on the day of the act and this person may record: some hold one category only. */
function useRecordable({ hospitalId, occurredOn }: FindingDraft) {
  const { grants } = useMe();
  const { data, error } = useViolations(hospitalId, occurredOn);
  const own = grants.filter(
    ({ role, scope }) => recordingRoles.some((each) => each === role) && scope.hospitalId === hospitalId,
  );
  const items = (data?.items ?? []).filter(
    ({ category, subject }) =>
      subject === 'prescriber' && own.some((grant) => grant.category === null || grant.category === category),
  );
  return { items, error };
}

const maxRef = 100;
const maxEvidence = 200;
const maxRemarks = 2_000;
const maxReason = 500;
