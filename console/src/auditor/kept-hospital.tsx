import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useFilter } from '../charts/filter.ts';
import { useWords } from '../language/words.ts';
import { useMe } from '../session/me.ts';
import { keptWords } from './kept-messages.ts';
import { useHospitalIds, useHospitals } from './queries.ts';

const hospitalRoles = ['medical-affairs', 'auditor', 'reviewer', 'ethics-office'] as const;

/**
 * The hospital that a page keeps things of: for a hospital's people their own; the commission's registrar, who keeps those of
 * all, chooses one, which stands in the address.
 *
 * @returns no hospital while none is chosen; `chooser` is nothing where there is only one.
 */
export function useKeptHospital(): KeptHospital {
  const say = useWords(keptWords);
  const own = useHospitalIds(hospitalRoles);
  const isRegistrar = useMe().grants.some(({ role }) => role === 'commission-registrar');
  const all = useHospitals().data?.items ?? [];
  const [chosen, setChosen] = useFilter('hospital', '');
  const kept = isRegistrar ? all : all.filter(({ hospitalId }) => own.includes(hospitalId));
  if (!isRegistrar && own.length < 2) return { hospitalId: own[0], chooser: null };
  const chooser = (
    <Select
      className="hospital-chooser"
      aria-label={say('hospital')}
      placeholder={say('choose')}
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen === '' ? null : chosen}
      onChange={(next: string) => setChosen(next)}
      options={kept.map(({ hospitalId, name }) => ({ value: hospitalId, label: name }))}
    />
  );
  return { hospitalId: chosen === '' ? undefined : chosen, chooser };
}

export interface KeptHospital {
  readonly hospitalId: string | undefined;
  readonly chooser: ReactNode;
}
