import { Segmented, Tag } from 'antd';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { taskWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useClock } from '../../parts/clock.ts';
import { CodeFilter } from '../../parts/list/code-filter.tsx';
import { ListPage } from '../../parts/list/list-page.tsx';
import { useRoles } from '../../session/me.ts';
import { type Duty, decidingRoles, recordingRoles } from '../queries.ts';
import { byWords, queueWords } from './messages.ts';
import '../auditor.css';
import { Sheet } from '../../parts/sheet.tsx';

/** What waits, for whom and until when; a task is opened where it is done. */
export function QueuePage() {
  const say = useWords(queueWords);
  const roles = useRoles();
  // Whoever leads a department does little of it and answers for all of it.
  const acts = [...recordingRoles, ...decidingRoles].some((role) => roles.has(role));
  const [whose, setWhose] = useFilter('whose', acts ? 'mine' : 'all');
  const [what, setWhat] = useFilter('what', '');
  const list = useDuties(whose, what);
  return (
    <ListPage
      title={say('title')}
      lead={say('lead')}
      actions={
        <>
          <Segmented
            aria-label={say('whose')}
            value={whose}
            onChange={setWhose}
            options={[
              { value: 'mine', label: say('mine') },
              { value: 'all', label: say('all') },
            ]}
          />
          <CodeFilter
            label={say('what')}
            every={{ value: '', label: say('every') }}
            words={taskWords}
            value={what}
            onChange={setWhat}
          />
        </>
      }
      list={list}
      none={say('none')}
      table={(items) => <DutyTable items={items} />}
    />
  );
}

function DutyTable({ items }: { readonly items: readonly Duty[] }) {
  const say = useWords(queueWords);
  const task = useCodeWords(taskWords);
  const by = useCodeWords(byWords);
  const form = useForm();
  const clock = useClock();
  return (
    <Sheet<Duty>
      rowKey={keyOf}
      rows={items}
      columns={[
        {
          title: say('what'),
          cell: (duty) => (
            <>
              <Link to={placeOf(duty)}>{task(duty.task)}</Link>
              {duty.movedUp && <Tag className="tag-after">{say('movedUp')}</Tag>}
            </>
          ),
        },
        {
          title: say('doctor'),
          cell: ({ doctorId, doctorName }) => <Link to={`/review/doctors/${doctorId}`}>{doctorName}</Link>,
        },
        { title: say('hospital'), cell: (row) => row.hospitalName },
        { title: say('by'), cell: (duty) => by(duty.of) },
        { title: say('since'), cell: (duty) => form.date(duty.from) },
        {
          title: say('due'),
          cell: (duty) => (
            <span className={duty.overdue ? 'late' : ''}>
              {duty.clock === null ? say('noClock') : clock(duty.clock)}
              {duty.overdue && (
                <Tag color="red" className="tag-after">
                  {say('overdue')}
                </Tag>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}

function keyOf({ task, deductionId, openingId, creditId, sanctionDueId, doctorId, hospitalId }: Duty): string {
  return [task, deductionId, openingId, creditId, sanctionDueId, doctorId, hospitalId].join(' ');
}

/** Where it is done: the record, or the page of the doctor that is about such things. */
function placeOf({ deductionId, sanctionDueId, creditId, doctorId }: Duty): string {
  if (deductionId !== null) return `/review/deductions/${deductionId}`;
  if (creditId !== null) return '/review/credits';
  return `/review/doctors/${doctorId}/${sanctionDueId === null ? 'process' : 'sanctions'}`;
}

function useDuties(whose: string, what: string) {
  return usePages(['duties', whose, what], (page) =>
    answered(
      api.GET('/v1/duties', {
        params: {
          query: {
            limit: '50',
            ...(whose === 'mine' ? { mine: 'true' as const } : {}),
            ...(isTask(what) ? { task: what } : {}),
            ...page,
          },
        },
      }),
    ),
  );
}

function isTask(what: string): what is Duty['task'] {
  return Object.hasOwn(taskWords, what);
}
