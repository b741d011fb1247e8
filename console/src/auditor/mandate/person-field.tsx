import { Select } from 'antd';
import { useState } from 'react';
import type { Schema } from '../../api/client.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { roleWords } from '../../shell/messages.ts';
import { useSettled } from '../finding/settled.ts';
import { useStaffSearch } from './mandate-queries.ts';
import { mandateWords } from './messages.ts';

/** A person as the field holds them: the name stays readable while nothing is asked. */
export interface ChosenPerson {
  readonly value: string;
  readonly label: string;
}

/** Finds a person by a part of the name; what they are besides tells two of one name apart. */
export function PersonField(props: {
  readonly id?: string;
  readonly value?: ChosenPerson;
  readonly onChange?: (person: ChosenPerson | undefined) => void;
}) {
  const { id, value, onChange } = props;
  const say = useWords(mandateWords);
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), waitMs);
  const { data, isFetching } = useStaffSearch(q);
  const found = q === '' ? [] : (data?.items ?? []);
  return (
    <Select<ChosenPerson>
      {...(id === undefined ? {} : { id })}
      labelInValue
      value={value ?? null}
      onChange={(chosen) => onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : undefined)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      loading={isFetching}
      placeholder={say('personHint')}
      notFoundContent={say(q === '' ? 'personType' : 'personNone')}
      options={[
        ...found.map((person): Option => ({ value: person.personId, label: person.name, person })),
        ...(q !== '' && data?.more === true ? [others] : []),
      ]}
      optionRender={({ data: { person } }) => (person === null ? say('othersToo') : <Found person={person} />)}
    />
  );
}

interface Option extends ChosenPerson {
  /** null: no person, but the note that there are more. */
  readonly person: Schema<'StaffMember'> | null;
  readonly disabled?: boolean;
}

const others: Option = { value: '', label: '', person: null, disabled: true };

function Found({ person: { name, institutions, roles } }: { readonly person: Schema<'StaffMember'> }) {
  const say = useWords(mandateWords);
  const role = useCodeWords(roleWords);
  return (
    <>
      <strong>{name}</strong> {institutions.length === 0 ? say('commission') : institutions.join('、')}
      <span className="option-end">{roles.map(role).join('、')}</span>
    </>
  );
}

const waitMs = 150;
