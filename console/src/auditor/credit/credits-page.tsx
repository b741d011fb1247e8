import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api, type Schema } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { CodeFilter } from '../../parts/list/code-filter.tsx';
import { ListPage } from '../../parts/list/list-page.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { decidingRoles, recordingRoles, useHospitalIds } from '../queries.ts';
import { ConfirmCredit, DeclineCredit, NewCredit } from './credit-steps.tsx';
import { creditStateWords, creditWords } from './messages.ts';
import '../auditor.css';

type Credit = Schema<'Credit'>;
type Open = 'new' | { readonly kind: 'confirm' | 'decline'; readonly credit: Credit };

/** Activities for which points are given back: recorded by one person, confirmed by another. */
export function CreditsPage() {
  const say = useWords(creditWords);
  const [state, setState] = useFilter('state', 'recorded');
  const list = useCredits(state);
  const [hospitalId] = useHospitalIds(recordingRoles);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <ListPage
      title={say('title')}
      lead={say('lead')}
      actions={
        <>
          <CodeFilter
            label={say('state')}
            every={{ value: 'all', label: say('everyState') }}
            words={creditStateWords}
            value={state}
            onChange={setState}
          />
          {hospitalId !== undefined && (
            <Button type="primary" onClick={() => setOpen('new')}>
              {say('record')}
            </Button>
          )}
        </>
      }
      list={list}
      none={say('none')}
      table={(items) => <CreditTable items={items} onOpen={setOpen} />}
    >
      {open === 'new' && hospitalId !== undefined && <NewCredit hospitalId={hospitalId} onCancel={close} />}
      {open !== undefined && open !== 'new' && open.kind === 'confirm' && (
        <ConfirmCredit credit={open.credit} onCancel={close} />
      )}
      {open !== undefined && open !== 'new' && open.kind === 'decline' && (
        <DeclineCredit credit={open.credit} onCancel={close} />
      )}
    </ListPage>
  );
}

function CreditTable({ items, onOpen }: { readonly items: readonly Credit[]; readonly onOpen: (open: Open) => void }) {
  const say = useWords(creditWords);
  const state = useCodeWords(creditStateWords);
  const form = useForm();
  const decides = useHospitalIds(decidingRoles);
  return (
    <Sheet<Credit>
      rows={items}
      rowKey={({ creditId }) => creditId}
      columns={[
        {
          title: say('doctor'),
          cell: ({ doctorId, doctorName }) => <Link to={`/review/doctors/${doctorId}/process`}>{doctorName}</Link>,
          className: 'name',
        },
        { title: say('activity'), cell: ({ activity }) => activity },
        { title: say('doneOn'), cell: ({ doneOn }) => form.date(doneOn) },
        { title: say('recordedOn'), cell: ({ recordedOn }) => form.date(recordedOn) },
        {
          title: say('state'),
          cell: (credit) => (
            <Tag color={credit.state === 'confirmed' ? 'green' : credit.state === 'recorded' ? 'gold' : 'default'}>
              {state(credit.state)}
            </Tag>
          ),
        },
        {
          title: say('act'),
          cell: (credit) =>
            credit.state === 'recorded' &&
            decides.includes(credit.hospitalId) && (
              <span className="row-steps">
                <Button size="small" type="primary" onClick={() => onOpen({ kind: 'confirm', credit })}>
                  {say('confirm')}
                </Button>
                <Button size="small" onClick={() => onOpen({ kind: 'decline', credit })}>
                  {say('decline')}
                </Button>
              </span>
            ),
        },
      ]}
    />
  );
}

function useCredits(state: string) {
  const asked = { limit: '50', ...(isState(state) ? { state } : {}) };
  return usePages(['credits', asked], (page) =>
    answered(api.GET('/v1/credits', { params: { query: { ...asked, ...page } } })),
  );
}

function isState(state: string): state is keyof typeof creditStateWords {
  return Object.hasOwn(creditStateWords, state);
}
