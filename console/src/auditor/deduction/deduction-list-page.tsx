import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select, Tag } from 'antd';
import { Link } from 'react-router';
import { answered, api, type Schema } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { categoryWords, stateColours, stateWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { saveFile } from '../../parts/file.ts';
import { MoreButton } from '../../parts/more-button.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useRoles } from '../../session/me.ts';
import { deductionWords } from './messages.ts';
import '../auditor.css';
import { Sheet } from '../../parts/sheet.tsx';

/** Records of the caller's scope, newest first; the filters stand in the address and in the file that is exported. */
export function DeductionListPage() {
  const say = useWords(deductionWords);
  const roles = useRoles();
  const { query, filters } = useFiltered();
  const { query: list, ...rest } = usePages(['deductions', filters], (cursor) =>
    answered(
      api.GET('/v1/deductions', {
        params: { query: { ...filters, limit: '50', ...(cursor === undefined ? {} : { cursor }) } },
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
    <Watermark>
      <Page
        title={say('listTitle')}
        actions={
          exporters.some((role) => roles.has(role)) && (
            <Button onClick={() => save.mutate()} loading={save.isPending}>
              {say(save.isPending ? 'exporting' : 'export')}
            </Button>
          )
        }
      >
        <ProblemAlert error={save.error} />
        {query}
        <Answered query={list} empty={{ when: (items) => items.length === 0, says: say('listNone') }}>
          {(items) => (
            <>
              <DeductionTable items={items} />
              <MoreButton {...rest} />
            </>
          )}
        </Answered>
      </Page>
    </Watermark>
  );
}

type State = keyof typeof stateWords | 'open' | 'decidable';

function useFiltered() {
  const say = useWords(deductionWords);
  const stateOf = useCodeWords(stateWords);
  const categoryOf = useCodeWords(categoryWords);
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
  const query = (
    <div className="filters">
      <Select
        className="filter"
        aria-label={say('state')}
        value={state}
        onChange={setState}
        options={[
          { value: '', label: say('everyState') },
          { value: 'open', label: say('open') },
          { value: 'decidable', label: say('decidable') },
          ...Object.keys(stateWords).map((value) => ({ value, label: stateOf(value) })),
        ]}
      />
      <Select
        className="filter"
        aria-label={say('category')}
        value={category}
        onChange={setCategory}
        options={[
          { value: '', label: say('everyCategory') },
          ...Object.keys(categoryWords).map((value) => ({ value, label: categoryOf(value) })),
        ]}
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
  return { query, filters };
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
