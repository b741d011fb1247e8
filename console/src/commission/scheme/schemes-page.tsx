import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { provenanceWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import type { SchemeList } from '../queries.ts';
import { schemeWords } from './messages.ts';

/** What binds, what is proposed, and what is shipped; to be read, not changed here. */
export function SchemesPage() {
  const say = useWords(schemeWords);
  const form = useForm();
  const mayReplay = useRoles().has('commission-officer');
  const schemes = useQuery({ queryKey: ['schemes'], queryFn: () => answered(api.GET('/v1/schemes')) });
  return (
    <Page
      title={say('title')}
      lead={say('lead')}
      actions={mayReplay ? <Link to="/commission/replay">{say('replay')}</Link> : undefined}
    >
      <Answered query={schemes}>
        {({ adopted, proposed, shipped }) => (
          <>
            <Part title={say('adopted')} empty={adopted.length === 0}>
              {adopted.map((each) => (
                <Row
                  key={`${each.hash} ${each.jurisdictionId} ${each.from}`}
                  scheme={each}
                  to={`/commission/schemes/${each.schemeId}`}
                >
                  {say('from', { from: form.date(each.from) })}{' '}
                  {each.until === null ? '' : say('until', { until: form.date(each.until) })}{' '}
                  {each.document === null ? '' : `· ${say('document', { document: each.document })}`}
                </Row>
              ))}
            </Part>
            <Part title={say('proposed')} empty={proposed.length === 0}>
              {proposed.map((each) => (
                <Row key={each.adoptionId} scheme={each}>
                  {say('from', { from: form.date(each.from) })} ·{' '}
                  {say('proposedBy', { on: form.date(each.proposedOn) })}
                </Row>
              ))}
            </Part>
            <Part title={say('shipped')} empty={shipped.length === 0}>
              {shipped.map((each) => (
                <Row key={each.file} scheme={each}>
                  <code>{each.file}</code>
                </Row>
              ))}
            </Part>
          </>
        )}
      </Answered>
    </Page>
  );
}

function Part(props: { readonly title: string; readonly empty: boolean; readonly children: ReactNode }) {
  const { title, empty, children } = props;
  const say = useWords(schemeWords);
  return (
    <section className="block" aria-label={title}>
      <h2>{title}</h2>
      {empty ? <Nothing says={say('none')} /> : <ul className="rows">{children}</ul>}
    </section>
  );
}

function Row(props: {
  readonly scheme: Omit<SchemeList['shipped'][number], 'file'>;
  /** Where it can be read; only what binds is kept whole. */
  readonly to?: string;
  readonly children: ReactNode;
}) {
  const { scheme, to, children } = props;
  const say = useWords(schemeWords);
  const { language } = useLanguage();
  const provenance = useCodeWords(provenanceWords);
  return (
    <li>
      <div className="row-text">
        <strong>{scheme.title[language]}</strong>
        <div className="soft">{children}</div>
      </div>
      <div className="row-end">
        <span className="soft">
          {say('version', { version: scheme.version })} · {say('total', { total: scheme.total })}
        </span>
        <Tag>{provenance(scheme.provenance)}</Tag>
        {to !== undefined && <Link to={to}>{say('read')}</Link>}
      </div>
    </li>
  );
}
