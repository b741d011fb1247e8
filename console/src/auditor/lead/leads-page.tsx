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
import { useHospitalIds } from '../queries.ts';
import { NewLead, SetLeadAside } from './lead-steps.tsx';
import { leadSourceWords, leadStateWords, leadWords } from './messages.ts';
import '../auditor.css';

type Lead = Schema<'Lead'>;

/** What might be a finding: a person looks, and records it or sets it aside. */
export function LeadsPage() {
  const say = useWords(leadWords);
  const [state, setState] = useFilter('state', 'open');
  const [source, setSource] = useFilter('source', '');
  const list = useLeads(state, source);
  const [hospitalId] = useHospitalIds(['auditor']);
  const [open, setOpen] = useState<'new' | Lead>();
  const close = () => setOpen(undefined);
  return (
    <ListPage
      title={say('title')}
      lead={say('lead')}
      actions={
        <>
          <CodeFilter
            label={say('source')}
            every={{ value: '', label: say('everySource') }}
            words={leadSourceWords}
            value={source}
            onChange={setSource}
          />
          <CodeFilter
            label={say('state')}
            every={{ value: 'all', label: say('everyState') }}
            words={leadStateWords}
            value={state}
            onChange={setState}
          />
          {hospitalId !== undefined && (
            <Button type="primary" onClick={() => setOpen('new')}>
              {say('post')}
            </Button>
          )}
        </>
      }
      list={list}
      none={say('none')}
      table={(items) => <LeadTable items={items} closing={hospitalId !== undefined} onSetAside={setOpen} />}
    >
      {open === 'new' && hospitalId !== undefined && <NewLead hospitalId={hospitalId} onCancel={close} />}
      {open !== undefined && open !== 'new' && <SetLeadAside lead={open} onCancel={close} />}
    </ListPage>
  );
}

interface TableProps {
  readonly items: readonly Lead[];
  readonly closing: boolean;
  readonly onSetAside: (lead: Lead) => void;
}

function LeadTable({ items, closing, onSetAside }: TableProps) {
  const say = useWords(leadWords);
  const state = useCodeWords(leadStateWords);
  const source = useCodeWords(leadSourceWords);
  const form = useForm();
  return (
    <Sheet<Lead>
      rows={items}
      rowKey={({ leadId }) => leadId}
      columns={[
        {
          title: say('text'),
          widthPx: 340,
          cell: (lead) => (
            <>
              {lead.text}
              {lead.reason === null ? null : <div className="soft">{lead.reason}</div>}
            </>
          ),
        },
        { title: say('source'), cell: (lead) => source(lead.source), className: 'name' },
        {
          title: say('doctor'),
          className: 'name',
          cell: ({ doctorId, doctorName }) =>
            doctorId === null ? (
              <span className="soft">{say('unknown')}</span>
            ) : (
              <Link to={`/review/doctors/${doctorId}`}>{doctorName}</Link>
            ),
        },
        { title: say('occurredOn'), cell: ({ occurredOn }) => form.date(occurredOn), className: 'name' },
        { title: say('actRef'), cell: ({ actRef, code }) => [actRef, code].filter(Boolean).join(' · ') },
        {
          title: say('state'),
          cell: (lead) => <Tag color={lead.state === 'open' ? 'gold' : 'default'}>{state(lead.state)}</Tag>,
        },
        {
          title: say('act'),
          cell: (lead) => <Steps lead={lead} closing={closing} onSetAside={onSetAside} />,
        },
      ]}
    />
  );
}

function Steps({ lead, closing, onSetAside }: Omit<TableProps, 'items'> & { readonly lead: Lead }) {
  const say = useWords(leadWords);
  if (lead.deductionId !== null) return <Link to={`/review/deductions/${lead.deductionId}`}>{say('opened')}</Link>;
  if (lead.state !== 'open' || !closing) return null;
  return (
    <span className="row-steps">
      <Link to="/review/record" state={{ lead }}>
        <Button size="small" type="primary" tabIndex={-1}>
          {say('record')}
        </Button>
      </Link>
      <Button size="small" onClick={() => onSetAside(lead)}>
        {say('setAside')}
      </Button>
    </span>
  );
}

function useLeads(state: string, source: string) {
  const asked = {
    limit: '50',
    ...(isOf(leadStateWords, state) ? { state } : {}),
    ...(isOf(leadSourceWords, source) ? { source } : {}),
  };
  return usePages(['leads', asked], (page) =>
    answered(api.GET('/v1/leads', { params: { query: { ...asked, ...page } } })),
  );
}

function isOf<W extends object>(words: W, code: string): code is keyof W & string {
  return Object.hasOwn(words, code);
}
