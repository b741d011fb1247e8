import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Select, Tag } from 'antd';
import { answered, api, type Schema } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useWrite } from '../api/queries.ts';
import { useFilter } from '../charts/filter.ts';
import { useForm } from '../language/form.ts';
import { useLanguage } from '../language/language.tsx';
import { purposeWords } from '../language/vocabulary.ts';
import { said, useCodeWords, useWords, type Words } from '../language/words.ts';
import { saveFile } from '../parts/file.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Answered } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { roleWords } from '../shell/messages.ts';
import { actWords, adminWords, outcomeOfAccessWords } from './messages.ts';
import './admin.css';

type Audited = Schema<'AuditedAccess'>;

/** Who looked at whose record, who logged in, exported or was turned away; each look at this page is itself recorded. */
export function AccessRecordsPage() {
  const say = useWords(adminWords);
  const { filters, asked } = useAsked();
  const { query, ...rest } = usePages(['access-records', JSON.stringify(asked)], (page) =>
    answered(api.GET('/v1/access-records', { params: { query: { ...asked, ...page } } })),
  );
  const save = useWrite({
    write: (_command: undefined) =>
      answered(api.GET('/v1/access-records.csv', { params: { query: asked }, parseAs: 'blob' })),
    onDone: (file: unknown) => saveFile('access-records.csv', file as Blob, 'text/csv'),
  });
  return (
    <Watermark>
      <Page
        title={say('accessTitle')}
        lead={say('accessLead')}
        actions={
          <Button icon={<DownloadOutlined />} loading={save.isPending} onClick={() => save.mutate(undefined)}>
            {say('exportCsv')}
          </Button>
        }
      >
        <ProblemAlert error={save.error} />
        {filters}
        <section className="block" aria-label={say('accessTitle')}>
          <Answered query={query} empty={{ when: (items) => items.length === 0, says: say('noAccess') }}>
            {(items) => (
              <>
                <ul className="rows">
                  {items.map((each) => (
                    <AccessRow key={each.recordId} access={each} />
                  ))}
                </ul>
                <MoreButton {...rest} />
              </>
            )}
          </Answered>
        </section>
      </Page>
    </Watermark>
  );
}

function useAsked() {
  const say = useWords(adminWords);
  const { language } = useLanguage();
  const [act, setAct] = useFilter('act', '');
  const [outcome, setOutcome] = useFilter('outcome', '');
  const [from, setFrom] = useFilter('from', '');
  const [until, setUntil] = useFilter('until', '');
  const [person, setPerson] = useFilter('person', '');
  const [doctor, setDoctor] = useFilter('doctor', '');
  const options = (words: Words) =>
    Object.entries(words).map(([value, sentence]) => ({ value, label: said(sentence, language) }));
  const chosen = (value: string) => (value === '' ? undefined : value);
  const filters = (
    <div className="choosers column no-print">
      <Select
        className="chooser"
        aria-label={say('act')}
        placeholder={say('everyAct')}
        allowClear
        value={chosen(act)}
        onChange={(next?: string) => setAct(next ?? '')}
        options={options(actWords)}
      />
      <Select
        className="chooser"
        aria-label={say('outcome')}
        placeholder={say('everyOutcome')}
        allowClear
        value={chosen(outcome)}
        onChange={(next?: string) => setOutcome(next ?? '')}
        options={options(outcomeOfAccessWords)}
      />
      <label htmlFor="from-day">
        {say('fromDay')}
        <Input id="from-day" type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label htmlFor="before-day">
        {say('beforeDay')}
        <Input id="before-day" type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
      </label>
      <Input.Search
        className="chooser"
        aria-label={say('personId')}
        placeholder={say('personId')}
        defaultValue={person}
        allowClear
        onSearch={(text) => setPerson(text.trim())}
      />
      <Input.Search
        className="chooser"
        aria-label={say('doctorId')}
        placeholder={say('doctorId')}
        defaultValue={doctor}
        allowClear
        onSearch={(text) => setDoctor(text.trim())}
      />
    </div>
  );
  const asked = {
    ...(act === '' ? {} : { act: act as Audited['act'] }),
    ...(outcome === '' ? {} : { outcome: outcome as Audited['outcome'] }),
    ...(from === '' ? {} : { from }),
    ...(until === '' ? {} : { until }),
    ...(person === '' ? {} : { person }),
    ...(doctor === '' ? {} : { doctor }),
  };
  return { filters, asked };
}

function AccessRow({ access }: { readonly access: Audited }) {
  const say = useWords(adminWords);
  const act = useCodeWords(actWords);
  const outcome = useCodeWords(outcomeOfAccessWords);
  const role = useCodeWords(roleWords);
  const purpose = useCodeWords(purposeWords);
  const form = useForm();
  const { name, capacities, doctorIds } = access;
  const institutions = [...new Set(capacities.flatMap(({ institution }) => institution ?? []))];
  return (
    <li>
      <div className="record-line">
        <strong>{name === '' ? say('nobody') : name}</strong>{' '}
        {[...new Set(capacities.map((capacity) => capacity.role))].map((each) => (
          <Tag key={each}>{role(each)}</Tag>
        ))}
        <div className="soft">
          {[institutions.join('、'), act(access.act), access.operationTitle, purpose(access.purpose ?? '')]
            .filter((text) => text !== '')
            .join(' · ')}
        </div>
        {doctorIds.length === 0 ? null : (
          <div className="soft">
            {say('ofDoctors', { count: doctorIds.length })} {doctorIds.slice(0, shownDoctors).join(' ')}
            {doctorIds.length > shownDoctors ? ' …' : ''}
          </div>
        )}
      </div>
      <div className="row-end">
        <Tag color={access.outcome === 'done' ? 'default' : 'orange'}>{outcome(access.outcome)}</Tag>
        <span className="soft">{form.time(access.at)}</span>
      </div>
    </li>
  );
}

/** The file names all of them. */
const shownDoctors = 5;
