import { Form } from 'antd';
import { useEffect } from 'react';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useRoles } from '../../session/me.ts';
import { roleWords } from '../../shell/messages.ts';
import type { Chosen } from '../search-field.tsx';
import { ChoiceItem, DateItem, TextItem } from '../step/fields.tsx';
import { stepWords } from '../step/messages.ts';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import { type Mandate, type MandatedRole, mandatedRoles, useHolders } from './mandate-queries.ts';
import { mandateWords } from './messages.ts';
import { PersonField } from './person-field.tsx';

interface TypedMandate {
  readonly person: Chosen;
  readonly role: MandatedRole;
  readonly inPlaceOf?: string;
  readonly from: string;
  readonly until: string;
  readonly document: string;
  readonly reason: string;
}

export function GiveMandate({ hospitalId, onCancel }: { readonly hospitalId: string; readonly onCancel: () => void }) {
  const say = useWords(mandateWords);
  const needed = useWords(stepWords)('needed');
  const roleName = useCodeWords(roleWords);
  const form = useForm();
  const today = useToday();
  const anywhere = useRoles().has('commission-registrar');
  return (
    <StepDialog<TypedMandate>
      title={say('give')}
      name={`mandate/${hospitalId}`}
      act={say('give')}
      danger
      question={({ person, role, from }) => ({
        title: say('giveAsk', { name: person.label, from: form.date(from), role: roleName(role) }),
        text: say('giveText'),
      })}
      start={{ from: today }}
      onCancel={onCancel}
      write={({ person, role, inPlaceOf = null, from, until, document, reason }, header) => {
        const body = { hospitalId, personId: person.value, role, inPlaceOf, from, until, reason, document };
        return answered(api.POST('/v1/mandates', { params: { header }, body }));
      }}
    >
      {({ from, role }) => (
        <>
          <Form.Item
            className="whole"
            name="person"
            label={say('person')}
            extra={say(anywhere ? 'personAnywhere' : 'personElsewhere')}
            rules={[{ required: true, message: needed }]}
          >
            <PersonField />
          </Form.Item>
          <ChoiceItem
            name="role"
            label={say('role')}
            options={mandatedRoles.map((value) => ({ value, label: roleName(value) }))}
          />
          <ReplacedItem hospitalId={hospitalId} role={role} />
          <DateItem name="from" label={say('from')} />
          <DateItem name="until" label={say('until')} {...(from === undefined ? {} : { min: from })} />
          <TextItem name="document" label={say('document')} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} lines={2} />
        </>
      )}
    </StepDialog>
  );
}

/** Only who holds the role now can be replaced in it. */
function ReplacedItem({ hospitalId, role }: { readonly hospitalId: string; readonly role: MandatedRole | undefined }) {
  const say = useWords(mandateWords);
  const form = Form.useFormInstance<TypedMandate>();
  const known = useHolders(hospitalId, role).data?.items;
  const options = (role === undefined ? [] : (known ?? [])).map(({ personId, name }) => ({
    value: personId,
    label: name,
  }));
  const chosen = Form.useWatch('inPlaceOf', form);
  const isStale = known !== undefined && chosen !== undefined && !options.some(({ value }) => value === chosen);
  useEffect(() => {
    // Of another role: nobody replaces in this one who holds that one.
    if (isStale) form.setFieldValue('inPlaceOf', undefined);
  }, [form, isStale]);
  return (
    <ChoiceItem
      name="inPlaceOf"
      label={say('inPlaceOf')}
      extra={say('inPlaceOfHint')}
      optional
      search
      options={options}
    />
  );
}

interface TypedEnd {
  readonly until: string;
  readonly reason: string;
}

export function EndMandate({ mandate, onCancel }: { readonly mandate: Mandate; readonly onCancel: () => void }) {
  const { mandateId, name, from, until: last } = mandate;
  const say = useWords(mandateWords);
  const form = useForm();
  const today = useToday();
  return (
    <StepDialog<TypedEnd>
      title={say('endTitle', { name })}
      name={`end-mandate/${mandateId}`}
      act={say('end')}
      danger
      question={({ until }) => ({ title: say('endAsk', { name, until: form.date(until) }), text: say('endText') })}
      start={{ until: from > today ? from : today }}
      onCancel={onCancel}
      write={(body, header) => {
        const params = { path: { mandateId }, header };
        return answered(api.POST('/v1/mandates/{mandateId}/end', { params, body }));
      }}
    >
      {() => (
        <>
          <DateItem name="until" label={say('ends')} min={from} max={last} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} lines={2} />
        </>
      )}
    </StepDialog>
  );
}
