import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import type { Language } from '../../language/words.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { schemeWords } from './messages.ts';
import '../commission.css';

/** The versions of a scheme that bind today, as their text has them. */
export function SchemePage() {
  const { schemeId = '' } = useParams();
  const say = useWords(schemeWords);
  const form = useForm();
  const { language } = useLanguage();
  const params = { path: { schemeId } };
  const versions = useQuery({
    queryKey: ['scheme', schemeId],
    queryFn: () => answered(api.GET('/v1/schemes/{schemeId}', { params })),
  });
  return (
    <Page title={say('schemeTitle')}>
      <Answered query={versions} empty={{ when: (found) => found.versions.length === 0, says: <Nothing /> }}>
        {(found) =>
          found.versions.map(({ hash, scheme, from, document }) => {
            const read = readScheme(scheme, language);
            return (
              <section className="block" key={`${hash} ${from}`} aria-label={read.title}>
                <h2>{read.title}</h2>
                <p className="soft">
                  {say('version', { version: read.version })} · {say('from', { from: form.date(from) })}
                  {document === null ? '' : ` · ${say('document', { document })}`}
                </p>
                {read.provenance === 'proposal' && <p>{say('proposalNote')}</p>}
                <h3>{say('thresholds')}</h3>
                <ul className="sentences">
                  {read.thresholds.map(({ at, text }) => (
                    <li key={`${at} ${text}`}>
                      {say('at')} {at}：{text}
                    </li>
                  ))}
                </ul>
                <h3>{say('violations')}</h3>
                <div className="table-scroll">
                  <table className="figures">
                    <thead>
                      <tr>
                        <th scope="col">{say('code')}</th>
                        <th scope="col">{say('text')}</th>
                        <th scope="col">{say('points')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {read.violations.map(({ code, text, points }) => (
                        <tr key={code}>
                          <th scope="row">{code}</th>
                          <td>{text}</td>
                          <td>{points}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <details>
                  <summary>{say('whole')}</summary>
                  <p className="key soft">{say('hash', { hash })}</p>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
                  <pre className="data" tabIndex={0}>
                    {JSON.stringify(scheme, null, 2)}
                  </pre>
                </details>
              </section>
            );
          })
        }
      </Answered>
    </Page>
  );
}

type Data = Readonly<Record<string, unknown>>;

/** What people look for first. The API gives the text as data whose form belongs to the scheme. */
function readScheme(scheme: Data, language: Language) {
  const list = (value: unknown): readonly Data[] =>
    Array.isArray(value) ? value.filter((each): each is Data => typeof each === 'object' && each !== null) : [];
  const worded = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return '';
    const { text } = value as Data;
    return String((value as Data)[language] ?? (text === undefined ? '' : worded(text)));
  };
  return {
    title: worded(scheme.title),
    version: String(scheme.version ?? ''),
    provenance: String(scheme.provenance ?? ''),
    thresholds: list(scheme.thresholds).map((each) => ({ at: String(each.at ?? ''), text: worded(each) })),
    violations: list(scheme.violations).map((each) => ({
      code: String(each.code ?? ''),
      text: worded(each),
      points:
        typeof each.points === 'object' && each.points !== null
          ? Object.values(each.points)
              .map(Number)
              .sort((left, right) => left - right)
              .join('–')
          : String(each.points ?? ''),
    })),
  };
}
