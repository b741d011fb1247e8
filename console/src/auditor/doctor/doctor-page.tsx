import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { DeductionTable } from '../deduction/deduction-list-page.tsx';
import { DoctorFacts } from '../register/doctor-facts.tsx';
import { RightStatuses } from '../right/right-statuses.tsx';
import { Why } from '../why.tsx';
import { DoctorFrame, rightReaders } from './doctor-frame.tsx';
import { doctorPageWords } from './messages.ts';

/** One doctor for whoever is responsible: the register, the balance, what may be prescribed, and every record. */
export function DoctorPage() {
  const roles = useRoles();
  return (
    <DoctorFrame>
      {({ doctor, version }) => (
        <div className="two">
          <div>
            <DoctorFacts doctor={doctor} version={version} />
            {rightReaders.some((role) => roles.has(role)) && <RightStatuses doctorId={doctor.doctorId} />}
            <Records doctorId={doctor.doctorId} />
          </div>
          <aside>
            <Balance doctorId={doctor.doctorId} />
          </aside>
        </div>
      )}
    </DoctorFrame>
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
              {each.explanation.length > 0 && <Why says={say('why')} explanation={each.explanation} boxed />}
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
