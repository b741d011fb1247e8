import { useMutation } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { Link } from 'react-router';
import { answered, api, type Schema } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { categoryWords, stateColours, stateWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { saveFile } from '../../parts/file.ts';
import { CodeFilter } from '../../parts/list/code-filter.tsx';
import { ListPage } from '../../parts/list/list-page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useRoles } from '../../session/me.ts';
import { deductionWords } from './messages.ts';
import '../auditor.css';
import { Sheet } from '../../parts/sheet.tsx';

/** Records of the caller's scope, newest first; the filters stand in the address and in the file that is exported. */
export function DeductionListPage() {
  const say = useWords(deductionWords);
  const roles = useRoles();
  const { fields, filters } = useFiltered();
  const list = usePages(['deductions', filters], (page) =>
    answered(
      api.GET('/v1/deductions', {
        params: { query: { ...filters, limit: '50', ...page } },
      }),
    ),
  );
  const save = useMutation({
    mutationFn: async () => {
      const text = await answered(api.GET('/v1/deductions.csv', { params: { query: filters }, parseAs: 'text' }));
      saveFile('deductions.csv', `\ufeff${text.replace(/^\ufeff/, '')}`, 'text/csv;charset=utf-8');
    },
  });
  return (
    <ListPage
      title={say('listTitle')}
      actions={
        exporters.some((role) => roles.has(role)) && (
          <Button onClick={() => save.mutate()} loading={save.isPending}>
            {say(save.isPending ? 'exporting' : 'export')}
          </Button>
        )
      }
      filters={
        <>
          <ProblemAlert error={save.error} />
          {fields}
        </>
      }
      list={list}
      none={say('listNone')}
      table={(items) => <DeductionTable items={items} />}
    />
  );
}

type State = keyof typeof stateWords | 'open' | 'decidable';

function useFiltered() {
  const say = useWords(deductionWords);
  const [state, setState] = useFilter('state', '');
  const [category, setCategory] = useFilter('category', '');
  const [code, setCode] = useFilter('code', '');
  const [from, setFrom] = useFilter('from', '');
  const [until, setUntil] = useFilter('until', '');
  const filters = {
    ...(isState(state) ? { state } : {}),
    ...(category === '' ? {} : { category }),
    ...(code === '' ? {} : { code }),
    ...(from === '' ? {} : { occurredFrom: from }),
    ...(until === '' ? {} : { occurredUntil: until }),
  };
  const fields = (
    <div className="filters">
      <CodeFilter
        label={say('state')}
        every={{ value: '', label: say('everyState') }}
        also={[
          { value: 'open', label: say('open') },
          { value: 'decidable', label: say('decidable') },
        ]}
        words={stateWords}
        value={state}
        onChange={setState}
      />
      <CodeFilter
        label={say('category')}
        every={{ value: '', label: say('everyCategory') }}
        words={categoryWords}
        value={category}
        onChange={setCategory}
      />
      <div className="filter-field">
        <span>{say('code')}</span>
        <Input
          aria-label={say('code')}
          key={code}
          allowClear
          defaultValue={code}
          maxLength={20}
          onBlur={({ target }) => setCode(target.value.trim())}
          onPressEnter={({ currentTarget }) => setCode(currentTarget.value.trim())}
        />
      </div>
      <div className="filter-field">
        <span>{say('from')}</span>
        <Input aria-label={say('from')} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
      </div>
      <div className="filter-field">
        <span>{say('until')}</span>
        <Input aria-label={say('until')} type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
      </div>
    </div>
  );
  return { fields, filters };
}

function isState(state: string): state is State {
  return state === 'open' || state === 'decidable' || Object.hasOwn(stateWords, state);
}

export function DeductionTable({ items }: { readonly items: readonly Schema<'DeductionSummary'>[] }) {
  const say = useWords(deductionWords);
  const state = useCodeWords(stateWords);
  const { language } = useLanguage();
  const form = useForm();
  return (
    <Sheet<Schema<'DeductionSummary'>>
      rowKey={(row) => row.deductionId}
      rows={items}
      columns={[
        {
          title: say('violation'),
          widthPx: 300,
          cell: (each) => (
            <Link to={`/review/deductions/${each.deductionId}`}>
              {each.items.map((item) => `${item.code} ${item.text[language]}`).join(' · ')}
            </Link>
          ),
        },
        {
          title: say('points'),
          className: 'number',
          cell: (each) => each.items.map((item) => item.points).join(' + '),
        },
        {
          title: say('doctor'),
          cell: (each) => <Link to={`/review/doctors/${each.doctorId}`}>{each.doctorName}</Link>,
        },
        { title: say('department'), cell: (row) => row.department },
        { title: say('act'), cell: (row) => row.actRef },
        { title: say('occurred'), cell: (each) => form.date(each.occurredOn) },
        { title: say('recordedOn'), cell: (each) => form.date(each.recordedOn) },
        {
          title: say('state'),
          cell: (each) => <Tag color={stateColours[each.state] ?? 'default'}>{state(each.state)}</Tag>,
        },
      ]}
    />
  );
}

const exporters = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office'];
