import { type RefSelectProps, Select } from 'antd';
import { type Ref, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { type ListedDoctor, useDoctorSearch } from '../queries.ts';
import { findingWords } from './messages.ts';
import { useSettled } from './settled.ts';

/** A doctor as the field holds them: the name stays readable while nothing is asked. */
export interface ChosenDoctor {
  readonly value: string;
  readonly label: string;
}

/** One field for name, pinyin, initials, staff number and licence; Enter takes the first that was found. */
export function DoctorField(props: {
  readonly id?: string;
  readonly value?: ChosenDoctor;
  readonly onChange?: (doctor: ChosenDoctor | undefined) => void;
  readonly ref?: Ref<RefSelectProps>;
}) {
  const { id, value, onChange, ref } = props;
  const say = useWords(findingWords);
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), waitMs);
  const { data, isFetching } = useDoctorSearch(q);
  const found = q === '' ? [] : (data?.items ?? []);
  return (
    <Select<ChosenDoctor>
      {...(id === undefined ? {} : { id })}
      {...(ref === undefined ? {} : { ref })}
      labelInValue
      value={value ?? null}
      onChange={(chosen) => onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : undefined)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      loading={isFetching}
      placeholder={say('doctorHint')}
      notFoundContent={say(q === '' ? 'doctorType' : 'doctorNone')}
      options={found.map((doctor) => ({ value: doctor.doctorId, label: labelOf(doctor), doctor }))}
      optionRender={({ data: { doctor } }) => <Found doctor={doctor} />}
    />
  );
}

function Found({ doctor }: { readonly doctor: ListedDoctor }) {
  const [post] = doctor.posts;
  return (
    <>
      <strong>{doctor.name}</strong> {post === undefined ? '' : `${post.department} · ${post.staffNo}`}
      <span className="option-end">{doctor.licenceNo}</span>
    </>
  );
}

function labelOf({ name, posts: [post] }: ListedDoctor): string {
  return post === undefined ? name : `${name} · ${post.department} · ${post.staffNo}`;
}

const waitMs = 150;
