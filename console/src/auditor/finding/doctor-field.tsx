import { useWords } from '../../language/words.ts';
import { type ListedDoctor, useDoctorSearch } from '../queries.ts';
import { type ChosenProps, SearchField, useTyped } from '../search-field.tsx';
import { findingWords } from './messages.ts';

/** One field for name, pinyin, initials, staff number and licence. */
export function DoctorField(props: ChosenProps) {
  const say = useWords(findingWords);
  const typed = useTyped();
  return (
    <SearchField
      {...props}
      typed={typed}
      search={useDoctorSearch(typed.q)}
      says={{ hint: say('doctorHint'), type: say('doctorType'), none: say('doctorNone') }}
      chosenOf={(doctor) => ({ value: doctor.doctorId, label: labelOf(doctor) })}
      shown={(doctor) => <Found doctor={doctor} />}
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
