import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { answered, api, type Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useRoles } from '../../session/me.ts';
import { DeductionTable } from '../deduction/deduction-list-page.tsx';
import { recordingRoles, useDoctor, useHospitalNames } from '../queries.ts';
import { doctorPageWords, gradeWords } from './messages.ts';
import { Rights } from './rights.tsx';
import '../auditor.css';

/** One doctor for whoever is responsible: the balance, the rights, every record, and what can be done. */
export function DoctorPage() {
  const { doctorId = '' } = useParams();
  const say = useWords(doctorPageWords);
  const roles = useRoles();
  const doctor = useDoctor(doctorId);
  return (
    <Watermark>
      <Answered query={doctor}>
        {({ data, version }) => (
          <Page
            title={data.name}
            actions={
              recordingRoles.some((role) => roles.has(role)) && (
                <Link to="/review/record" state={{ doctor: { value: data.doctorId, label: data.name } }}>
                  <Button type="primary">{say('record')}</Button>
                </Link>
              )
            }
          >
            <div className="two">
              <div>
                <Facts doctor={data} />
                {rightReaders.some((role) => roles.has(role)) && <Rights doctor={data} version={version} />}
                <Records doctorId={data.doctorId} />
              </div>
              <aside>
                <Balance doctorId={data.doctorId} />
              </aside>
            </div>
          </Page>
        )}
      </Answered>
    </Watermark>
  );
}

const rightReaders = ['auditor', 'reviewer', 'medical-affairs', 'department-head'];

function Facts({ doctor }: { readonly doctor: Schema<'Doctor'> }) {
  const say = useWords(doctorPageWords);
  const grade = useCodeWords(gradeWords);
  const hospital = useHospitalNames();
  const form = useForm();
  const facts = [
    [say('licence'), doctor.licenceNo],
    [say('jobTitle'), doctor.title],
    [say('grade'), grade(doctor.antibacterialGrade)],
    [say('scope'), doctor.practiceScope],
    [say('licensedOn'), form.date(doctor.licensedOn)],
    [
      say('posts'),
      doctor.posts.map((post) => `${hospital(post.hospitalId)} · ${post.department} · ${post.staffNo}`).join('；'),
    ],
  ];
  return (
    <section className="block" aria-label={say('title')}>
      <dl className="facts two-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Balance({ doctorId }: { readonly doctorId: string }) {
  const say = useWords(doctorPageWords);
  const { language } = useLanguage();
  const form = useForm();
  const standing = useQuery({
    queryKey: ['standing', doctorId],
    queryFn: () => answered(api.GET('/v1/doctors/{doctorId}/standing', { params: { path: { doctorId } } })),
  });
  return (
    <Answered query={standing}>
      {({ standings }) =>
        standings.map((each) => {
          const [next] = each.thresholdsAhead;
          return (
            <section className="block" key={each.schemeId} aria-label={each.title[language]}>
              <h2>{each.title[language]}</h2>
              <div className="balance">
                <span className="soft">{say('left')}</span>
                <strong>{each.left}</strong>
                <span className="soft">{say('ofTotal', { total: each.total })}</span>
              </div>
              <p className="soft">
                {say('cycle', { from: form.date(each.cycle.from), until: form.date(each.cycle.until) })} ·{' '}
                {say('uncapped', { uncapped: each.uncapped })}
              </p>
              {each.contested > 0 && <Tag color="gold">{say('contested', { points: each.contested })}</Tag>}
              {next !== undefined && <p>{say('next', { away: next.away, what: next.threshold[language] })}</p>}
              {each.explanation.length > 0 && (
                <details className="item">
                  <summary>{say('why')}</summary>
                  <ul>
                    {each.explanation.map(({ code, text }) => (
                      <li key={`${code} ${text}`}>{text}</li>
                    ))}
                  </ul>
                </details>
              )}
            </section>
          );
        })
      }
    </Answered>
  );
}

function Records({ doctorId }: { readonly doctorId: string }) {
  const say = useWords(doctorPageWords);
  const records = useQuery({
    queryKey: ['deductions', 'of', doctorId],
    queryFn: () => answered(api.GET('/v1/deductions', { params: { query: { doctor: doctorId, limit: '100' } } })),
  });
  return (
    <section aria-label={say('records')}>
      <h2 className="over">{say('records')}</h2>
      <Answered query={records} empty={{ when: ({ items }) => items.length === 0, says: say('recordsNone') }}>
        {({ items }) => <DeductionTable items={items} />}
      </Answered>
    </section>
  );
}
