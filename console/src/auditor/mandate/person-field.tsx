import type { Schema } from '../../api/client.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { roleWords } from '../../shell/messages.ts';
import { type ChosenProps, SearchField, useTyped } from '../search-field.tsx';
import { useStaffSearch } from './mandate-queries.ts';
import { mandateWords } from './messages.ts';

/** Finds a person by a part of the name; what they are besides tells two of one name apart. */
export function PersonField(props: ChosenProps) {
  const say = useWords(mandateWords);
  const typed = useTyped();
  const search = useStaffSearch(typed.q);
  return (
    <SearchField
      {...props}
      typed={typed}
      search={search}
      says={{
        hint: say('personHint'),
        type: say('personType'),
        none: say('personNone'),
        others: search.data?.more === true ? say('othersToo') : undefined,
      }}
      chosenOf={({ personId, name }) => ({ value: personId, label: name })}
      shown={(person) => <Found person={person} />}
    />
  );
}

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
