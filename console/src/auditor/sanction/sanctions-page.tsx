import { Tag } from 'antd';
import { Link } from 'react-router';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { officeWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { CodeFilter } from '../../parts/list/code-filter.tsx';
import { ListPage } from '../../parts/list/list-page.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useHospitalNames } from '../queries.ts';
import { sanctionWords } from './messages.ts';
import { type Sanction, type SanctionDuty, useSanctions } from './sanction-queries.ts';
import { dueWords, dutyStateColours, dutyStateWords } from './sanction-words.ts';
import '../auditor.css';

/** What has fallen due in the reader's scope, doctor by doctor; it is worked on at the doctor's own page. */
export function SanctionsPage() {
  const say = useWords(sanctionWords);
  const [state, setState] = useFilter('state', 'open');
  const list = useSanctions(state);
  return (
    <ListPage
      title={say('listTitle')}
      lead={say('listLead')}
      actions={
        <CodeFilter
          label={say('state')}
          every={{ value: 'all', label: say('everyState') }}
          words={dutyStateWords}
          value={state}
          onChange={setState}
        />
      }
      list={list}
      none={say('listNone')}
      table={(items) => <SanctionTable rows={items.flatMap((item) => rowsOf(item, state))} />}
    />
  );
}

interface Row {
  readonly doctorId: string;
  readonly doctorName: string;
  readonly sanction: Sanction;
  readonly duty: SanctionDuty;
}

/** Each hospital answers what is due for itself. */
function rowsOf({ sanction, ...doctor }: Omit<Row, 'duty'>, state: string): Row[] {
  return sanction.duties
    .filter((duty) => state === 'all' || duty.state === state)
    .map((duty) => ({ ...doctor, sanction, duty }));
}

function SanctionTable({ rows }: { readonly rows: readonly Row[] }) {
  const say = useWords(sanctionWords);
  const due = useCodeWords(dueWords);
  const state = useCodeWords(dutyStateWords);
  const office = useCodeWords(officeWords);
  const hospital = useHospitalNames();
  const ground = useGround();
  const { language } = useLanguage();
  const form = useForm();
  return (
    <Sheet<Row>
      rows={rows}
      rowKey={({ doctorId, sanction, duty }) => `${doctorId} ${sanction.id} ${duty.hospitalId}`}
      columns={[
        {
          title: say('doctor'),
          cell: ({ doctorId, doctorName }) => <Link to={`/review/doctors/${doctorId}/sanctions`}>{doctorName}</Link>,
          className: 'name',
        },
        {
          title: say('what'),
          widthPx: 300,
          cell: ({ sanction }) => (
            <>
              <strong>{due(sanction.due)}</strong> <span className="soft">{sanction.text[language]}</span>
            </>
          ),
        },
        { title: say('ground'), cell: ({ sanction }) => ground(sanction) },
        { title: say('by'), cell: ({ sanction }) => office(sanction.by) },
        { title: say('hospital'), cell: ({ duty }) => hospital(duty.hospitalId) },
        { title: say('openFrom'), cell: ({ duty }) => (duty.openFrom === null ? '—' : form.date(duty.openFrom)) },
        {
          title: say('state'),
          cell: ({ duty }) => <Tag color={dutyStateColours[duty.state] ?? 'default'}>{state(duty.state)}</Tag>,
        },
      ]}
    />
  );
}

/** Why something is due, in a few words. */
export function useGround(): (sanction: Sanction) => string {
  const say = useWords(sanctionWords);
  return ({ ground: { kind, at, before = 0, after = 0, acts = 0 } }) =>
    kind === 'threshold' ? say('points', { at, before, after }) : say('acts', { at, acts });
}
